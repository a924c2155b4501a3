import { z } from 'zod';
import { idSchema, instantSchema, languageSchema, textSchema } from './basics.ts';
import { phraseListSchema, phraseSchema } from './phrases.ts';
import { choiceSchema, formFieldSchema, messageTemplateSchema, scriptSchema, stepSchema, temptingSchema } from './script.ts';

/** What a lead publishes. */
export const contentKindSchema = z.enum(['script', 'phrase-list']);
export type ContentKind = z.infer<typeof contentKindSchema>;

/** Words that are being written: a language may still be empty. */
export const draftTextSchema = z.record(languageSchema, z.string().max(2000));

const draftStepSchema = stepSchema.extend({
  title: draftTextSchema,
  line: draftTextSchema,
  variants: z.array(z.strictObject({ when: stepSchema.shape.variants.unwrap().element.shape.when, line: draftTextSchema })).optional(),
  hint: draftTextSchema.optional(),
  remind: z.array(draftTextSchema).max(50).optional(),
  tempting: z.array(temptingSchema.extend({ phraseId: z.string().max(64), avoid: draftTextSchema, instead: draftTextSchema })).optional(),
  choices: z.array(choiceSchema.extend({ label: draftTextSchema, to: z.string().max(64) })).max(50),
});

/** A script on the way to its next version: its form is right, its words and targets may be missing. lib/script/check.ts says what is. */
export const draftScriptSchema = scriptSchema.extend({
  title: draftTextSchema,
  languages: z.array(languageSchema).max(20),
  start: z.string().max(64),
  steps: z.array(draftStepSchema).max(300),
  branches: z.array(z.strictObject({ ...scriptSchema.shape.branches.element.shape, to: z.string().max(64) })).max(50),
  fields: z
    .array(formFieldSchema.extend({ label: draftTextSchema, options: z.array(z.strictObject({ id: idSchema, label: draftTextSchema })).optional() }))
    .max(100),
  messages: z.array(messageTemplateSchema.extend({ title: draftTextSchema, subject: draftTextSchema.optional(), text: draftTextSchema })).max(50),
});

const draftPatternsSchema = z.array(z.string().max(300)).max(500);
/** A phrase list on the way to its next version. */
export const draftPhraseListSchema = phraseListSchema.extend({
  title: draftTextSchema,
  phrases: z.array(phraseSchema.extend({ patterns: draftPatternsSchema, instead: draftPatternsSchema, allow: draftPatternsSchema })).max(2000),
  allow: draftPatternsSchema,
});

/** A whole version, as it is published. */
export const contentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('script'), body: scriptSchema }),
  z.strictObject({ kind: z.literal('phrase-list'), body: phraseListSchema }),
]);
export type Content = z.infer<typeof contentSchema>;

export const draftContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('script'), body: draftScriptSchema }),
  z.strictObject({ kind: z.literal('phrase-list'), body: draftPhraseListSchema }),
]);
export type DraftContent = z.infer<typeof draftContentSchema>;

/** What is wrong, where (`scripts.retail-repair.steps.ask.line.en`), and what its words need. Shaped as lib/script/parse.ts has it. */
export const problemSchema = z.strictObject({
  kind: z.string().max(64),
  where: z.string().max(500),
  message: z.string().max(2000),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** `refused`: its time had come and the check of that day did not let it through. */
export const publicationStateSchema = z.enum(['scheduled', 'published', 'withdrawn', 'refused']);

/** Who put what into use, when and why. Kept for ever. */
export const publicationSchema = z.strictObject({
  id: idSchema,
  kind: contentKindSchema,
  contentId: idSchema,
  /** Null until it is published: the number is the next one of that moment. */
  version: z.int().min(1).nullable(),
  /** Whose agents get it: this place and those below; null for all. */
  placeId: idSchema.nullable(),
  state: publicationStateSchema,
  why: z.string().max(500),
  byId: idSchema,
  byName: z.string().max(100),
  madeAt: instantSchema,
  /** The moment it was planned for; null: at once. */
  dueAt: instantSchema.nullable(),
  publishedAt: instantSchema.nullable(),
  /** The version that was in use when it was written. */
  basedOn: z.int().min(1).nullable(),
  /** The old version that this one brings back. */
  restores: z.int().min(1).nullable(),
});
export type Publication = z.infer<typeof publicationSchema>;

/** `rev` counts the savings: whoever saves names the one they saw. */
export const draftSchema = z.strictObject({
  content: draftContentSchema,
  rev: z.int().min(1),
  basedOn: z.int().min(1).nullable(),
  savedAt: instantSchema,
  byId: idSchema,
  byName: z.string().max(100),
});
export type StoredDraft = z.infer<typeof draftSchema>;

const thing = { kind: contentKindSchema, id: idSchema };
const version = z.int().min(1);
const whySchema = z.string().trim().min(1).max(500);

export const contentListRequestSchema = z.strictObject({ kind: contentKindSchema });
export const contentEntrySchema = z.strictObject({
  ...thing,
  title: textSchema,
  languages: z.array(languageSchema),
  /** Of a script: what its calls are for. */
  purpose: idSchema.optional(),
  /** In use at this place. */
  version,
  placeId: idSchema.nullable(),
  /** Steps of a script, phrases of a list. */
  size: z.int().min(0),
  /** Null for a version that came with the program. */
  publication: publicationSchema.nullable(),
  draft: draftSchema.pick({ rev: true, savedAt: true, byName: true }).nullable(),
  scheduled: z.array(publicationSchema),
});
export type ContentEntry = z.infer<typeof contentEntrySchema>;
export const contentListReplySchema = z.strictObject({ entries: z.array(contentEntrySchema) });

export const contentVersionRequestSchema = z.strictObject({ ...thing, version });
export const contentVersionReplySchema = z.strictObject({ content: contentSchema });

export const draftRequestSchema = z.strictObject(thing);
export const draftReplySchema = z.strictObject({ draft: draftSchema.nullable(), inUse: contentSchema });
export type DraftReply = z.infer<typeof draftReplySchema>;

/** `rev`: the one that was seen, 0 for the first saving. */
export const saveDraftRequestSchema = z.strictObject({ content: draftContentSchema, rev: z.int().min(0), basedOn: version.nullable() });
export const saveDraftReplySchema = z.strictObject({ draft: draftSchema.omit({ content: true }) });
export const dropDraftRequestSchema = z.strictObject({ ...thing, rev: version });

export const checkRequestSchema = z.strictObject({ content: draftContentSchema });
export const checkReplySchema = z.strictObject({ problems: z.array(problemSchema) });

/** Publishes the draft of this `rev`, at once or `at` a time. */
export const publishRequestSchema = z.strictObject({ ...thing, rev: version, why: whySchema, at: instantSchema.nullable() });
/** Puts the words of an old version into use again, as a new version. */
export const rollbackRequestSchema = z.strictObject({ ...thing, version, why: whySchema });
export const withdrawRequestSchema = z.strictObject({ publicationId: idSchema });
export const publicationReplySchema = z.strictObject({ publication: publicationSchema });

export const historyRequestSchema = z.strictObject(thing);
export const historyReplySchema = z.strictObject({
  /** Newest first. */
  versions: z.array(z.strictObject({ version, placeId: idSchema.nullable(), placeName: z.string().nullable(), publication: publicationSchema.nullable() })),
  /** Planned, withdrawn and refused ones, newest first. */
  others: z.array(publicationSchema),
});
export type History = z.infer<typeof historyReplySchema>;

/** What came from the endpoint and cannot be used here: the last good version stays. `where` as in a problem. */
export const refusedContentSchema = z.strictObject({
  ...thing,
  id: z.string().max(64),
  version: z.int().nullable(),
  why: z.enum(['unreadable', 'stuck']),
  where: z.string().max(500),
  at: instantSchema,
});
export type RefusedContent = z.infer<typeof refusedContentSchema>;
