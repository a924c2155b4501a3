import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';

/** What was done: `thing.deed`, as in `record.save`, `customers.list`, `device.revoke`. */
export const auditActionSchema = z.string().regex(/^[a-z][a-z-]{0,30}\.[a-z][a-z-]{0,30}$/, 'thing.deed');

const factSchema = z.union([idSchema, z.int(), z.boolean(), z.null(), z.array(idSchema).max(100)]);

/**
 * What else is worth knowing: ids, words of a closed list, counts. Never a name, a phone, an address or anything said or typed: an entry outlives the
 * person it is about, and no value here has room for a sentence.
 */
export const auditFactsSchema = z.record(z.string().regex(/^[a-z][A-Za-z]{0,30}$/), factSchema);
export type AuditFacts = z.infer<typeof auditFactsSchema>;

/** The chain of a place, or `*`: what the endpoint did by itself, or was told to by whoever runs it. */
export const auditChainSchema = z.union([idSchema, z.literal('*')]);

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256');

export const auditEntrySchema = z.strictObject({
  chain: auditChainSchema,
  /** Its place in the chain, from 1. */
  n: z.int().min(1),
  at: instantSchema,
  /** Null: nobody who signed in. */
  agentId: idSchema.nullable(),
  deviceId: idSchema.nullable(),
  action: auditActionSchema,
  subject: z.strictObject({ kind: z.string().regex(/^[a-z][a-z-]{0,30}$/), id: idSchema.nullable() }),
  facts: auditFactsSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Entries `first` to `last` of a chain, sealed by a hash over them and over the hash of the batch before (64 zeros before the first). */
export const auditBatchSchema = z.strictObject({
  chain: auditChainSchema,
  n: z.int().min(1),
  first: z.int().min(1),
  last: z.int().min(1),
  count: z.int().min(1),
  prev: hashSchema,
  hash: hashSchema,
});
export type AuditBatch = z.infer<typeof auditBatchSchema>;

/** The end of every chain at a moment, kept where nobody who can write the database can write: what came before can then not be rewritten unseen. */
export const auditHeadsSchema = z.strictObject({
  form: z.literal('callside-audit-heads'),
  version: z.literal(1),
  at: instantSchema,
  heads: z.array(z.strictObject({ chain: auditChainSchema, n: z.int().min(1), last: z.int().min(1), hash: hashSchema })),
});
export type AuditHeads = z.infer<typeof auditHeadsSchema>;
