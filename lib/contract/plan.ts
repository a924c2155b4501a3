import { z } from 'zod';
import { idSchema, instantSchema, localDateSchema } from './basics.ts';
import { reasonSchema } from './reason.ts';
import { ruleSchema } from './rule.ts';

/** What is wrong or doubtful in a rule; shaped as lib/plan/check-rules.ts has it. */
export const ruleProblemSchema = z.strictObject({
  ruleId: idSchema,
  field: z.string().max(120),
  code: z.string().max(60),
  params: z.record(z.string().max(40), z.union([z.string().max(1000), z.number()])),
  severity: z.enum(['wrong', 'doubtful']),
});

/** The rules of a place as they would be saved; `ruleId`: the one whose calls are counted, null for all of them. */
export const planPreviewRequestSchema = z.strictObject({ placeId: idSchema, rules: z.array(ruleSchema).max(100), ruleId: idSchema.nullable() });
export type PlanPreviewRequest = z.infer<typeof planPreviewRequestSchema>;

/** A call that would be in the plan. */
export const plannedCallSchema = z.strictObject({
  customerId: idSchema,
  name: z.string().max(200),
  company: z.string().max(200).nullable(),
  class: z.string().max(60).nullable(),
  notBefore: instantSchema,
  dueBy: instantSchema,
  why: z.array(reasonSchema),
});
export type PlannedCall = z.infer<typeof plannedCallSchema>;

/** What these rules give in the next 30 days, if nobody calls anybody. */
export const planPreviewSchema = z.strictObject({
  calls: z.int().min(0),
  /** Customers of the place, and how many of them were looked at in the time there is. */
  customers: z.int().min(0),
  lookedAt: z.int().min(0),
  /** Calls by their last day; what is overdue stands on today. */
  perDay: z.array(z.strictObject({ day: localDateSchema, calls: z.int().min(0) })),
  /** Calls that each rule has a part in. */
  perRule: z.array(z.strictObject({ ruleId: idSchema, calls: z.int().min(0) })),
  /** The first by their last day, at most twenty. */
  first: z.array(plannedCallSchema).max(20),
});
export type PlanPreview = z.infer<typeof planPreviewSchema>;

/** `preview` is null while the rule is wrong. `classes`, `kinds`: words that the customers and services of the place have, most used first. */
export const planPreviewReplySchema = z.strictObject({
  problems: z.array(ruleProblemSchema),
  preview: planPreviewSchema.nullable(),
  classes: z.array(z.string()),
  kinds: z.array(z.string()),
});
export type PlanPreviewReply = z.infer<typeof planPreviewReplySchema>;

/** Of a service or a date that asks for a call. `late`: its last day is over, or was when it was called. `coming`: not in the plan yet. */
export const ledgerStateSchema = z.enum(['done', 'due', 'blocked', 'excluded', 'missed', 'coming']);
export type LedgerState = z.infer<typeof ledgerStateSchema>;

export const ledgerEntrySchema = z.strictObject({
  /** Tells entries of one customer apart. */
  id: z.string().max(300),
  customerId: idSchema,
  name: z.string().max(200),
  company: z.string().max(200).nullable(),
  about: reasonSchema,
  from: instantSchema,
  dueBy: instantSchema,
  state: ledgerStateSchema,
  late: z.boolean(),
  /** Why it is blocked or excluded, or what it waits for. */
  why: z.array(reasonSchema),
  /** The next possible moment. */
  nextAt: instantSchema.nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** The coverage of a place: calls whose last day lies between two days, both inclusive. `state` null: all; `cursor`: the `next` of the page before. */
export const ledgerRequestSchema = z.strictObject({
  placeId: idSchema,
  from: localDateSchema,
  to: localDateSchema,
  state: ledgerStateSchema.nullable(),
  /** Only what is late. */
  late: z.boolean(),
  cursor: idSchema.nullable(),
  limit: z.int().min(1).max(200),
});
export type LedgerRequest = z.infer<typeof ledgerRequestSchema>;

export const ledgerReplySchema = z.strictObject({
  entries: z.array(ledgerEntrySchema),
  next: idSchema.nullable(),
  /** With the first page: all of them by state, and how many of each are late. */
  totals: z.array(z.strictObject({ state: ledgerStateSchema, count: z.int().min(0), late: z.int().min(0) })).nullable(),
  /** Customers of the place, and how many were looked at in the time there is. */
  customers: z.int().min(0),
  lookedAt: z.int().min(0),
  /** Calls a day that the people of the place and those below it can make; null: nobody's number is known. */
  capacity: z.int().min(0).nullable(),
  /** Open calls by their last day, overdue ones on today, for the next 30 days; `capacity`: what those who are there on that day can make, 0 where nobody is called. */
  perDay: z.array(z.strictObject({ day: localDateSchema, calls: z.int().min(0), capacity: z.int().min(0).optional() })),
});
export type LedgerReply = z.infer<typeof ledgerReplySchema>;
