import { z } from 'zod';
import { instantSchema } from './basics.ts';

/**
 * A backup of an endpoint is gzip of JSON, a value a line: this header; for every table a line `tableLineSchema` and its rows as arrays; and at the end
 * `endLineSchema`, whose sum is SHA-256 over all bytes before its own line. The same on SQLite and PostgreSQL, so that one moves to the other.
 */
export const backupHeaderSchema = z.strictObject({
  form: z.literal('callside-endpoint-backup'),
  version: z.literal(1),
  /** Version of the database: what the tables look like. */
  database: z.int().min(1),
  at: instantSchema,
});
export type BackupHeader = z.infer<typeof backupHeaderSchema>;

const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'name');
export const tableLineSchema = z.strictObject({ table: nameSchema, columns: z.array(nameSchema).min(1).max(100) });
export const rowLineSchema = z.array(z.union([z.string(), z.number(), z.null()]));
export const endLineSchema = z.strictObject({ rows: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256') });
