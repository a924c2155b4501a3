import { z } from 'zod';
import { agentSchema } from './agent.ts';
import { idSchema, instantSchema } from './basics.ts';
import { customerSchema, serviceSchema } from './customer.ts';
import { divergenceSchema } from './divergence.ts';
import { errorSchema } from './errors.ts';
import { customerFilterSchema } from './filter.ts';
import { mutationSchema } from './mutation.ts';
import { phraseListSchema } from './phrases.ts';
import { placeSchema } from './place.ts';
import { reasonSchema } from './reason.ts';
import { recordSchema } from './record.ts';
import { scriptSchema } from './script.ts';
import { loginSchema, newPasswordSchema, tokensSchema } from './sign-in.ts';
import { taskSchema } from './task.ts';

/** The endpoint's clock when it is not the real one: add `offset` (ms) to the machine's time. The panel shows it as a demo clock. */
export const clockInfoSchema = z.strictObject({ now: instantSchema, demoOffset: z.int().nullable() });

/** With a password, the next sign-in is by login and password. */
export const enrolRequestSchema = z.strictObject({
  code: z.string().min(4).max(64),
  device: z.string().min(1).max(100),
  password: newPasswordSchema.optional(),
});
/** `refreshToken`: left out by an endpoint whose tokens do not end. `login`: null for somebody who has none. */
export const enrolReplySchema = z.strictObject({
  token: z.string().min(20),
  refreshToken: tokensSchema.shape.refreshToken.optional(),
  login: loginSchema.nullable().optional(),
  agent: agentSchema,
  place: placeSchema,
  clock: clockInfoSchema,
});
export type EnrolReply = z.infer<typeof enrolReplySchema>;

/** A task with all the panel needs to work it. Newest records first, at most ten. */
export const workSchema = z.strictObject({
  task: taskSchema,
  customer: customerSchema,
  services: z.array(serviceSchema),
  records: z.array(recordSchema),
  /** Open ones of this customer. */
  divergences: z.array(divergenceSchema).optional(),
});
export type Work = z.infer<typeof workSchema>;

/** Today's three guarantees (P10) of the agent's place, on the place's calendar. */
export const guaranteesSchema = z.strictObject({
  /** Customers whose call is due by the end of today, called ones included. */
  due: z.int().min(0),
  called: z.int().min(0),
  /** Of the calls made: inside their deadline. */
  inTime: z.int().min(0),
  /** Of the records made: complete. */
  records: z.int().min(0),
  complete: z.int().min(0),
});
export type Guarantees = z.infer<typeof guaranteesSchema>;

/**
 * Hold up to `want` tasks. `hold` renews those already held; every other task of this agent goes back to the pool.
 * With `customerId`, hold that customer for a call without a task (its open task, if there is one, comes along).
 */
export const claimRequestSchema = z.strictObject({ want: z.int().min(0).max(10), hold: z.array(idSchema).max(20), customerId: idSchema.nullable() });
export type ClaimRequest = z.infer<typeof claimRequestSchema>;
export const claimReplySchema = z.strictObject({
  work: z.array(workSchema),
  /** With `customerId`: that customer's file, held for this agent. */
  customer: z
    .strictObject({
      customer: customerSchema,
      services: z.array(serviceSchema),
      records: z.array(recordSchema),
      task: taskSchema.nullable(),
      divergences: z.array(divergenceSchema).optional(),
    })
    .nullable(),
  /** Open tasks that nobody holds. */
  waiting: z.int().min(0),
  /** When the pool is empty or closed: why, and the next moment something can be called. */
  why: z.array(reasonSchema),
  nextAt: instantSchema.nullable(),
  guarantees: guaranteesSchema,
  clock: clockInfoSchema,
});
export type ClaimReply = z.infer<typeof claimReplySchema>;

export const pushRequestSchema = z.strictObject({ mutations: z.array(z.unknown()).min(1).max(100) });
/** One result a mutation, in their order. `stored` once, `duplicate` ever after, with the same `seq`. */
export const pushResultSchema = z.discriminatedUnion('status', [
  z.strictObject({ id: z.string(), status: z.enum(['stored', 'duplicate']), seq: z.int().min(1) }),
  z.strictObject({ id: z.string(), status: z.literal('rejected'), error: errorSchema.shape.error }),
]);
export const pushReplySchema = z.strictObject({ results: z.array(pushResultSchema) });
export type PushReply = z.infer<typeof pushReplySchema>;
export const pushedMutationSchema = mutationSchema;

/** Changes after `cursor`, in the endpoint's order, as far as this agent's role and held customers reach. `more`: ask again. */
export const pullReplySchema = z.strictObject({
  cursor: z.int().min(0),
  more: z.boolean(),
  place: placeSchema.nullable(),
  scripts: z.array(scriptSchema),
  phraseLists: z.array(phraseListSchema),
  customers: z.array(customerSchema),
  services: z.array(serviceSchema),
  tasks: z.array(taskSchema),
  records: z.array(recordSchema),
  /** Those of these customers, and of records that this agent made; settled ones too. */
  divergences: z.array(divergenceSchema).optional(),
  /** Customers who were erased: nothing of them stays on any machine. */
  erased: z.array(idSchema).optional(),
  clock: clockInfoSchema,
});
export type PullReply = z.infer<typeof pullReplySchema>;

export const findRequestSchema = z.strictObject({ query: z.string().min(1).max(100) });
export const findReplySchema = z.strictObject({
  found: z
    .array(
      z.strictObject({
        customer: customerSchema,
        lastService: serviceSchema.nullable(),
        heldBy: z.strictObject({ name: z.string(), until: instantSchema }).nullable(),
      }),
    )
    .max(20),
  /** More matched than are shown. */
  more: z.boolean(),
});
export type FindReply = z.infer<typeof findReplySchema>;

/** Newest first; `before` is the `seq` of the last one seen. */
export const recordListReplySchema = z.strictObject({
  records: z.array(
    z.strictObject({
      seq: z.int().min(1),
      receivedAt: instantSchema,
      record: recordSchema,
      customer: customerSchema.nullable(),
      agentName: z.string(),
      /** True while it has two revisions that were made apart. */
      apart: z.boolean().optional(),
    }),
  ),
  next: z.int().nullable(),
  total: z.int().min(0),
});
export type RecordListReply = z.infer<typeof recordListReplySchema>;

/**
 * `id`: of the new person, by whoever invites them. Sent again after a lost answer, it makes a new code and not a second person. `login`: what they sign
 * in with once they have a password.
 */
export const codeRequestSchema = z.strictObject({ id: idSchema.optional(), agent: agentSchema.omit({ id: true }), login: loginSchema.optional() });
export type CodeRequest = z.infer<typeof codeRequestSchema>;
export const codeReplySchema = z.strictObject({ code: z.string(), agent: agentSchema, login: loginSchema.nullable().optional(), expiresAt: instantSchema });

export const meReplySchema = enrolReplySchema.omit({ token: true, refreshToken: true });
export const doneReplySchema = z.strictObject({ ok: z.literal(true) });

/** `cursor`: the `next` of the page before. `query`: as in Find; null lists all, newest first. */
export const customerListRequestSchema = z.strictObject({
  cursor: z.string().max(100).nullable(),
  limit: z.int().min(1).max(200),
  query: z.string().min(1).max(100).nullable(),
  /** Only whom it takes in. */
  filter: customerFilterSchema.optional(),
});
export type CustomerListRequest = z.infer<typeof customerListRequestSchema>;

export const customerListReplySchema = z.strictObject({
  customers: z.array(
    z.strictObject({
      customer: customerSchema,
      lastService: serviceSchema.nullable(),
      openTasks: z.int().min(0),
      heldBy: z.strictObject({ name: z.string(), until: instantSchema }).nullable(),
    }),
  ),
  next: z.string().nullable(),
  /** Of all that match. */
  total: z.int().min(0),
  /** With a filter, when there was no time to look at everybody: how many were looked at, of how many. */
  partial: z.strictObject({ lookedAt: z.int().min(0), customers: z.int().min(0) }).optional(),
});
export type CustomerListReply = z.infer<typeof customerListReplySchema>;

/** Open ones within reach, newest first; `before` is the `next` of the page before. */
export const divergenceListReplySchema = z.strictObject({
  divergences: z.array(z.strictObject({ divergence: divergenceSchema, customer: customerSchema.nullable() })),
  next: z.int().nullable(),
  total: z.int().min(0),
});
export type DivergenceListReply = z.infer<typeof divergenceListReplySchema>;
