import { localTimeSchema } from '../../../lib/contract/basics.ts';
import type { PlaceSet } from '../../../lib/contract/people.ts';
import type { CallingHours, HolidayCalendar, Limits, Place, PurposeHours, Season } from '../../../lib/contract/place.ts';
import { namesIn } from '../names-in.ts';

/** The attempts whose delay a place sets; the first two always have one. */
export const RETRIES = ['no-answer', 'busy', 'voicemail', 'unreachable', 'broken-off', 'abroad'] as const;
export type Retry = (typeof RETRIES)[number];
/** From and to, both allowed. */
export const BOUNDS = {
  callsPerYear: [1, 366],
  complaintReserve: [0, 100],
  daysBetweenCalls: [0, 90],
  attemptsPerTask: [0, 20],
  callMinutes: [1, 240],
  claimMinutes: [5, 1440],
} as const;
export type Count = keyof typeof BOUNDS;
export const COUNTS = Object.keys(BOUNDS) as Count[];

/** Classes that can be important: a figure each. */
export const MOST_CLASSES = 9;

/** `key`: tells rows apart that say the same. */
export type DraftWindow = { key: string; from: string; to: string };
export type DraftSeason = { key: string; from: string; to: string; weekdays: number[]; windows: DraftWindow[] };
/** Other seasons for some purposes. */
export type DraftPurposeHours = { key: string; id: string; purposes: string[]; seasons: DraftSeason[] };
/** What is typed, as it is typed. */
export type HoursDraft = {
  seasons: DraftSeason[];
  purposeHours: DraftPurposeHours[];
  closed: string[];
  holidays: HolidayCalendar | null;
  counts: { [count in Count]: string };
  otherPartOfDay: boolean;
  notOwnService: boolean;
  /** Names with commas between, the most important first. */
  importantClasses: string;
  /** Minutes; empty: as the contract says when it is left out. */
  retries: { [retry in Retry]: string };
};

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
let made = 0;
const newKey = () => `row-${++made}`;

export const newWindow = (): DraftWindow => ({ key: newKey(), from: '09:00', to: '18:00' });
export const newSeason = (): DraftSeason => ({ key: newKey(), from: '01-01', to: '12-31', weekdays: EVERY_DAY, windows: [newWindow()] });

export const newPurposeHours = (id: string): DraftPurposeHours => ({ key: newKey(), id, purposes: [], seasons: [newSeason()] });

export function draftOf({ hours, limits, purposeHours = [] }: Place): HoursDraft {
  const { seasons, closed, holidays } = hours;
  const minutes = (retry: Retry) => String(limits.retryMinutes[retry] ?? '');
  return {
    seasons: seasons.map(draftSeason),
    purposeHours: purposeHours.map((one) => ({ ...one, key: newKey(), seasons: one.seasons.map(draftSeason) })),
    closed,
    holidays: holidays ?? null,
    counts: {
      callsPerYear: String(limits.callsPerYear),
      complaintReserve: String(limits.complaintReserve ?? 0),
      daysBetweenCalls: String(limits.daysBetweenCalls ?? 1),
      attemptsPerTask: String(limits.attemptsPerTask ?? 0),
      callMinutes: String(limits.callMinutes),
      claimMinutes: String(limits.claimMinutes),
    },
    otherPartOfDay: limits.otherPartOfDay ?? false,
    notOwnService: limits.notOwnService ?? false,
    importantClasses: (limits.importantClasses ?? []).join(', '),
    retries: Object.fromEntries(RETRIES.map((retry) => [retry, minutes(retry)])) as HoursDraft['retries'],
  };
}

function draftSeason({ from, to, weekdays, windows }: Season): DraftSeason {
  return { key: newKey(), from, to, weekdays, windows: windows.map((window) => ({ key: newKey(), ...window })) };
}

export type SeasonProblem = 'month-day' | 'no-weekday' | 'no-window' | 'window';

/** The first thing that is wrong with a season; null when it can be saved. */
export function problemOf({ from, to, weekdays, windows }: DraftSeason): SeasonProblem | null {
  if (!isMonthDay(from) || !isMonthDay(to)) return 'month-day';
  if (weekdays.length === 0) return 'no-weekday';
  if (windows.length === 0) return 'no-window';
  return windows.every((window) => isTime(window.from) && isTime(window.to) && window.from < window.to) ? null : 'window';
}

export function isCount(count: Count, text: string): boolean {
  const [least, most] = BOUNDS[count];
  // Half minutes of a call count too.
  const isNumber = count === 'callMinutes' ? /^\d{1,4}(\.\d+)?$/ : /^\d{1,4}$/;
  return isNumber.test(text) && Number(text) >= least && Number(text) <= most;
}

/** Minutes between a minute and thirty days, or nothing where nothing is needed. */
export function isRetry(retry: Retry, text: string): boolean {
  if (text === '') return retry !== 'no-answer' && retry !== 'busy';
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 43_200;
}

export function canSave(draft: HoursDraft): boolean {
  return (
    draft.seasons.every((season) => problemOf(season) === null) &&
    draft.purposeHours.every(({ purposes, seasons }) => purposes.length > 0 && seasons.every((season) => problemOf(season) === null)) &&
    COUNTS.every((count) => isCount(count, draft.counts[count])) &&
    namesIn(draft.importantClasses).length <= MOST_CLASSES &&
    RETRIES.every((retry) => isRetry(retry, draft.retries[retry]))
  );
}

/** The hours as they would be saved; of seasons that cannot be, nothing. */
export function hoursOf({ seasons, closed, holidays }: HoursDraft): CallingHours {
  return { seasons: seasonsOf(seasons), closed, ...(holidays ? { holidays } : {}) };
}

function seasonsOf(seasons: readonly DraftSeason[]): Season[] {
  return seasons
    .filter((season) => problemOf(season) === null)
    .map(({ from, to, weekdays, windows }) => ({
      from,
      to,
      weekdays: weekdays.toSorted((a, b) => a - b),
      windows: windows.map((window) => ({ from: window.from, to: window.to })),
    }));
}

function purposeHoursOf({ purposeHours }: HoursDraft): PurposeHours[] {
  return purposeHours.map(({ id, purposes, seasons }) => ({ id, purposes, seasons: seasonsOf(seasons) }));
}

/** Only what differs, so that two people who change two things both do. */
export function setOf(place: Place, draft: HoursDraft): PlaceSet {
  const hours = hoursOf(draft);
  const before = draftOf(place);
  const counts = COUNTS.filter((count) => draft.counts[count] !== before.counts[count]);
  const limits: Partial<Limits> = Object.fromEntries(counts.map((count) => [count, Number(draft.counts[count])]));
  if (draft.otherPartOfDay !== before.otherPartOfDay) limits.otherPartOfDay = draft.otherPartOfDay;
  if (draft.notOwnService !== before.notOwnService) limits.notOwnService = draft.notOwnService;
  const classes = namesIn(draft.importantClasses);
  if (classes.join() !== (place.limits.importantClasses ?? []).join()) limits.importantClasses = classes;
  if (RETRIES.some((retry) => draft.retries[retry] !== before.retries[retry])) {
    const set = RETRIES.filter((retry) => draft.retries[retry] !== '').map((retry) => [retry, Number(draft.retries[retry])]);
    limits.retryMinutes = Object.fromEntries(set) as Limits['retryMinutes'];
  }
  return {
    ...(JSON.stringify(hours) === JSON.stringify(hoursOf(before)) ? {} : { hours }),
    ...(JSON.stringify(purposeHoursOf(draft)) === JSON.stringify(purposeHoursOf(before)) ? {} : { purposeHours: purposeHoursOf(draft) }),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
  };
}

function isTime(text: string): boolean {
  return localTimeSchema.safeParse(text).success;
}

/** Of any year: 29 February is a day. */
function isMonthDay(text: string): boolean {
  return /^\d\d-\d\d$/.test(text) && new Date(`2024-${text}T00:00:00Z`).toJSON()?.slice(5, 10) === text;
}
