import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';
import { errorKindSchema } from './errors.ts';
import { mutationSchema } from './mutation.ts';

/** A mutation on its way. `n` is given by the database and only grows. */
export const outboxRowSchema = z.strictObject({
  n: z.int().min(1),
  id: idSchema,
  state: z.enum(['waiting', 'rejected']),
  attempts: z.int().min(0),
  nextAt: instantSchema,
  lastError: z
    .strictObject({
      kind: z.union([errorKindSchema, z.enum(['offline', 'timeout', 'bad-reply'])]),
      message: z.string(),
      field: z.string().nullable(),
      at: instantSchema,
    })
    .nullable(),
  /** How often the endpoint itself had a fault with this row while it answered otherwise. Not there: never. */
  faults: z.int().min(0).optional(),
  createdAt: instantSchema,
  /** Words that corrections put others in place of, the oldest first: shown until the row has been sent. `path`: where they stood. */
  replaced: z.array(z.strictObject({ path: z.string(), text: z.string() })).optional(),
  mutation: mutationSchema,
});
export type OutboxRow = z.infer<typeof outboxRowSchema>;
