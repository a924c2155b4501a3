import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';

/** A change that was saved here and had not reached the endpoint; nothing of what it said. */
const unsentSchema = z.strictObject({ id: idSchema, at: instantSchema });
export type Unsent = z.infer<typeof unsentSchema>;

/** What is noted outside the panel's database about it, so that its loss is noticed: which one it is, the last number of its outbox, and what was unsent. */
export const mirrorSchema = z.strictObject({ dbId: idSchema, high: z.int().min(0), unsent: z.array(unsentSchema) });
export type Mirror = z.infer<typeof mirrorSchema>;

/** A loss that was noticed, until the agent has read of it. */
export const lossSchema = z.strictObject({
  foundAt: instantSchema,
  /** `gone`: another database, or none, stood in its place. `cut`: its last changes are missing. */
  how: z.enum(['gone', 'cut']),
  /** Unsent by the mirror, and not in the database. */
  missing: z.array(unsentSchema),
  /** The endpoint was asked which of them it has, and those are no longer named here. */
  asked: z.boolean(),
});
export type Loss = z.infer<typeof lossSchema>;
