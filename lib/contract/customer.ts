import { z } from 'zod';
import { freeTextSchema, idSchema, instantSchema, languageSchema, localDateSchema, localTimeSchema, timeZoneSchema } from './basics.ts';

/** As written in the file, and as E.164 when it could be understood. */
export const phoneSchema = z.strictObject({
  original: z.string().max(60),
  e164: z
    .string()
    .regex(/^\+[1-9]\d{4,14}$/)
    .nullable(),
  label: z.enum(['main', 'family', 'other']),
  /** Digits after the switchboard answers. */
  extension: z.string().max(20).nullable(),
  /** Possible in length, but not a number in use as far as the numbering plan says: shown as a doubt, never refused. */
  doubtful: z.boolean(),
});
export type Phone = z.infer<typeof phoneSchema>;

/** When the customer likes to be called. `original` is the file's or the customer's own wording. */
export const preferredHoursSchema = z.strictObject({
  original: z.string().max(200),
  days: z.enum(['any', 'weekdays', 'weekends']),
  from: localTimeSchema.nullable(),
  to: localTimeSchema.nullable(),
});
export type PreferredHours = z.infer<typeof preferredHoursSchema>;

/** All that tells who somebody is. It stands in one field of a row, never in an index (design 16). */
export const personSchema = z.strictObject({
  /** Full name in the customer's own order. May be empty for somebody unknown. */
  name: z.string().max(200),
  family: z.string().max(100).nullable(),
  given: z.string().max(100).nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  /** As the file has it: Mr, Ms, Mx, 先生, 女士. */
  salutation: z.string().max(40).nullable(),
  /** The organisation, when the customer is one; then `name` is the contact. */
  company: z.string().max(200).nullable(),
  jobTitle: z.string().max(100).nullable(),
  /** Card, member, patient or customer number. */
  number: z.string().max(80).nullable(),
  phones: z.array(phoneSchema).max(10),
  email: z.string().max(320).nullable(),
  /** `YYYY-MM-DD`, or `--MM-DD` when the year is not known. */
  birthday: z
    .string()
    .regex(/^(\d{4}|-)-\d{2}-\d{2}$/)
    .nullable(),
  /** Years, where the file has an age and no birthday. */
  age: z.int().min(0).max(130).nullable(),
  note: freeTextSchema.nullable(),
  /** Columns of the file that have no field of their own, by their header. */
  more: z.record(z.string().max(120), z.string().max(2000)),
});
export type Person = z.infer<typeof personSchema>;

/** `until`: the last day of it on the customer's calendar; left out: for ever. */
export const optOutSchema = z.strictObject({ at: instantSchema, reason: z.string().max(500), until: localDateSchema.optional() });

export const customerSchema = z.strictObject({
  id: idSchema,
  placeId: idSchema,
  person: personSchema,
  /** The customer's class as the company names it: 钻石, gold. */
  class: z.string().max(60).nullable(),
  /** What the team notes of them to find them by; left out: nothing. */
  tags: z.array(z.string().min(1).max(60)).max(30).optional(),
  language: languageSchema.nullable(),
  /** Null: the place's. */
  timeZone: timeZoneSchema.nullable(),
  preferredHours: preferredHoursSchema.nullable(),
  /** Absolute: never offered. Nothing in a file takes it back. */
  optOut: optOutSchema.nullable(),
  /** Keyed hashes of the E.164 phones: the only thing about a phone that an index holds. */
  phoneHashes: z.array(z.string().max(64)).max(10),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Customer = z.infer<typeof customerSchema>;

/** A service, project, visit or purchase behind a call (P1). */
export const serviceSchema = z.strictObject({
  id: idSchema,
  customerId: idSchema,
  placeId: idSchema,
  /** As the file names it: 维修, Full service, 门诊手术. Rules match it. */
  kind: z.string().max(120),
  /** What was bought, repaired, treated: 羽绒服, Ford Fiesta. */
  item: z.string().max(200).nullable(),
  /** The day the service ended, on the customer's calendar. */
  endedOn: localDateSchema,
  /** Who did it: sales adviser, doctor, technician. */
  by: z.string().max(100).nullable(),
  /** Where: store, department, city. */
  where: z.string().max(100).nullable(),
  /** A date that is coming: next visit, certificate or MOT due. */
  nextDate: localDateSchema.nullable(),
  /** Older than the import's start date: known, and never a call. */
  history: z.boolean(),
  detail: z.record(z.string().max(120), z.string().max(2000)),
  importId: idSchema.nullable(),
  createdAt: instantSchema,
  /** Its import was undone: nothing is left of it but ids and times, so that panels hear of it. */
  gone: z.literal(true).optional(),
});
export type Service = z.infer<typeof serviceSchema>;
