import type { Reason } from '../contract/reason.ts';

/**
 * What a param is, so that the interface can word it: `time` is an instant (ms) to format with date and time, `day` a
 * `YYYY-MM-DD`, `clock` an `HH:MM` on the customer's wall, `outcome` a word of the contract, `holiday` one of lib/plan/holidays.ts, `festival` one of the contract, `text` somebody's own words or a name.
 */
export type ParamKind = 'text' | 'number' | 'time' | 'day' | 'clock' | 'outcome' | 'holiday' | 'festival';

/** Every reason there is, with its params. A new code is added here first; the interface words them all. */
export const reasonParams = {
  // Why this one.
  'after-service': { kind: 'text', item: 'text', days: 'number' },
  'after-service-today': { kind: 'text', item: 'text' },
  'follow-up': {},
  care: { day: 'day', kind: 'text', item: 'text' },
  renewal: { day: 'day', kind: 'text', item: 'text' },
  'renewal-again': { day: 'day', kind: 'text', item: 'text' },
  birthday: { day: 'day' },
  festival: { festival: 'festival', day: 'day' },
  anniversary: { day: 'day', name: 'text' },
  promotion: { until: 'day', name: 'text' },
  lapsed: { days: 'number', kind: 'text', item: 'text' },
  points: { points: 'number', column: 'text' },
  'after-call': { day: 'day' },
  'after-complaint': { day: 'day' },
  'newly-assigned': { day: 'day' },
  appointment: { at: 'time', note: 'text' },
  'appointment-missed': { agent: 'text', at: 'time' },
  'appointment-late': { minutes: 'number' },
  'due-today': { at: 'time' },
  'due-tomorrow': { at: 'time' },
  'due-in': { days: 'number', at: 'time' },
  overdue: { days: 'number' },
  tried: { times: 'number', outcome: 'outcome' },
  skipped: { reason: 'text', at: 'time' },
  'open-now': { from: 'time', to: 'time' },
  'agreed-time': { at: 'time' },
  'preference-ignored': { preferred: 'text' },
  // Why not this one: never, or not any more.
  done: { at: 'time' },
  'closed-opted-out': { at: 'time' },
  'closed-skipped': { at: 'time' },
  'closed-covered': { at: 'time' },
  'closed-number-wrong': { at: 'time' },
  'closed-not-reached': { at: 'time' },
  'closed-withdrawn': { at: 'time' },
  'closed-missed': { at: 'time' },
  'opted-out': { at: 'time', reason: 'text' },
  'no-phone': {},
  'no-usable-phone': {},
  'yearly-limit': { calls: 'number', limit: 'number' },
  'never-open': {},
  // Why not this one: not yet, or not for you.
  held: { agent: 'text', until: 'time' },
  'own-service': { by: 'text' },
  owned: { agent: 'text', at: 'time' },
  'for-others': { at: 'time' },
  'appointment-other': { agent: 'text', at: 'time' },
  'appointment-later': { at: 'time', note: 'text' },
  'not-yet': { at: 'time', days: 'number' },
  'retry-later': { at: 'time', outcome: 'outcome', times: 'number' },
  'skipped-until': { at: 'time', reason: 'text' },
  'closed-now': { at: 'time', time: 'clock' },
  'closed-day': { at: 'time', day: 'day' },
  'public-holiday': { at: 'time', holiday: 'holiday' },
  'called-lately': { at: 'time', last: 'time', days: 'number' },
  'preferred-later': { at: 'time', preferred: 'text' },
  // Why no call follows a service.
  history: { endedOn: 'day' },
  'no-rule': { kind: 'text' },
  'already-planned': {},
  'service-in-future': { endedOn: 'day' },
  // Why there is nothing to do now.
  'nothing-planned': {},
  'all-done': {},
  'all-outside-hours': { count: 'number', at: 'time' },
  'next-appointment': { at: 'time', note: 'text' },
  'all-later': { count: 'number', at: 'time' },
  'all-held': { count: 'number', at: 'time' },
  'all-others-appointments': { count: 'number' },
  'all-owned': { count: 'number', at: 'time' },
  'none-callable': { count: 'number' },
  // Why a customer goes to this person, or to nobody of those chosen, see lib/plan/assign.ts.
  'assign-stays': {},
  'assign-language': { language: 'text' },
  'assign-product': { product: 'text' },
  'assign-senior': { class: 'text' },
  'assign-share': { share: 'number' },
  'assign-only-one': {},
  'assign-to-all': {},
  'left-place': {},
  'left-language': { language: 'text' },
  'left-own-service': { by: 'text' },
  // What is still open with a customer, see lib/record/open-points.ts.
  'open-referral': { department: 'text', at: 'time', note: 'text' },
  'open-promise': { at: 'time', note: 'text' },
} as const satisfies { [code: string]: { [param: string]: ParamKind } };

export type ReasonCode = keyof typeof reasonParams;
type ValueOf<K> = K extends 'number' | 'time' ? number : string;
export type ReasonParams<C extends ReasonCode> = { [P in keyof (typeof reasonParams)[C]]: ValueOf<(typeof reasonParams)[C][P]> };

/** A reason as data. Texts are cut to what the contract lets a param hold. */
export function reason<C extends ReasonCode>(code: C, params: ReasonParams<C>): Reason {
  const cut: Reason['params'] = {};
  for (const [name, value] of Object.entries<string | number>(params)) cut[name] = typeof value === 'string' ? cutText(value) : value;
  return { code, params: cut };
}

/** 300 UTF-16 units, never through the middle of a character. */
function cutText(text: string): string {
  if (text.length <= 300) return text;
  const end = text.charCodeAt(298) >= 0xd800 && text.charCodeAt(298) <= 0xdbff ? 298 : 299;
  return `${text.slice(0, end)}…`;
}
