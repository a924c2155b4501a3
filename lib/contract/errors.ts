import { z } from 'zod';

/** The one shape of error. `kind` tells them apart, never the text; `retry` says whether sending the same again can help. */
export const errorKindSchema = z.enum([
  'unauthenticated',
  'forbidden',
  'not-found',
  'invalid',
  'conflict',
  'held',
  'too-large',
  'too-many',
  'code-used',
  'unavailable',
  'internal',
]);
export type ErrorKind = z.infer<typeof errorKindSchema>;

export const errorSchema = z.strictObject({
  error: z.strictObject({
    kind: errorKindSchema,
    /** English, for logs and for servers of other makes; interfaces translate by `kind`. Never holds customer data. */
    message: z.string(),
    /** The field at fault as a path: `mutations.3.record.outcome`. */
    field: z.string().nullable(),
    retry: z.boolean(),
  }),
});
export type ErrorBody = z.infer<typeof errorSchema>;
