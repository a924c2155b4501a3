import { z } from 'zod';
import { idSchema, languageSchema, localDateSchema } from './basics.ts';
import { personSchema, preferredHoursSchema } from './customer.ts';
import { reasonSchema } from './reason.ts';

/** The service of a row, understood. `number` is the file's own project or order number, when it has one. */
export const importedServiceSchema = z.strictObject({
  kind: z.string().max(120),
  item: z.string().max(200).nullable(),
  endedOn: localDateSchema,
  by: z.string().max(100).nullable(),
  where: z.string().max(100).nullable(),
  nextDate: localDateSchema.nullable(),
  number: z.string().max(80).nullable(),
  detail: z.record(z.string().max(120), z.string().max(2000)),
});
export type ImportedService = z.infer<typeof importedServiceSchema>;

/** A data row, read and validated: a service of a customer. `row` is the line in the file as a spreadsheet numbers it, from 1. */
export const importRowSchema = z.strictObject({
  row: z.int().min(1),
  customer: z.strictObject({
    person: personSchema,
    class: z.string().max(60).nullable(),
    language: languageSchema.nullable(),
    preferredHours: preferredHoursSchema.nullable(),
    /** True: does not want calls. False and null change nothing: no file opts a person back in. */
    optOut: z.boolean().nullable(),
  }),
  /** Null: a customer without a service; no call follows. */
  service: importedServiceSchema.nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const MAX_IMPORT_ROWS = 20_000;

/** One import is one transaction. The same `importId` again answers the same and does nothing. */
export const importRequestSchema = z.strictObject({
  importId: idSchema,
  fileName: z.string().max(200),
  /** Services that ended before this day are history: kept, never called about. */
  startDate: localDateSchema,
  rows: z.array(importRowSchema).min(1).max(MAX_IMPORT_ROWS),
});
export type ImportRequest = z.infer<typeof importRequestSchema>;

/** What became of one row. `imported`: a new customer; `merged`: a customer already known (`changed` false when nothing was new). */
export const importedRowSchema = z.strictObject({
  row: z.int().min(1),
  status: z.enum(['imported', 'merged']),
  changed: z.boolean(),
  customerId: idSchema,
  /** Another customer with the same phone and another name: perhaps the same person. Only proposed. */
  maybeSameAs: idSchema.nullable(),
  /** Why this row leads to no call, if it does not. */
  noCall: reasonSchema.nullable(),
});
export type ImportedRow = z.infer<typeof importedRowSchema>;

export const importReplySchema = z.strictObject({ importId: idSchema, rows: z.array(importedRowSchema), tasks: z.int().min(0) });
export type ImportReply = z.infer<typeof importReplySchema>;
