import { z } from 'zod';
import { idSchema, languageSchema, textSchema, voiceSchema } from './basics.ts';
import { outcomeSchema, recordFieldSchema, satisfactionSchema } from './record.ts';

/** The closed set of conditions (design 4). No expressions. */
export const conditionSchema = z.enum(['outgoing', 'incoming', 'known-customer', 'unknown-caller', 'has-service', 'no-service']);
export type Condition = z.infer<typeof conditionSchema>;

/** What choosing an answer writes into the draft. The agent can still change it. */
export const setsSchema = z.strictObject({
  outcome: outcomeSchema.optional(),
  satisfaction: satisfactionSchema.optional(),
  /** Fields the customer has answered with "none". */
  none: z.array(recordFieldSchema).optional(),
  /** Opens the complaint part of the record: what, and which department. */
  complaint: z.literal(true).optional(),
  /** Proposes the kind of next step; its date and wording stay the agent's. */
  nextStep: z.enum(['appointment', 'refer', 'callback', 'send']).optional(),
  optOut: z.literal(true).optional(),
  answers: z.record(idSchema, z.string().max(500)).optional(),
});
export type Sets = z.infer<typeof setsSchema>;

/** `@back`: to the step from which an any-time branch was taken. */
export const BACK = '@back';

export const choiceSchema = z.strictObject({
  id: idSchema,
  label: textSchema,
  tone: z.enum(['good', 'fair', 'bad', 'plain']),
  to: z.union([idSchema, z.literal(BACK)]),
  when: conditionSchema.optional(),
  sets: setsSchema.optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A phrase that tempts at this step, and what to say instead. `phraseId` is the entry of the phrase list it counts under. */
export const temptingSchema = z.strictObject({ phraseId: idSchema, avoid: textSchema, instead: textSchema });
export type Tempting = z.infer<typeof temptingSchema>;

export const stepSchema = z.strictObject({
  id: idSchema,
  /** Two to six characters or one or two words, for the path. */
  title: textSchema,
  /** The line to say; placeholders as `{customer.address}`, see lib/script/fill.ts. */
  line: textSchema,
  /** Lines instead of `line` when a condition holds; the first that holds wins. */
  variants: z.array(z.strictObject({ when: conditionSchema, line: textSchema })).optional(),
  /** How to say it: tone, pause. */
  hint: textSchema.optional(),
  /** Conduct at this step (C8): the customer hangs up first. */
  remind: z.array(textSchema).optional(),
  tempting: z.array(temptingSchema).optional(),
  /** Record fields to fill here. */
  fields: z.array(z.union([recordFieldSchema, idSchema])).optional(),
  /** Empty only on an ending. */
  choices: z.array(choiceSchema).max(9),
  /** A closing: after this line the customer hangs up. */
  ending: z.boolean(),
});
export type Step = z.infer<typeof stepSchema>;

/** The any-time branches, with their fixed keys (C4). */
export const branchIdSchema = z.enum([
  'abusive',
  'complaint',
  'suggestion',
  'praise',
  'not-now',
  'not-the-person',
  'absent',
  'wrong-number',
  'abroad',
  'stop-calling',
  'hold',
  'voicemail',
]);
export type BranchId = z.infer<typeof branchIdSchema>;

export const branchSchema = z.strictObject({ id: branchIdSchema, to: idSchema, sets: setsSchema.optional() });
export type Branch = z.infer<typeof branchSchema>;

/** A question of the record form beyond the fixed fields (R3). */
export const formFieldSchema = z.strictObject({
  id: idSchema,
  label: textSchema,
  kind: z.enum(['text', 'number', 'choice']),
  voice: voiceSchema,
  options: z.array(z.strictObject({ id: idSchema, label: textSchema })).optional(),
  /** Needed when the customer was reached. */
  required: z.boolean(),
});
export type FormField = z.infer<typeof formFieldSchema>;

/** A text that is ready to send for the occasion (C11). */
export const messageTemplateSchema = z.strictObject({
  id: idSchema,
  channel: z.enum(['sms', 'mail']),
  title: textSchema,
  subject: textSchema.optional(),
  text: textSchema,
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

const bodyShape = {
  steps: z.array(stepSchema),
  branches: z.array(branchSchema),
  fields: z.array(formFieldSchema),
  messages: z.array(messageTemplateSchema),
};

/** One call's script, complete in itself. Immutable once published: id + version name it for ever (design 9). */
export const scriptSchema = z.strictObject({
  id: idSchema,
  version: z.int().min(1),
  purpose: idSchema,
  title: textSchema,
  languages: z.array(languageSchema).min(1),
  start: idSchema,
  ...bodyShape,
});
export type Script = z.infer<typeof scriptSchema>;

/** A file of scripts that share steps, branches, fields and messages; lib/script/parse.ts makes complete scripts of it. */
export const packSchema = z.strictObject({
  schema: z.literal(1),
  id: idSchema,
  version: z.int().min(1),
  title: textSchema,
  languages: z.array(languageSchema).min(1),
  shared: z.strictObject(bodyShape),
  scripts: z
    .array(
      z.strictObject({
        id: idSchema,
        purpose: idSchema,
        title: textSchema,
        start: idSchema,
        steps: z.array(stepSchema),
        branches: z.array(branchSchema).optional(),
        fields: z.array(formFieldSchema).optional(),
        messages: z.array(messageTemplateSchema).optional(),
      }),
    )
    .min(1),
});
export type Pack = z.infer<typeof packSchema>;
