import { z } from 'zod';
import { idSchema } from './basics.ts';
import { recordSchema } from './record.ts';
import { recordListReplySchema } from './wire.ts';

/** One record with all its revisions, oldest first. */
export const recordReplySchema = recordListReplySchema.shape.records.element.extend({
  revisions: z.array(recordSchema),
  /** Revisions that no later one is based on. More than one: they were made apart and stand side by side until somebody settles it. */
  heads: z.array(z.int().min(1)),
  /** Names of those who made and corrected it, by id. */
  names: z.record(idSchema, z.string()),
});
export type RecordReply = z.infer<typeof recordReplySchema>;
