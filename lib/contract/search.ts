import { z } from 'zod';
import { idSchema, instantSchema, textSchema } from './basics.ts';
import { phraseCategorySchema } from './phrases.ts';
import { nextStepSchema, outcomeSchema, satisfactionSchema } from './record.ts';
import { reviewSchema, reviewStateSchema } from './review.ts';
import { recordListReplySchema } from './wire.ts';

/** Edges of talk time in seconds: a filter goes from one of them to another. */
export const TALK_EDGES = [0, 30, 60, 120, 180, 300, 600, 1200, 1800, 3600] as const;
const talkEdgeSchema = z.union(TALK_EDGES.map((edge) => z.literal(edge)));

const some = <T extends z.ZodType>(schema: T) => z.array(schema).min(1).max(50).optional();

/** Which records to show. Every field narrows; inside a list one of them is enough; a field that is left out says nothing. Ids, states and times, never words. */
export const recordFilterSchema = z.strictObject({
  /** By when the call began: `from` inclusive, `to` exclusive. */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  places: some(idSchema),
  agents: some(idSchema),
  customerId: idSchema.optional(),
  purposes: some(idSchema),
  /** Without a version: all of its versions. */
  scripts: some(z.strictObject({ id: idSchema, version: z.int().min(1).optional() })),
  /** Every record is a call; `sms` and `mail` are those with which a text was sent. */
  channels: some(z.enum(['phone', 'sms', 'mail'])),
  directions: some(z.enum(['out', 'in'])),
  outcomes: some(outcomeSchema),
  /** `none`: the customer was not asked. */
  satisfactions: some(z.union([satisfactionSchema, z.literal('none')])),
  complaint: z.boolean().optional(),
  /** Department of the complaint, or to which the next step was given. */
  departments: some(z.string().min(1).max(80)),
  nextSteps: some(z.enum(nextStepSchema.options.map((option) => option.shape.kind.value))),
  /** What became of a finding. */
  heeded: some(z.enum(['replaced', 'changed', 'kept', 'slipped'])),
  categories: some(phraseCategorySchema),
  phrases: some(idSchema),
  /** Where its review stands; `none`: nobody has looked at it. */
  reviews: some(z.union([reviewStateSchema, z.literal('none')])),
  /** Has more than one revision. */
  revised: z.boolean().optional(),
  /** Corrected twice without one knowing of the other, and not settled. */
  apart: z.boolean().optional(),
  /** Talk time in seconds, `talkFrom` inclusive, `talkTo` exclusive; calls that were not answered are in neither. */
  talkFrom: talkEdgeSchema.optional(),
  talkTo: talkEdgeSchema.optional(),
  /** How many attempts at this call reached nobody, this one included; 5 is five and more. */
  tries: some(z.int().min(0).max(5)),
  /** Made after the time by which it was due. */
  late: z.boolean().optional(),
  demo: z.boolean().optional(),
});
export type RecordFilter = z.infer<typeof recordFilterSchema>;

/** `words`: all of them must occur in what was said, answered or sent, or in the customer's name. `cursor`: the `next` of the page before. */
export const recordSearchRequestSchema = z.strictObject({
  filter: recordFilterSchema,
  words: z.string().max(100).nullable(),
  cursor: z
    .string()
    .regex(/^-?\d{1,16}_[A-Za-z0-9_.:-]{1,64}$/, 'a cursor of this list')
    .nullable(),
  limit: z.int().min(1).max(200),
});
export type RecordSearchRequest = z.infer<typeof recordSearchRequestSchema>;

/** The same records, to be taken away in a file: all pages of one export have its id, under which they are written down. */
export const recordExportRequestSchema = recordSearchRequestSchema.extend({ exportId: idSchema });
export type RecordExportRequest = z.infer<typeof recordExportRequestSchema>;

/** Newest call first. A page can be short, even empty, while `next` is there: ask on. */
export const recordSearchReplySchema = z.strictObject({
  records: z.array(recordListReplySchema.shape.records.element.extend({ review: reviewSchema.nullable() })),
  next: z.string().nullable(),
  total: z.int().min(0),
  /** `total` is a little too high at most: too many records have the parts of the words to read them all. */
  about: z.boolean(),
  /** Records that are still being indexed and were not looked through. */
  indexing: z.int().min(0),
});
export type RecordSearchReply = z.infer<typeof recordSearchReplySchema>;

/** What there is to filter by, within reach. */
export const recordOptionsReplySchema = z.strictObject({
  places: z.array(z.strictObject({ id: idSchema, name: z.string() })),
  agents: z.array(z.strictObject({ id: idSchema, name: z.string() })),
  /** Newest version first; title and purpose are the newest one's. */
  scripts: z.array(z.strictObject({ id: idSchema, purpose: idSchema, title: textSchema, versions: z.array(z.int()).min(1) })),
  departments: z.array(z.string()),
  /** `example`: how it may be said, by language. */
  phrases: z.array(z.strictObject({ id: idSchema, category: phraseCategorySchema, example: textSchema })),
});
export type RecordOptionsReply = z.infer<typeof recordOptionsReplySchema>;
