import { z } from 'zod';
import { freeTextSchema, idSchema, instantSchema } from './basics.ts';
import { phoneSchema, preferredHoursSchema } from './customer.ts';
import { findingSchema } from './phrases.ts';
import { walkSchema } from './walk.ts';

/** How an attempt ended. */
export const outcomeSchema = z.enum([
  'reached',
  'family',
  'not-now',
  'no-answer',
  'busy',
  'voicemail',
  'unreachable',
  'wrong-number',
  'refused',
  'broken-off',
  'abroad',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

export const satisfactionSchema = z.enum(['satisfied', 'fair', 'dissatisfied', 'not-rated']);
export type Satisfaction = z.infer<typeof satisfactionSchema>;

/** The fixed fields of every record form, by the names the requirements use (R1). */
export const recordFieldSchema = z.enum(['outcome', 'satisfaction', 'said', 'answered', 'needs', 'suggestions', 'complaint', 'nextStep', 'correction']);
export type RecordField = z.infer<typeof recordFieldSchema>;

/** "None" is an answer; an empty field is not. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('text'), text: freeTextSchema }),
]);
export type Answer = z.infer<typeof answerSchema>;

export const complaintSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('complaint'), about: freeTextSchema, department: z.string().max(80) }),
]);

export const nextStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Comes back to this agent at that time (P12). */
  z.strictObject({ kind: z.literal('appointment'), at: instantSchema, note: z.string().max(500), taskId: idSchema }),
  /** Goes to a department, which answers by then (F1). */
  z.strictObject({ kind: z.literal('refer'), at: instantSchema, note: z.string().max(500), department: z.string().min(1).max(80) }),
  /** We do something ourselves by then: send, look up. */
  z.strictObject({ kind: z.literal('send'), at: instantSchema, note: z.string().max(500) }),
]);
export type NextStep = z.infer<typeof nextStepSchema>;

/** What the call taught us about the customer (R4). */
export const correctionSchema = z.strictObject({
  phone: phoneSchema.nullable(),
  preferredHours: preferredHoursSchema.nullable(),
  language: z.string().max(20).nullable(),
  optOut: z.string().max(500).nullable(),
});
export type Correction = z.infer<typeof correctionSchema>;

export const sentMessageSchema = z.strictObject({
  channel: z.enum(['sms', 'mail']),
  templateId: idSchema.nullable(),
  subject: z.string().max(300).nullable(),
  text: freeTextSchema,
  at: instantSchema,
});

/** Everything personal or said, in one field (design 16). */
export const recordContentSchema = z.strictObject({
  /** Whom it was with, when no customer file stands behind it. */
  party: z.strictObject({ name: z.string().max(200), note: z.string().max(500) }).nullable(),
  from: z.string().max(60).nullable(),
  to: z.string().max(60).nullable(),
  said: answerSchema.nullable(),
  answered: answerSchema.nullable(),
  needs: answerSchema.nullable(),
  suggestions: answerSchema.nullable(),
  complaint: complaintSchema.nullable(),
  nextStep: nextStepSchema.nullable(),
  correction: correctionSchema,
  answers: z.record(idSchema, z.string().max(2000)),
  messages: z.array(sentMessageSchema).max(20),
  findings: z.array(findingSchema).max(500),
});
export type RecordContent = z.infer<typeof recordContentSchema>;

/**
 * Who corrected a record, when, why, and which revisions they had before them. Two revisions that do not know of each other were made apart:
 * both are kept until one is based on both.
 */
export const revisedSchema = z.strictObject({
  by: idSchema,
  /** By the clock of whoever corrected it. */
  at: instantSchema,
  why: z.string().min(1).max(500),
  basedOn: z.array(z.int().min(1)).min(1).max(20),
});
export type Revised = z.infer<typeof revisedSchema>;

/** One call or attempt, complete (R1). Never edited in place: a correction is a new revision. */
export const recordSchema = z.strictObject({
  id: idSchema,
  revision: z.int().min(1),
  callId: idSchema,
  placeId: idSchema,
  agentId: idSchema,
  customerId: idSchema.nullable(),
  taskId: idSchema.nullable(),
  serviceId: idSchema.nullable(),
  purpose: idSchema,
  channel: z.literal('phone'),
  direction: z.enum(['out', 'in']),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema,
  savedAt: instantSchema,
  outcome: outcomeSchema,
  satisfaction: satisfactionSchema.nullable(),
  walk: walkSchema,
  /** Versions it was made with (design 9); the script's stands in the walk. */
  phraseLists: z.array(z.strictObject({ id: idSchema, version: z.int().min(1) })),
  /** True when it was made on a demo clock. */
  demo: z.boolean(),
  content: recordContentSchema,
  /** Absent on the first revision. */
  revised: revisedSchema.optional(),
  /** The person was erased: the fact of the call is all that is left, and was complete when it was more. */
  erased: z.literal(true).optional(),
});
export type Record = z.infer<typeof recordSchema>;
