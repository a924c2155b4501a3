import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';
import { customerSchema, serviceSchema } from './customer.ts';
import { customerChangedSchema } from './customer-edit.ts';
import { divergenceSchema } from './divergence.ts';
import { ledgerEntrySchema } from './plan.ts';
import { reasonSchema } from './reason.ts';
import { correctionSchema, recordSchema } from './record.ts';
import { taskSchema } from './task.ts';

export const customerReadRequestSchema = z.strictObject({ customerId: idSchema });

const whoSchema = z.strictObject({ id: idSchema, name: z.string() });

/** What became of the file, by whom: by hand, in a call, by a file that was imported. */
export const historySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hand'), id: idSchema, at: instantSchema, by: whoSchema.nullable(), changed: customerChangedSchema }),
  z.strictObject({ kind: z.literal('call'), id: idSchema, at: instantSchema, by: whoSchema, learnt: correctionSchema }),
  z.strictObject({ kind: z.literal('import'), id: idSchema, at: instantSchema, by: whoSchema, fileName: z.string().max(200) }),
]);
export type History = z.infer<typeof historySchema>;

/** May this call be made now, and why, or why not; `nextAt`: the first moment at which the answer can be another one. */
export const judgedTaskSchema = z.strictObject({ task: taskSchema, ok: z.boolean(), why: z.array(reasonSchema), nextAt: instantSchema.nullable() });

/** All that is known of one customer. Newest first, but for the open calls, which are in the order of work. */
export const customerPageSchema = z.strictObject({
  customer: customerSchema,
  services: z.array(serviceSchema),
  open: z.array(judgedTaskSchema),
  past: z.array(taskSchema),
  /** What asks for a call and is not in the plan: to come, left out, missed. */
  unplanned: z.array(ledgerEntrySchema),
  records: z.array(z.strictObject({ record: recordSchema, agentName: z.string() })),
  /** There are more than are shown. */
  moreRecords: z.boolean(),
  divergences: z.array(divergenceSchema),
  points: z.array(z.strictObject({ recordId: idSchema, department: z.string().nullable(), at: instantSchema, note: z.string(), late: z.boolean() })),
  /** Whose customer this is; null: anybody's. */
  owner: z.strictObject({ id: idSchema, name: z.string(), since: instantSchema }).nullable().optional(),
  heldBy: z.strictObject({ name: z.string(), until: instantSchema }).nullable(),
  history: z.array(historySchema),
});
export type CustomerPage = z.infer<typeof customerPageSchema>;
