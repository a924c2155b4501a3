import { z } from 'zod';
import { idSchema, instantSchema, localDateSchema, monthDaySchema, timeZoneSchema, windowSchema } from './basics.ts';
import { ruleSchema } from './rule.ts';

/** Opening windows of one season. `from`/`to` are inclusive month-days and may run over the new year; weekdays 1 = Monday to 7 = Sunday. */
export const seasonSchema = z.strictObject({
  from: monthDaySchema,
  to: monthDaySchema,
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  windows: z.array(windowSchema).min(1),
});
export type Season = z.infer<typeof seasonSchema>;

/** A calendar of public holidays that lib/plan/holidays.ts knows: mainland China with its make-up working days. */
export const holidayCalendarSchema = z.enum(['CN']);
export type HolidayCalendar = z.infer<typeof holidayCalendarSchema>;

/** When customers of a place may be called (P9). A day in no season is closed, as is a day in `closed`. */
export const callingHoursSchema = z.strictObject({
  seasons: z.array(seasonSchema),
  closed: z.array(localDateSchema),
  /** Closed on the public holidays of this calendar; a make-up working day has the hours of the working day beside it. Left out: holidays are days like any. */
  holidays: holidayCalendarSchema.optional(),
});
export type CallingHours = z.infer<typeof callingHoursSchema>;

/** Other seasons for calls of some purposes, on the days on which the place is open: greetings in the morning, surveys in the evening. */
export const purposeHoursSchema = z.strictObject({ id: idSchema, purposes: z.array(idSchema).min(1).max(50), seasons: z.array(seasonSchema).max(20) });
export type PurposeHours = z.infer<typeof purposeHoursSchema>;

const retrySchema = z.int().min(1);

/** What the lead sets. `callMinutes` is pointed out, never enforced (C10). */
export const limitsSchema = z.strictObject({
  callMinutes: z.number().positive().max(240),
  callsPerYear: z.int().min(1).max(366),
  /** How long a drawn customer stays with an agent without a word from the panel. */
  claimMinutes: z.int().min(5).max(1440),
  /** At least so many days from one call that was heard to the next, counted on the customer's calendar; 1: one a day, 0: as many as are due. 1 when left out. */
  daysBetweenCalls: z.int().min(0).max(90).optional(),
  /** After so many attempts that did not get through a call is given up; 0 or left out: it is tried as long as it takes. */
  attemptsPerTask: z.int().min(0).max(20).optional(),
  /** Of the calls of a year so many are kept for calls after a complaint. None when left out. */
  complaintReserve: z.int().min(0).max(100).optional(),
  /** After nobody answered, the next attempt is in another part of the day (before 12:00, before 18:00, evening), on the place's clock. */
  otherPartOfDay: z.boolean().optional(),
  /** Nobody calls about a service that they did themselves, by the name it stands under. */
  notOwnService: z.boolean().optional(),
  /** Classes of customers that count most, the most important first: of calls with the same last day theirs come first. */
  importantClasses: z.array(z.string().min(1).max(60)).max(9).optional(),
  /** Before another attempt, in minutes. What is left out: as after no answer; broken off as after busy; abroad a day at least. */
  retryMinutes: z.strictObject({
    'no-answer': retrySchema,
    busy: retrySchema,
    voicemail: retrySchema.optional(),
    unreachable: retrySchema.optional(),
    'broken-off': retrySchema.optional(),
    abroad: retrySchema.optional(),
  }),
  /** After how long without a key the screen is covered until the password is typed; 0 is never. 10 when left out. */
  lockMinutes: z.int().min(0).max(480).optional(),
});
export type Limits = z.infer<typeof limitsSchema>;

/** Whom an agent can ask, or name to a customer, while they talk (C14). */
export const directoryEntrySchema = z.strictObject({
  id: idSchema,
  name: z.string().trim().min(1).max(120),
  department: z.string().trim().max(80),
  role: z.string().trim().max(80),
  phone: z.string().trim().max(40),
  extension: z.string().trim().max(20),
  /** When they are there, in words. */
  hours: z.string().trim().max(120),
  note: z.string().trim().max(500),
});
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;
export const MOST_ENTRIES = 500;

/** A centre, store or department (P17). Customers, agents and records belong to one; rights follow the tree. */
export const placeSchema = z.strictObject({
  id: idSchema,
  parentId: idSchema.nullable(),
  kind: z.enum(['centre', 'store', 'department']),
  name: z.string().min(1).max(200),
  /** As the agent says it to the customer. */
  company: z.strictObject({ name: z.string().min(1).max(200), phone: z.string().max(40) }),
  timeZone: timeZoneSchema,
  /** ISO 3166 country for phone numbers without a country code. */
  region: z.string().regex(/^[A-Z]{2}$/),
  /** The numbers we call from, E.164. */
  numbers: z.array(z.string().max(40)),
  dialScheme: z.enum(['tel', 'sip', 'callto']),
  /** For `sip:`: the host after the @; null dials the bare number. */
  dialHost: z.string().max(200).nullable(),
  departments: z.array(z.string().min(1).max(80)),
  hours: callingHoursSchema,
  /** A purpose stands in the first that names it; left out: all have the hours of the place. */
  purposeHours: z.array(purposeHoursSchema).max(20).optional(),
  limits: limitsSchema,
  rules: z.array(ruleSchema),
  /** Departments, experts and their numbers. */
  directory: z.array(directoryEntrySchema).max(MOST_ENTRIES).optional(),
  /** Since when nobody works here any more. Not there: it is open. Customers and records stay with it, and who reaches it reads them. */
  closedAt: instantSchema.optional(),
});
export type Place = z.infer<typeof placeSchema>;
