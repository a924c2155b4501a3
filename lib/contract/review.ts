import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';
import { recordSchema } from './record.ts';

/** What of a call a comment is about: all of it, a step of the path by its place in it, or a field of the record. */
export const momentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({ kind: z.literal('step'), index: z.int().min(0).max(500) }),
  z.strictObject({ kind: z.literal('field'), field: idSchema }),
]);
export type Moment = z.infer<typeof momentSchema>;

/**
 * `comment`: something noted. `return`: the agent is to answer or correct. `answer`, `correction`: the agent did. `check`: looked at and settled.
 * `revision`: the one that was looked at, or that was made.
 */
export const reviewEntrySchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['comment', 'return', 'answer', 'correction', 'check']),
  by: idSchema,
  name: z.string().max(100),
  at: instantSchema,
  revision: z.int().min(1),
  moment: momentSchema,
  /** Empty only for a check. */
  text: z.string().max(2000),
});
export type ReviewEntry = z.infer<typeof reviewEntrySchema>;

/** `noted`: commented on. `open`: with the agent. `answered`, `corrected`: back with QA. `closed`: checked. */
export const reviewStateSchema = z.enum(['noted', 'open', 'answered', 'corrected', 'closed']);
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** All that QA and the agent wrote about one record, oldest first. */
export const reviewSchema = z.strictObject({
  recordId: idSchema,
  placeId: idSchema,
  agentId: idSchema,
  state: reviewStateSchema,
  entries: z.array(reviewEntrySchema).min(1).max(200),
  updatedAt: instantSchema,
});
export type Review = z.infer<typeof reviewSchema>;

/** `id` makes it happen once, however often it is sent. */
export const reviewAddRequestSchema = z.strictObject({
  recordId: idSchema,
  id: idSchema,
  kind: z.enum(['comment', 'return', 'check']),
  revision: z.int().min(1),
  moment: momentSchema,
  text: z.string().max(2000),
});
export type ReviewAddRequest = z.infer<typeof reviewAddRequestSchema>;

export const reviewReplySchema = z.strictObject({ review: reviewSchema.nullable() });
export type ReviewReply = z.infer<typeof reviewReplySchema>;

/** What was written about the agent's own records after `cursor`, with the record as it stands. `more`: ask again. */
export const ownReviewsReplySchema = z.strictObject({
  cursor: z.int().min(0),
  more: z.boolean(),
  reviews: z.array(z.strictObject({ review: reviewSchema, record: recordSchema, name: z.string() })),
});
export type OwnReviewsReply = z.infer<typeof ownReviewsReplySchema>;
