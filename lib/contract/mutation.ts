import { z } from 'zod';
import { idSchema, instantSchema, languageSchema } from './basics.ts';
import { customerSchema, phoneSchema, preferredHoursSchema, serviceSchema } from './customer.ts';
import { outcomeSchema, recordContentSchema, recordSchema, revisedSchema, satisfactionSchema } from './record.ts';
import { taskSchema } from './task.ts';

/**
 * A change to a customer, one field at a time, ordered by the endpoint (design 15). `was`: what stood there for whoever changed it, null for nothing
 * (of the phones: the first). Where something else stands at the endpoint by now, both are kept (divergence.ts); without `was` the later change holds.
 */
export const customerChangeSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('phone'), value: phoneSchema, was: phoneSchema.nullable().optional() }),
  z.strictObject({ field: z.literal('preferredHours'), value: preferredHoursSchema, was: preferredHoursSchema.nullable().optional() }),
  z.strictObject({ field: z.literal('language'), value: languageSchema, was: languageSchema.nullable().optional() }),
  /** Always wins. */
  z.strictObject({ field: z.literal('optOut'), value: z.strictObject({ at: instantSchema, reason: z.string().max(500) }) }),
]);
export type CustomerChange = z.infer<typeof customerChangeSchema>;

const base = { id: idSchema, at: instantSchema };

/** What a panel changed. Its id makes it happen once, however often it is sent. */
export const mutationSchema = z.discriminatedUnion('kind', [
  /** The task's and the appointment's fate follow from the record by lib/plan/after-record.ts, on both sides. */
  z.strictObject({
    ...base,
    kind: z.literal('record.save'),
    record: recordSchema,
    /** What the call taught about the customer comes as changes of its own, which say what they are based on: only an opt-out is taken from the record. */
    changesFollow: z.literal(true).optional(),
    /** Made before there was an endpoint: what came of it stands in the customers and tasks that were sent before it, and is not done again. */
    history: z.literal(true).optional(),
  }),
  /** A correction: the endpoint gives the revision its number. It changes the record alone, no task and no customer. */
  z.strictObject({
    ...base,
    kind: z.literal('record.revise'),
    recordId: idSchema,
    basedOn: revisedSchema.shape.basedOn,
    /** The mutation of an earlier correction that this one continues, made here before its number was known. Where the endpoint has it, it counts instead of `basedOn`. */
    follows: idSchema.optional(),
    why: revisedSchema.shape.why,
    outcome: outcomeSchema,
    satisfaction: satisfactionSchema.nullable(),
    content: recordContentSchema,
  }),
  z.strictObject({ ...base, kind: z.literal('customer.add'), customer: customerSchema }),
  /** Of somebody who worked alone and joins: services and tasks as they stand. */
  z.strictObject({ ...base, kind: z.literal('service.add'), service: serviceSchema }),
  z.strictObject({ ...base, kind: z.literal('task.add'), task: taskSchema }),
  z.strictObject({ ...base, kind: z.literal('customer.set'), customerId: idSchema, change: customerChangeSchema }),
  /** One version of a divergence holds. `seen`: all that stood side by side; one that came meanwhile stays beside the chosen one. */
  z.strictObject({
    ...base,
    kind: z.literal('divergence.settle'),
    divergenceId: idSchema,
    customerId: idSchema,
    choose: idSchema,
    seen: z.array(idSchema).min(1).max(20),
  }),
  /** The agent's word on what QA wrote about their record. */
  z.strictObject({ ...base, kind: z.literal('review.answer'), recordId: idSchema, text: z.string().min(1).max(2000) }),
  /** Not now: back in the pool, not before `until`. */
  z.strictObject({ ...base, kind: z.literal('task.skip'), taskId: idSchema, reason: z.string().min(1).max(300), until: instantSchema }),
  /** Another time, agreed without a call: comes back to this agent then. */
  z.strictObject({ ...base, kind: z.literal('task.appoint'), taskId: idSchema, to: instantSchema, note: z.string().max(500) }),
]);
export type Mutation = z.infer<typeof mutationSchema>;
