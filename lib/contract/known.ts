import { z } from 'zod';
import { idSchema } from './basics.ts';

/** Which of these mutations has the endpoint from this agent? Asked by a panel that has lost its own. */
export const knownRequestSchema = z.strictObject({ ids: z.array(idSchema).min(1).max(500) });
/** Those it has, in the order of the question. One of somebody else is not among them, like one that never came. */
export const knownReplySchema = z.strictObject({ known: z.array(idSchema) });
export type KnownReply = z.infer<typeof knownReplySchema>;
