import { z } from 'zod';

/** The data of a `hint` on the stream of events: something changed that reaches this agent, up to this number. What it was is told by a pull. */
export const hintSchema = z.strictObject({ seq: z.int().min(0) });
