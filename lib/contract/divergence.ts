import { z } from 'zod';
import { idSchema, instantSchema, languageSchema } from './basics.ts';
import { phoneSchema, preferredHoursSchema } from './customer.ts';
import { recordSchema } from './record.ts';

/** Who said so and when; both null where only the customer file says it. The name is the one they had then. */
const version = { id: idSchema, by: z.strictObject({ id: idSchema, name: z.string().max(100) }).nullable(), at: instantSchema.nullable() };

/** A field of a customer with what it holds. An opt-out is none of these: it always wins. */
export const fieldValueSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('phone'), value: phoneSchema }),
  z.strictObject({ field: z.literal('preferredHours'), value: preferredHoursSchema }),
  z.strictObject({ field: z.literal('language'), value: languageSchema }),
]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

export const fieldVersionSchema = z.strictObject({ ...version, value: fieldValueSchema });
export type FieldVersion = z.infer<typeof fieldVersionSchema>;
export const recordVersionSchema = z.strictObject({ ...version, record: recordSchema });
export type RecordVersion = z.infer<typeof recordVersionSchema>;

const divergence = {
  id: idSchema,
  placeId: idSchema,
  createdAt: instantSchema,
  state: z.enum(['open', 'settled']),
  /** `choose`: the version that holds; null where all came to say the same, or a correction took the place of all. */
  settled: z.strictObject({ by: version.by, at: instantSchema, choose: idSchema.nullable() }).nullable(),
};

/** Two changes that did not know of each other: both are kept until a person has seen them side by side and chosen. */
export const divergenceSchema = z.discriminatedUnion('kind', [
  /** One field of a customer. Until it is settled the first of the versions holds. */
  z.strictObject({
    ...divergence,
    kind: z.literal('customer-field'),
    customerId: idSchema,
    field: z.enum(['phone', 'preferredHours', 'language']),
    versions: z.array(fieldVersionSchema).min(1).max(20),
  }),
  /** Revisions of a record made apart. Settled by a correction that is based on all of them. */
  z.strictObject({
    ...divergence,
    kind: z.literal('record'),
    customerId: idSchema.nullable(),
    recordId: idSchema,
    agentId: idSchema,
    versions: z.array(recordVersionSchema).min(1).max(20),
  }),
]);
export type Divergence = z.infer<typeof divergenceSchema>;
export type FieldDivergence = Extract<Divergence, { kind: 'customer-field' }>;
export type RecordDivergence = Extract<Divergence, { kind: 'record' }>;
