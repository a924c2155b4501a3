import { z } from 'zod';
import { idSchema, localDateSchema, monthDaySchema, windowSchema } from './basics.ts';

/** Days of the year that are the same for everybody; the first six are of the lunar calendar (lib/plan/festivals.ts). */
export const festivalSchema = z.enum([
  'spring-festival',
  'lantern',
  'dragon-boat',
  'qixi',
  'mid-autumn',
  'double-ninth',
  'new-year',
  'womens-day',
  'labour-day',
  'national-day',
  'christmas',
]);
export type Festival = z.infer<typeof festivalSchema>;

/** Names to choose by. */
export const namesSchema = z.array(z.string().min(1).max(120)).min(1).max(50);
const kindsSchema = z.array(z.string().min(1)).nullable();
const everyMonthsSchema = z.int().min(1).max(120);
/** Another rhythm for some (P14, P7); the first that fits counts. What is left out fits everybody. */
const rhythmSchema = z.strictObject({ classes: namesSchema.optional(), cities: namesSchema.optional(), everyMonths: everyMonthsSchema });
export type Rhythm = z.infer<typeof rhythmSchema>;
/** 29 February is a day: where the year has none it is the 28th. */
const realMonthDaySchema = monthDaySchema.refine((day) => new Date(`2024-${day}T00:00:00Z`).toISOString().slice(5, 10) === day, 'a day of the year');
const windowDaysSchema = z.int().min(-365).max(365);

/** What a call follows from: each gives a customer days in the calendar, and the rule's window counts from them. `kinds`: of service; null is all. */
export const triggerSchema = z.discriminatedUnion('on', [
  /** The day a service ended (P3, P16). A rule for all kinds steps back where another one names the kind. */
  z.strictObject({ on: z.literal('service-ended'), kinds: kindsSchema }),
  /** Every so many months after the last service, or after the last call that was heard (P4). */
  z.strictObject({
    on: z.literal('recurring'),
    since: z.enum(['service', 'call']),
    kinds: kindsSchema,
    everyMonths: everyMonthsSchema,
    rhythms: z.array(rhythmSchema).max(20).optional(),
  }),
  /** The date that a service brings along (certificate, membership, next visit), or so many months after it where the file has none (P7). `second`: the second reminder. */
  z.strictObject({
    on: z.literal('renewal'),
    kinds: kindsSchema,
    everyMonths: everyMonthsSchema.nullable(),
    rhythms: z.array(rhythmSchema).max(20).optional(),
    second: z.strictObject({ fromDays: windowDaysSchema, withinDays: windowDaysSchema }).optional(),
  }),
  /** The customer's birthday (P5); of 29 February: the 28th where the year has none. */
  z.strictObject({ on: z.literal('birthday') }),
  z.strictObject({ on: z.literal('festival'), festival: festivalSchema }),
  /** The same day each year, as the store's anniversary (P5). */
  z.strictObject({ on: z.literal('yearly'), monthDay: realMonthDaySchema }),
  /** Once between two days, both inclusive: a promotion, a product launch (P5). The rule's window is not asked. */
  z.strictObject({ on: z.literal('period'), from: localDateSchema, to: localDateSchema }),
  /** The last service: nobody has come since (P6). */
  z.strictObject({ on: z.literal('lapsed'), kinds: kindsSchema }),
  /** A number in this column of the customer's file has reached so much (P6); once every so many months, from the first day of such a period. */
  z.strictObject({ on: z.literal('points'), column: z.string().min(1).max(120), atLeast: z.number(), everyMonths: everyMonthsSchema.max(12) }),
  /** A call of one of these purposes was heard; `satisfaction`: only after one that ended so, as a complaint (P8). */
  z.strictObject({ on: z.literal('call-made'), purposes: z.array(idSchema).min(1).max(50), satisfaction: z.string().min(1).max(40).nullable() }),
  /** The day by which a complaint was to be answered, where no later call has reached the customer (P8). */
  z.strictObject({ on: z.literal('complaint') }),
  /** The day the customer was assigned to whoever has them now (P13). */
  z.strictObject({ on: z.literal('assigned') }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

/** What a touch is about. */
export const occasionSchema = z.enum([
  'service-ended',
  'recurring',
  'renewal',
  'birthday',
  'festival',
  'yearly',
  'period',
  'lapsed',
  'points',
  'call-made',
  'complaint',
  'assigned',
]);
export type Occasion = z.infer<typeof occasionSchema>;

/** Whom a rule covers; what is left out covers everybody. Names are compared without regard to width, case and spaces. */
export const coversSchema = z
  .strictObject({
    classes: namesSchema,
    /** One of these tags is enough. */
    tags: namesSchema,
    /** A part of what was bought, repaired or treated. */
    products: namesSchema,
    /** Where the service was, or where the customer's file says they live. */
    cities: namesSchema,
    /** The customer's language, as `zh` or `en-GB`; `zh` covers `zh-CN`. */
    languages: namesSchema,
    /** Kinds of service. */
    kinds: namesSchema,
    /** The last service ended on these days, both inclusive. */
    lastFrom: localDateSchema,
    lastTo: localDateSchema,
  })
  .partial();
export type Covers = z.infer<typeof coversSchema>;

/** Calls that follow from something, with this script. */
export const ruleSchema = z.strictObject({
  id: idSchema,
  /** What the lead calls it. Left out: the words for its trigger. */
  name: z.string().min(1).max(120).optional(),
  trigger: triggerSchema,
  covers: coversSchema.optional(),
  /** Earliest: this many days after the trigger's day; 0 is the same day, less is before it. */
  fromDays: windowDaysSchema,
  /** Latest: the end of this many days after the trigger's day, in the customer's zone. */
  withinDays: windowDaysSchema,
  purpose: idSchema,
  scriptId: idSchema,
  priority: z.int().min(0).max(9),
  /** Its calls have these times instead of the place's, on the days on which the place is open: a greeting in the morning. */
  windows: z.array(windowSchema).min(1).max(6).optional(),
  /** Only these make its calls, until the deadline comes near: the people of a campaign. */
  agentIds: z.array(idSchema).min(1).max(200).optional(),
  /** Calls whose last day is before this one are not planned: nobody is called for what was long before the rule. */
  since: localDateSchema.optional(),
  /** The rule rests: nothing new follows from it, and what nobody has begun is withdrawn. */
  paused: z.literal(true).optional(),
});
export type Rule = z.infer<typeof ruleSchema>;
