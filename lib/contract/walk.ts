import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';

/** One thing chosen: an answer of the current step, or an any-time branch. */
export const walkChoiceSchema = z.strictObject({ kind: z.enum(['answer', 'branch']), id: idSchema, at: instantSchema });
export type WalkChoice = z.infer<typeof walkChoiceSchema>;

/** Script id + version + choices; the current step is computed (design 3). */
export const walkSchema = z.strictObject({ scriptId: idSchema, version: z.int().min(1), choices: z.array(walkChoiceSchema).max(500) });
export type Walk = z.infer<typeof walkSchema>;
