import { z } from 'zod';
import { idSchema, languageSchema, textSchema } from './basics.ts';

/** C7, and arguing, interrupting and careless promises. */
export const phraseCategorySchema = z.enum([
  'brusque',
  'dont-know',
  'ask-yourself',
  'vague',
  'hold',
  'shift-blame',
  'blame-customer',
  'not-my-authority',
  'arguing',
  'interrupting',
  'careless-promise',
]);
export type PhraseCategory = z.infer<typeof phraseCategorySchema>;

export const severitySchema = z.enum(['warn', 'stop']);

/**
 * One idea that must not be said. Pattern syntax (lib/guard/pattern.ts): plain words; `(a|b)` one of; `[a]` may be missing;
 * `~` up to eight characters of anything within the sentence. Patterns are matched on normalised text, so they need no variants of width, case,
 * Traditional characters, spacing or apostrophes.
 */
export const phraseSchema = z.strictObject({
  /** The same id for the same idea in every language's list. */
  id: idSchema,
  category: phraseCategorySchema,
  severity: severitySchema,
  patterns: z.array(z.string().min(1).max(300)).min(1),
  /** Better sentences, ready to say; the first is the one that a key takes. */
  instead: z.array(z.string().min(1).max(300)).min(1),
  /** Contexts in which it is fine, same syntax: a finding that lies inside one is dropped. */
  allow: z.array(z.string().min(1).max(300)),
});
export type Phrase = z.infer<typeof phraseSchema>;

/** The phrase list of one language. Immutable once published. */
export const phraseListSchema = z.strictObject({
  schema: z.literal(1),
  id: idSchema,
  version: z.int().min(1),
  language: languageSchema,
  title: textSchema,
  phrases: z.array(phraseSchema),
  /** Contexts that are fine for every phrase: reported speech, quotations. */
  allow: z.array(z.string().min(1).max(300)),
});
export type PhraseList = z.infer<typeof phraseListSchema>;

/** Where in our words: a field of the record, or said aloud and owned up to. */
export const findingPlaceSchema = z.enum(['answered', 'sms', 'mail', 'spoken']);

/** Something found in our own words. Positions are UTF-16 offsets into the original text as typed. */
export const findingSchema = z.strictObject({
  phraseId: idSchema,
  listId: idSchema,
  listVersion: z.int().min(1),
  category: phraseCategorySchema,
  severity: severitySchema,
  where: findingPlaceSchema,
  /** The words as they stood; empty for a slip that was only noted. */
  quote: z.string().max(500),
  start: z.int().min(0),
  end: z.int().min(0),
  stepId: idSchema.nullable(),
  at: z.int(),
  /** `replaced`: the better sentence was taken; `changed`: rewritten by hand; `kept`: saved as it stood; `slipped`: it had been said. */
  heeded: z.enum(['replaced', 'changed', 'kept', 'slipped']),
});
export type Finding = z.infer<typeof findingSchema>;
