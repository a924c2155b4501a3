import { z } from 'zod';
import { agentSchema } from './agent.ts';
import { idSchema, instantSchema } from './basics.ts';
import { callSchema } from './call.ts';
import { customerSchema, serviceSchema } from './customer.ts';
import { outboxRowSchema } from './outbox.ts';
import { placeSchema } from './place.ts';
import { recordSchema } from './record.ts';
import { taskSchema } from './task.ts';

/** The form of the file; it goes up when an older program can no longer read it. */
export const BACKUP_VERSION = 1;

/** A record as the panel keeps it. */
const keptRecordSchema = recordSchema.extend({
  sentAt: instantSchema.nullable(),
  unnumbered: z.strictObject({ mutationId: idSchema, basedOn: z.array(z.int()) }).optional(),
});

/** What one agent's panel holds that may exist nowhere else. In a team: their own records, what is unsent, and whom that is about. Alone: everything. */
export const backupBodySchema = z.strictObject({
  madeAt: instantSchema,
  /** CONTRACT_VERSION of the rows. */
  contract: z.int().min(1),
  mode: z.enum(['team', 'alone']),
  agent: agentSchema,
  place: placeSchema,
  outbox: z.array(outboxRowSchema),
  records: z.array(keptRecordSchema),
  /** Drafts: the call that is open. */
  calls: z.array(callSchema),
  customers: z.array(customerSchema),
  services: z.array(serviceSchema),
  tasks: z.array(taskSchema),
});
export type BackupBody = z.infer<typeof backupBodySchema>;

/** The whole file. Looked at before its rows: what it is, whether this program can read it, and whether it is whole. */
export const backupSchema = z.strictObject({
  kind: z.literal('callside-backup'),
  version: z.int().min(1),
  /** SHA-256 of `body` as it stands in the file, hexadecimal. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  body: z.unknown(),
});
