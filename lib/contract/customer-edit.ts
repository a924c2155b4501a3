import { z } from 'zod';
import { idSchema, instantSchema, localDateSchema } from './basics.ts';
import { customerSchema, personSchema, serviceSchema } from './customer.ts';
import { mergeUndoSchema } from './merge-undo.ts';

/** A day that there is: with its year, or `--MM-DD`, in which 29 February is one. */
const birthdaySchema = z.union([
  z.iso.date(),
  z.string().regex(/^--((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))$/, '--MM-DD'),
]);

const { name, family, given, sex, salutation, company, jobTitle, number, phones, email, note } = personSchema.shape;
const { class: classOf, tags, language, timeZone, preferredHours, optOut } = customerSchema.shape;
const person = { name, family, given, sex, salutation, company, jobTitle, number, email, birthday: birthdaySchema.nullable(), note };
const wishes = { class: classOf, tags: tags.unwrap(), language, timeZone, preferredHours };

/** Some of what stands in a customer's file, as it was or became. Of a birthday also one that no calendar has: a file may have brought it. */
export const customerFieldsSchema = z.strictObject({ ...person, birthday: personSchema.shape.birthday, phones, ...wishes, optOut }).partial();
export type CustomerFields = z.infer<typeof customerFieldsSchema>;
export type CustomerField = keyof CustomerFields;

/** A phone as somebody types it. */
export const typedPhoneSchema = z.strictObject({
  text: z.string().trim().min(1).max(60),
  label: z.enum(['main', 'family', 'other']),
  extension: z.string().max(20).nullable().optional(),
});
export type TypedPhone = z.infer<typeof typedPhoneSchema>;

/** `was`: what stood there for whoever changed it. */
const changed = <V extends z.ZodType, W extends z.ZodType>(value: V, was: W) => z.strictObject({ value, was });

/** What is to be changed, and nothing else. */
export const customerSetSchema = z
  .strictObject({
    name: changed(name, name),
    family: changed(family, family),
    given: changed(given, given),
    sex: changed(sex, sex),
    salutation: changed(salutation, salutation),
    company: changed(company, company),
    jobTitle: changed(jobTitle, jobTitle),
    number: changed(number, number),
    phones: changed(z.array(typedPhoneSchema).max(10), phones),
    email: changed(email, email),
    birthday: changed(person.birthday, personSchema.shape.birthday),
    note: changed(note, note),
    class: changed(classOf, classOf),
    tags: changed(wishes.tags, wishes.tags),
    language: changed(language, language),
    timeZone: changed(timeZone, timeZone),
    preferredHours: changed(preferredHours, preferredHours),
  })
  .partial();
export type CustomerSet = z.infer<typeof customerSetSchema>;

/** What somebody did to a file by hand; `why` where a reason was asked for. */
export const customerChangedSchema = z.strictObject({
  kind: z.enum(['add', 'edit', 'opt-out', 'opt-in', 'merge', 'split']),
  before: customerFieldsSchema,
  after: customerFieldsSchema,
  why: z.string().max(500).optional(),
  /** Of a merge: the customer who went into this one. */
  otherId: idSchema.optional(),
  /** Of a merge that can be taken back; never sent. */
  undo: mergeUndoSchema.optional(),
});
export type CustomerChanged = z.infer<typeof customerChangedSchema>;

export const changeOfCustomerSchema = z.strictObject({ id: idSchema, at: instantSchema, agentId: idSchema.nullable(), changed: customerChangedSchema });
export type ChangeOfCustomer = z.infer<typeof changeOfCustomerSchema>;

/** A customer who is taken in by hand: where, and what a call could be about. */
const addSchema = z.strictObject({
  placeId: idSchema,
  service: serviceSchema
    .pick({ id: true, item: true, endedOn: true, by: true, where: true, nextDate: true })
    .extend({ kind: z.string().trim().min(1).max(120) })
    .nullable(),
});

/** `customerId`: of a new one the sender's own, so that it can be sent again. */
export const customerSaveRequestSchema = z.strictObject({ customerId: idSchema, set: customerSetSchema, add: addSchema.optional() });
export type CustomerSaveRequest = z.infer<typeof customerSaveRequestSchema>;
/** `changeId`: what it is called among the changes; null: nothing was other than it stood. */
export const customerSaveReplySchema = z.strictObject({ customer: customerSchema, changeId: idSchema.nullable() });
export type CustomerSaveReply = z.infer<typeof customerSaveReplySchema>;

/** Whoever could be the same person: they have one of these phones, or the number. */
export const alikeRequestSchema = z.strictObject({ placeId: idSchema, phones: z.array(z.string().max(60)).max(10), number: z.string().max(80).nullable() });
export const alikeReplySchema = z.strictObject({ alike: z.array(z.strictObject({ customer: customerSchema, by: z.enum(['phone', 'number']) })).max(5) });
export type AlikeReply = z.infer<typeof alikeReplySchema>;

/** `out`: does not want to be called, to the end of the day `until` where there is one; `in`: may be called again. Either with a reason. */
export const optOutRequestSchema = z.strictObject({
  customerId: idSchema,
  want: z.enum(['out', 'in']),
  why: z.string().trim().min(1).max(500),
  until: localDateSchema.optional(),
});
export type OptOutRequest = z.infer<typeof optOutRequestSchema>;
