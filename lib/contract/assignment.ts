import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';
import { customerFilterSchema } from './filter.ts';
import { reasonSchema } from './reason.ts';

/** Whose customer somebody is, and since when (P13). A customer without one is anybody's. */
export const ownerSchema = z.strictObject({ customerId: idSchema, agentId: idSchema, since: instantSchema });
export type Owner = z.infer<typeof ownerSchema>;

/** Which customers of a place and those below it are assigned. */
export const assignWhoSchema = z.discriminatedUnion('kind', [
  /** Those who belong to nobody. */
  z.strictObject({ kind: z.literal('nobodys') }),
  /** Those of people who are absent today, have left, or do not reach the customer's place any more. */
  z.strictObject({ kind: z.literal('away') }),
  /** Everybody: who belongs to somebody already stays where that is fair. */
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('of'), agentId: idSchema }),
  z.strictObject({ kind: z.literal('these'), customerIds: z.array(idSchema).min(1).max(500) }),
]);
export type AssignWho = z.infer<typeof assignWhoSchema>;

export const assignRequestSchema = z.strictObject({
  placeId: idSchema,
  who: assignWhoSchema,
  /** Only those of them whom it takes in. */
  filter: customerFilterSchema.nullable(),
  /** To whom; empty: back to everybody. */
  agentIds: z.array(idSchema).max(200),
  /** Customers of these classes go to senior people first. */
  seniorClasses: z.array(z.string().min(1).max(60)).max(50),
});
export type AssignRequest = z.infer<typeof assignRequestSchema>;

/** Customers, and their open calls. */
const loadSchema = z.strictObject({ customers: z.int().min(0), calls: z.int().min(0) });
export type Load = z.infer<typeof loadSchema>;

export const assignedSchema = z.strictObject({
  customerId: idSchema,
  name: z.string().max(200),
  company: z.string().max(200).nullable(),
  class: z.string().max(60).nullable(),
  from: idSchema.nullable(),
  to: idSchema.nullable(),
  why: z.array(reasonSchema),
});
export type Assigned = z.infer<typeof assignedSchema>;

/** What an assignment would do; nothing is written. */
export const assignPreviewSchema = z.strictObject({
  /** Customers whose owner would change, and who were looked at. */
  moves: z.int().min(0),
  customers: z.int().min(0),
  perAgent: z.array(z.strictObject({ agentId: idSchema, name: z.string().max(100), before: loadSchema, after: loadSchema })),
  nobodys: z.strictObject({ before: loadSchema, after: loadSchema }),
  /** Who goes to nobody of those chosen, by reason, with how many. */
  left: z.array(z.strictObject({ why: reasonSchema, count: z.int().min(1) })),
  /** The first of those who move. */
  first: z.array(assignedSchema).max(50),
  /** Says that nothing has changed when this is what is done. */
  seal: z.string().max(64),
});
export type AssignPreview = z.infer<typeof assignPreviewSchema>;

/** Done only while it still gives what the preview with this seal showed. */
export const assignApplySchema = assignRequestSchema.extend({ seal: z.string().max(64) });

export const assignmentSchema = z.strictObject({
  id: idSchema,
  placeId: idSchema,
  at: instantSchema,
  by: z.strictObject({ id: idSchema, name: z.string().max(100) }),
  moves: z.int().min(0),
  undoneAt: instantSchema.nullable(),
});
export type Assignment = z.infer<typeof assignmentSchema>;
export const assignApplyReplySchema = z.strictObject({ assignment: assignmentSchema });

export const assignUndoRequestSchema = z.strictObject({ assignmentId: idSchema });
/** `changedSince`: customers who were assigned anew meanwhile, and stay. */
export const assignUndoReplySchema = z.strictObject({ assignment: assignmentSchema, restored: z.int().min(0), changedSince: z.int().min(0) });

export const assignListRequestSchema = z.strictObject({ placeId: idSchema });
/** Who has how many customers, and what was assigned lately, newest first. */
export const assignListReplySchema = z.strictObject({
  people: z.array(z.strictObject({ agentId: idSchema, name: z.string().max(100), load: loadSchema, away: z.boolean() })),
  nobodys: loadSchema,
  assignments: z.array(assignmentSchema).max(20),
  /** A rule has those called who were newly assigned. */
  isFollowed: z.boolean(),
});
export type AssignListReply = z.infer<typeof assignListReplySchema>;
