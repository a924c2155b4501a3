import { z } from 'zod';
import { idSchema, instantSchema, localDateSchema, windowSchema } from './basics.ts';
import { occasionSchema } from './rule.ts';

/** A lease: the customer is with this agent until then. Renewed by every word from the panel. */
export const claimSchema = z.strictObject({ id: idSchema, agentId: idSchema, expiresAt: instantSchema });
export type Claim = z.infer<typeof claimSchema>;

/**
 * One reason to call a customer: what a rule asks for, about a service, or a day, or both. These together name it. `on` is the day that its window counts
 * from, left out after a service, whose day it is; `reminder` is 2 for the second one of a renewal. `occasion` says what it is about when the rule is gone.
 */
export const touchSchema = z.strictObject({
  ruleId: idSchema,
  serviceId: idSchema.nullable(),
  on: localDateSchema.optional(),
  reminder: z.literal(2).optional(),
  occasion: occasionSchema.optional(),
});
export type TouchKey = z.infer<typeof touchSchema>;

/** Why a task exists. */
export const taskCauseSchema = z.discriminatedUnion('kind', [
  touchSchema.extend({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('appointment'), recordId: idSchema.nullable(), fromTaskId: idSchema.nullable(), note: z.string().max(500) }),
]);

/** One call that is due. */
export const taskSchema = z.strictObject({
  id: idSchema,
  customerId: idSchema,
  serviceId: idSchema.nullable(),
  placeId: idSchema,
  purpose: idSchema,
  scriptId: idSchema,
  cause: taskCauseSchema,
  /** What else the same call is about: touches that are due together are one call. */
  also: z.array(touchSchema).max(20).optional(),
  /** Times of its own instead of the place's, on the days on which the place is open. */
  windows: z.array(windowSchema).min(1).max(6).optional(),
  /** Set for an appointment: it comes back to the same agent (P12). Null: anybody's. */
  agentId: idSchema.nullable(),
  notBefore: instantSchema,
  dueBy: instantSchema,
  /** Of two with the same last day the lower comes first: by the customer's class where the place has important ones (tens), then by the rule. */
  priority: z.int().min(0).max(99),
  state: z.enum(['open', 'done', 'closed']),
  /** Why it was closed without a call. `withdrawn`: nothing asks for it any more; `missed`: its day went by. */
  closedBecause: z.enum(['opted-out', 'skipped', 'covered', 'number-wrong', 'not-reached', 'withdrawn', 'missed']).nullable(),
  attempts: z.int().min(0),
  lastOutcome: z.string().max(40).nullable(),
  skips: z.array(z.strictObject({ at: instantSchema, agentId: idSchema, reason: z.string().max(300) })),
  claim: claimSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Task = z.infer<typeof taskSchema>;
