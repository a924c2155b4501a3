import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';
import { customerSchema } from './customer.ts';
import { taskSchema } from './task.ts';

const ownerOf = z.strictObject({ agentId: idSchema, since: instantSchema }).nullable();
const fieldChanges = z.array(
  z.strictObject({ field: z.enum(['phone', 'preferredHours', 'language']), agentId: idSchema, at: instantSchema, valueHash: z.string() }),
);

/** What takes a merge back. It stays at the endpoint. */
export const mergeUndoSchema = z.strictObject({
  /** The one they were merged into then; they may have gone into another since. */
  keepId: idSchema,
  dropped: customerSchema,
  kept: z.strictObject({ before: customerSchema, after: customerSchema }),
  services: z.array(idSchema),
  /** As they stood before, of both. */
  tasks: z.array(taskSchema),
  records: z.array(idSchema),
  divergences: z.array(idSchema),
  changes: z.array(idSchema),
  owners: z.strictObject({ kept: ownerOf, dropped: ownerOf }),
  fieldChanges: z.strictObject({ kept: fieldChanges, dropped: fieldChanges }),
});
export type MergeUndo = z.infer<typeof mergeUndoSchema>;
