import { z } from 'zod';

/** A reason as data; the interface words it (`reason.<code>` in lib/i18n). Params hold names, numbers and instants (ms). */
export const reasonSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
  params: z.record(z.string().max(40), z.union([z.string().max(300), z.number()])),
});
export type Reason = z.infer<typeof reasonSchema>;
