import type { Covers, Rhythm, Rule, Trigger } from '../../../lib/contract/rule.ts';
import { festivalSchema, ruleSchema } from '../../../lib/contract/rule.ts';
import { namesIn } from '../names-in.ts';

export const FESTIVALS = festivalSchema.options;
/** What is typed as names. */
export const COVERS = ['classes', 'tags', 'products', 'cities', 'languages', 'kinds'] as const satisfies readonly (keyof Covers)[];
type Named = (typeof COVERS)[number];
export const OCCASIONS = [
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
] as const satisfies readonly Trigger['on'][];
/** Occasions that can be about some kinds of service. */
const WITH_KINDS: ReadonlySet<Trigger['on']> = new Set(['service-ended', 'recurring', 'renewal', 'lapsed']);

export const hasKinds = (on: Trigger['on']): boolean => WITH_KINDS.has(on);
export const hasRhythms = (on: Trigger['on']): boolean => on === 'recurring' || on === 'renewal';
export const hasWindow = (on: Trigger['on']): boolean => on !== 'period';

/** `key`: tells rows apart that say the same. */
export type DraftRhythm = { key: string; classes: string; cities: string; everyMonths: string };

/** What is typed, as it is typed; several names stand in one field, with commas between. */
export type RuleDraft = {
  id: string;
  name: string;
  on: Trigger['on'];
  kinds: string;
  since: 'service' | 'call';
  everyMonths: string;
  rhythms: DraftRhythm[];
  second: boolean;
  secondFrom: string;
  secondWithin: string;
  festival: (typeof FESTIVALS)[number];
  monthDay: string;
  periodFrom: string;
  periodTo: string;
  column: string;
  atLeast: string;
  purposes: string[];
  satisfaction: string;
  fromDays: string;
  withinDays: string;
  /** Empty: the place's hours. */
  windowFrom: string;
  windowTo: string;
  covers: { [what in Named]: string };
  /** What of it has no field here. */
  coversMore: Omit<Covers, Named>;
  scriptId: string;
  purpose: string;
  priority: string;
  windows: Rule['windows'];
  since_: Rule['since'];
  paused: boolean;
};

let made = 0;
export const newRhythm = (): DraftRhythm => ({ key: `rhythm-${++made}`, classes: '', cities: '', everyMonths: '' });

const join = (names: readonly string[] | null | undefined): string => (names ?? []).join(', ');

/** What a window usually is, when an occasion is chosen. */
export const USUAL: { [on in Trigger['on']]: readonly [from: number, within: number] } = {
  'service-ended': [1, 3],
  recurring: [0, 14],
  renewal: [-60, -30],
  birthday: [0, 0],
  festival: [0, 0],
  yearly: [0, 0],
  period: [0, 0],
  lapsed: [60, 90],
  points: [0, 30],
  'call-made': [1, 3],
  complaint: [1, 3],
  assigned: [0, 7],
};

export function emptyDraft(id: string): RuleDraft {
  return {
    id,
    name: '',
    on: 'service-ended',
    kinds: '',
    since: 'service',
    everyMonths: '3',
    rhythms: [],
    second: false,
    secondFrom: '-15',
    secondWithin: '-7',
    festival: 'spring-festival',
    monthDay: '',
    periodFrom: '',
    periodTo: '',
    column: '',
    atLeast: '',
    purposes: [],
    satisfaction: '',
    fromDays: '1',
    withinDays: '3',
    windowFrom: '',
    windowTo: '',
    covers: { classes: '', tags: '', products: '', cities: '', languages: '', kinds: '' },
    coversMore: {},
    scriptId: '',
    purpose: '',
    priority: '3',
    windows: undefined,
    since_: undefined,
    paused: false,
  };
}

export function draftOf(rule: Rule): RuleDraft {
  const { trigger } = rule;
  const draft = emptyDraft(rule.id);
  return {
    ...draft,
    name: rule.name ?? '',
    on: trigger.on,
    fromDays: String(rule.fromDays),
    withinDays: String(rule.withinDays),
    windowFrom: rule.windows?.[0]?.from ?? '',
    windowTo: rule.windows?.at(-1)?.to ?? '',
    covers: {
      classes: join(rule.covers?.classes),
      tags: join(rule.covers?.tags),
      products: join(rule.covers?.products),
      cities: join(rule.covers?.cities),
      languages: join(rule.covers?.languages),
      kinds: join(rule.covers?.kinds),
    },
    coversMore: moreOf(rule.covers),
    scriptId: rule.scriptId,
    purpose: rule.purpose,
    priority: String(rule.priority),
    windows: rule.windows,
    since_: rule.since,
    paused: rule.paused ?? false,
    ...('kinds' in trigger ? { kinds: join(trigger.kinds) } : {}),
    ...('everyMonths' in trigger ? { everyMonths: String(trigger.everyMonths ?? '') } : {}),
    ...('rhythms' in trigger ? { rhythms: (trigger.rhythms ?? []).map(rhythmDraft) } : {}),
    ...(trigger.on === 'recurring' ? { since: trigger.since } : {}),
    ...(trigger.on === 'renewal' && trigger.second
      ? { second: true, secondFrom: String(trigger.second.fromDays), secondWithin: String(trigger.second.withinDays) }
      : {}),
    ...(trigger.on === 'festival' ? { festival: trigger.festival } : {}),
    ...(trigger.on === 'yearly' ? { monthDay: trigger.monthDay } : {}),
    ...(trigger.on === 'period' ? { periodFrom: trigger.from, periodTo: trigger.to } : {}),
    ...(trigger.on === 'points' ? { column: trigger.column, atLeast: String(trigger.atLeast) } : {}),
    ...(trigger.on === 'call-made' ? { purposes: trigger.purposes, satisfaction: trigger.satisfaction ?? '' } : {}),
  };
}

function moreOf({ lastFrom, lastTo }: Covers = {}): RuleDraft['coversMore'] {
  return { ...(lastFrom === undefined ? {} : { lastFrom }), ...(lastTo === undefined ? {} : { lastTo }) };
}

function rhythmDraft({ classes, cities, everyMonths }: Rhythm): DraftRhythm {
  return { ...newRhythm(), classes: join(classes), cities: join(cities), everyMonths: String(everyMonths) };
}

/** The rule, or the fields (as a problem names them) that cannot be read yet. */
export function ruleOf(draft: RuleDraft): { rule: Rule } | { fields: string[] } {
  const parsed = ruleSchema.safeParse({
    id: draft.id,
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    trigger: triggerOf(draft),
    ...coversOf(draft),
    fromDays: hasWindow(draft.on) ? numberIn(draft.fromDays) : 0,
    withinDays: hasWindow(draft.on) ? numberIn(draft.withinDays) : 0,
    ...windowsOf(draft),
    purpose: draft.purpose,
    scriptId: draft.scriptId,
    priority: numberIn(draft.priority),
    ...(draft.since_ === undefined ? {} : { since: draft.since_ }),
    ...(draft.paused ? { paused: true } : {}),
  });
  return parsed.success ? { rule: parsed.data } : { fields: [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))] };
}

function triggerOf(draft: RuleDraft): unknown {
  const kinds = namesIn(draft.kinds);
  const about = { on: draft.on, ...(hasKinds(draft.on) ? { kinds: kinds.length > 0 ? kinds : null } : {}) };
  const rhythms = draft.rhythms.length > 0 ? { rhythms: draft.rhythms.map(rhythmOf) } : {};
  switch (draft.on) {
    case 'recurring':
      return { ...about, since: draft.since, everyMonths: numberIn(draft.everyMonths), ...rhythms };
    case 'renewal': {
      const second = draft.second ? { second: { fromDays: numberIn(draft.secondFrom), withinDays: numberIn(draft.secondWithin) } } : {};
      return { ...about, everyMonths: draft.everyMonths.trim() === '' ? null : numberIn(draft.everyMonths), ...rhythms, ...second };
    }
    case 'festival':
      return { ...about, festival: draft.festival };
    case 'yearly':
      return { ...about, monthDay: draft.monthDay.trim() };
    case 'period':
      return { ...about, from: draft.periodFrom, to: draft.periodTo };
    case 'points':
      return { ...about, column: draft.column.trim(), atLeast: numberIn(draft.atLeast), everyMonths: numberIn(draft.everyMonths) };
    case 'call-made':
      return { ...about, purposes: draft.purposes, satisfaction: draft.satisfaction === '' ? null : draft.satisfaction };
    default:
      return about;
  }
}

function rhythmOf({ classes, cities, everyMonths }: DraftRhythm): unknown {
  const [some, places] = [namesIn(classes), namesIn(cities)];
  return { ...(some.length > 0 ? { classes: some } : {}), ...(places.length > 0 ? { cities: places } : {}), everyMonths: numberIn(everyMonths) };
}

/** One window is what the form has; a rule that has several keeps them until its times are changed. */
function windowsOf({ windowFrom, windowTo, windows }: RuleDraft): { windows?: unknown } {
  const [from, to] = [windowFrom.trim(), windowTo.trim()];
  if (from === '' && to === '') return {};
  const isSame = windows && windows[0]?.from === from && windows.at(-1)?.to === to;
  return { windows: isSame ? windows : [{ from, to }] };
}

function coversOf({ covers, coversMore }: RuleDraft): { covers?: Covers } {
  const named = COVERS.map((what) => [what, namesIn(covers[what])] as const).filter(([, names]) => names.length > 0);
  const all = { ...Object.fromEntries(named), ...coversMore };
  return Object.keys(all).length > 0 ? { covers: all } : {};
}

/** NaN where it is no number: the schema says so. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
