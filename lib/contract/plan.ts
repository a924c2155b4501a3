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
