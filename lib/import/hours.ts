import type { PreferredHours } from '../contract/customer.ts';

const CLOCK = "(早上|早|上午|中午|下午|傍晚|晚上|夜里|晚)?\\s*(\\d{1,2})(?:\\s*[:.点时]\\s*(\\d{2}|半)?)?\\s*(?:点|时|o'?clock)?\\s*(a\\.?m\\.?|p\\.?m\\.?)?";
const RANGE = new RegExp(`${CLOCK}\\s*(?:-|~|–|—|到|至|to|until|and|及)\\s*${CLOCK}`);
const AFTER = new RegExp(`(?:${CLOCK}\\s*(?:之后|以后|过后|后|以后|onwards?|on)|(?:after|from|since|post)\\s*${CLOCK})`);
const BEFORE = new RegExp(`(?:${CLOCK}\\s*(?:之前|以前|前)|(?:before|until|by|till)\\s*${CLOCK})`);
const NEGATED = /不要|不能|不方便|别|除了|not\b|n't|except|never|no calls/;

/** Parts of a day, in words. The edges are ours: a company's own calling hours narrow them further. */
const PARTS: readonly { words: RegExp; from: string | null; to: string | null }[] = [
  { words: /上午|早上|早晨|morning|forenoon|\bam\b/, from: null, to: '12:00' },
  { words: /中午|午间|午休|noon\b|lunch|midday/, from: '12:00', to: '14:00' },
  { words: /下午|afternoon/, from: '12:00', to: '18:00' },
  { words: /晚上|傍晚|晚间|夜间|下班后|evening|night|after work/, from: '18:00', to: null },
];

/** Nobody's wish is longer; the patterns above would read a cell of megabytes over and over. */
const LONGEST = 200;

/** A wish for calling hours in words. `understood` is false when only the original is kept and it narrows nothing. */
export function readHours(text: string): { hours: PreferredHours; understood: boolean } {
  const original = text.trim().slice(0, LONGEST);
  const plain = text.normalize('NFKC').toLowerCase().trim().slice(0, LONGEST);
  const nothing = { hours: { original, days: 'any' as const, from: null, to: null }, understood: false };
  if (NEGATED.test(plain)) return nothing;
  const days = daysIn(plain);
  const span = spanIn(plain.replace(/周一\s*[至到-]\s*周?五|mon\w*\s*(?:-|to|–)\s*fri\w*/g, ' '));
  if (span === 'unclear') return nothing;
  if (days === null && span === null) {
    return { ...nothing, understood: /随时|任何时间|都可以|均可|不限|any ?time|always|any day/.test(plain) };
  }
  return { hours: { original, days: days ?? 'any', from: span?.from ?? null, to: span?.to ?? null }, understood: true };
}

function daysIn(text: string): PreferredHours['days'] | null {
  const weekends = /周末|双休|星期[六日天]|周[六日]|weekend|saturday|sunday/.test(text);
  const weekdays = /工作日|平日|周一\s*[至到-]\s*周?五|weekday|working day|business day|mon\w*\s*(?:-|to|–)\s*fri/.test(text);
  if (weekends && weekdays) return 'any';
  if (weekends) return 'weekends';
  return weekdays ? 'weekdays' : null;
}

type Span = { from: string | null; to: string | null };

function spanIn(text: string): Span | null | 'unclear' {
  const range = RANGE.exec(text);
  if (range) return between(range);
  const after = AFTER.exec(text);
  if (after) return clockSpan(after, (at) => ({ from: at, to: null }));
  const before = BEFORE.exec(text);
  if (before) return clockSpan(before, (at) => ({ from: null, to: at }));
  const parts = PARTS.filter((part) => part.words.test(text));
  const [part] = parts;
  if (parts.length > 1) return 'unclear';
  if (part) return { from: part.from, to: part.to };
  return /\d/.test(text) ? 'unclear' : null;
}

/** The four groups of `CLOCK` stand at 1-4 or, in the other wording, at 5-8. */
function clockSpan(match: RegExpExecArray, span: (at: string) => Span): Span | 'unclear' {
  const at = match[2] === undefined ? clock(match.slice(5, 9)) : clock(match.slice(1, 5));
  return at === null ? 'unclear' : span(at);
}

function between(match: RegExpExecArray): Span | 'unclear' {
  const first = match.slice(1, 5);
  const second = match.slice(5, 9);
  const marker = /^p/.test(second[3] ?? '') && Number(first[1]) <= Number(second[1]) ? second[3] : first[3];
  const from = clock([first[0], first[1], first[2], marker]);
  const plainTo = clock(second);
  const shiftedTo = clock([second[0] ?? first[0], second[1], second[2], second[3]]);
  if (from === null) return 'unclear';
  const to = plainTo !== null && plainTo > from ? plainTo : shiftedTo;
  return to !== null && from < to ? { from, to } : 'unclear';
}

function clock([part, hours, minutes, half]: readonly (string | undefined)[]): string | null {
  let hour = Number(hours);
  const minute = minutes === undefined ? 0 : minutes === '半' ? 30 : Number(minutes);
  const morning = /^a/.test(half ?? '') || /早|上午/.test(part ?? '');
  const later = /^p/.test(half ?? '') || /下午|傍晚|晚|夜/.test(part ?? '') || (part === '中午' && hour < 11);
  if (later && hour < 12) hour += 12;
  // Nobody asks to be called at five in the morning: a bare 1 to 7 is the afternoon.
  else if (!morning && !later && hour >= 1 && hour <= 7) hour += 12;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
