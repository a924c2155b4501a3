import { z } from 'zod';
import { idSchema, instantSchema, localDateSchema } from './basics.ts';
import { customerFilterSchema } from './filter.ts';
import { nextStepSchema, outcomeSchema, satisfactionSchema } from './record.ts';

const moneySchema = z.number().min(0).max(1_000_000_000);
const countSchema = z.int().min(0).max(1_000_000);
const noteSchema = z.string().max(4000);

/** The part of a filter that a rule can ask while it runs, so that who comes to fit is called too (`covers` of lib/contract/rule.ts). */
export const campaignCustomersSchema = customerFilterSchema.pick({
  classes: true,
  tags: true,
  products: true,
  kinds: true,
  cities: true,
  languages: true,
  lastFrom: true,
  lastTo: true,
});
export type CampaignCustomers = z.infer<typeof campaignCustomersSchema>;

const nextStepKindSchema = z.enum(nextStepSchema.options.map(({ shape }) => shape.kind.value));

/** What a record must say so that its customer counts as converted; one of the words is enough. */
export const convertedSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('satisfaction'), values: z.array(satisfactionSchema).min(1).max(10) }),
  z.strictObject({ by: z.literal('next-step'), values: z.array(nextStepKindSchema).min(1).max(10) }),
  z.strictObject({ by: z.literal('outcome'), values: z.array(outcomeSchema).min(1).max(20) }),
]);
export type Converted = z.infer<typeof convertedSchema>;

export const giftSchema = z.strictObject({ name: z.string().trim().min(1).max(120), count: countSchema, unitCost: moneySchema });
export const costSchema = z.strictObject({ what: z.string().trim().min(1).max(200), amount: moneySchema });

/** `paused`: its calls are out of the plan until it goes on. */
export const campaignStateSchema = z.enum(['draft', 'running', 'paused', 'ended']);
export type CampaignState = z.infer<typeof campaignStateSchema>;

/** What a lead writes of a campaign. The id is short enough to name its rule. */
export const campaignPlanSchema = z.strictObject({
  id: idSchema.max(50),
  placeId: idSchema,
  name: z.string().trim().min(1).max(120),
  /** What it is for, in the lead's words. */
  aim: noteSchema,
  /** Of its calls. */
  purpose: idSchema,
  scriptId: idSchema,
  priority: z.int().min(0).max(9),
  /** Both inclusive. */
  from: localDateSchema,
  to: localDateSchema,
  customers: campaignCustomersSchema,
  /** What is offered. */
  content: noteSchema,
  /** Who makes its calls. */
  agents: z.array(idSchema).max(200),
  supervisorId: idSchema.nullable(),
  supervision: noteSchema,
  training: noteSchema,
  materials: noteSchema,
  gifts: z.array(giftSchema).max(50),
  /** Null: none was set. */
  budget: moneySchema.nullable(),
  /** As it is written behind amounts. */
  currency: z.string().trim().max(10),
  target: z.strictObject({ calls: countSchema, reached: countSchema, converted: countSchema }).partial(),
  converted: convertedSchema,
  /** What was spent besides the gifts. */
  costs: z.array(costSchema).max(100),
  /** What is to be done otherwise the next time. */
  lesson: noteSchema,
});
export type CampaignPlan = z.infer<typeof campaignPlanSchema>;

export const campaignSchema = campaignPlanSchema.extend({
  state: campaignStateSchema,
  /** When its calls first came into the plan. */
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  /** How many customers it had when it ended: calls that nobody has begun are withdrawn then. */
  customersAtEnd: z.int().min(0).optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Campaign = z.infer<typeof campaignSchema>;

/** `people`: those whom a campaign names. */
export const campaignListReplySchema = z.strictObject({
  campaigns: z.array(campaignSchema),
  people: z.array(z.strictObject({ id: idSchema, name: z.string() })),
});
export type CampaignListReply = z.infer<typeof campaignListReplySchema>;

/** `basedOn`: the `updatedAt` that was seen, null for a new one; another one in between is a conflict. */
export const campaignSaveRequestSchema = z.strictObject({ campaign: campaignPlanSchema, basedOn: instantSchema.nullable() });
export const campaignRequestSchema = z.strictObject({ id: idSchema });
export const campaignReplySchema = z.strictObject({ campaign: campaignSchema });

/** Customers, each counted once. */
const countsSchema = z.strictObject({
  called: z.int().min(0),
  reached: z.int().min(0),
  satisfied: z.int().min(0),
  converted: z.int().min(0),
});
export type CampaignCounts = z.infer<typeof countsSchema>;

export const campaignProgressSchema = countsSchema.extend({
  campaignId: idSchema,
  /** All who were in its plan. */
  customers: z.int().min(0),
  /** Those whose call is still to be made. */
  open: z.int().min(0),
  perAgent: z.array(countsSchema.extend({ agentId: idSchema, name: z.string() })),
  /** Not everything could be read in the time there is. */
  partial: z.boolean(),
});
export type CampaignProgress = z.infer<typeof campaignProgressSchema>;

export const campaignProgressRequestSchema = z.strictObject({ ids: z.array(idSchema).min(1).max(50) });
export const campaignProgressReplySchema = z.strictObject({ progress: z.array(campaignProgressSchema) });
