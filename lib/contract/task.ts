import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';

/** A lease: the customer is with this agent until then. Renewed by every word from the panel. */
export const claimSchema = z.strictObject({ id: idSchema, agentId: idSchema, expiresAt: instantSchema });
export type Claim = z.infer<typeof claimSchema>;

/** Why a task exists. */
export const taskCauseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rule'), ruleId: idSchema, serviceId: idSchema }),
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
  /** Set for an appointment: it comes back to the same agent (P12). Null: anybody's. */
  agentId: idSchema.nullable(),
  notBefore: instantSchema,
  dueBy: instantSchema,
  priority: z.int().min(0).max(9),
  state: z.enum(['open', 'done', 'closed']),
  /** Why it was closed without a call. */
  closedBecause: z.enum(['opted-out', 'skipped', 'covered', 'number-wrong']).nullable(),
  attempts: z.int().min(0),
  lastOutcome: z.string().max(40).nullable(),
  skips: z.array(z.strictObject({ at: instantSchema, agentId: idSchema, reason: z.string().max(300) })),
  claim: claimSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Task = z.infer<typeof taskSchema>;
