import type { Agent } from '../contract/agent.ts';
import type { Instant, Language, Text } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import { addressOf, fullAddressOf, isChild, isChinese } from './address.ts';
import { greetingAt, spokenComingDay, spokenDay, spokenMoment, type Wording } from './spoken-day.ts';

/** What a line may be filled in with. */
export type Facts = { customer: Customer | null; service: Service | null; agent: Agent; place: Place; appointmentAt: Instant | null };

/** `now` and `appointmentAt` are told on the wall clock of `zone`, the customer's. */
export type FillInput = { language: Language; facts: Facts; now: Instant; zone: string };

/** `filled`: from the facts of this call. A general word in place of a missing fact is not. */
export type Part = { text: string; filled: boolean };
export type Filled = { language: Language; fellBack: boolean; parts: Part[] };

type Ask = { facts: Facts; now: Instant; zone: string; language: Language; wording: Wording };
type Placeholder = {
  /** Null or empty: the fact is missing. */
  value: (ask: Ask) => string | null;
  /** Said instead of a missing fact. */
  instead: { [W in Wording]: string };
  /** Speaks to the customer: when missing it goes, with the comma that sets it off. */
  vocative?: true;
  /** Our own words, which begin a sentence with a capital. */
  worded?: true;
};

const known = {
  'customer.address': { value: (a) => address(a), instead: { zh: '您', en: 'you' }, vocative: true },
  'customer.full': {
    value: (a) => a.facts.customer && fullAddressOf(a.facts.customer.person, a.language),
    instead: { zh: '预留这个号码的客户', en: 'the person we have under this number' },
    vocative: true,
  },
  'customer.name': {
    value: (a) => a.facts.customer?.person.name.trim() ?? null,
    instead: { zh: '预留这个号码的客户', en: 'the person we have under this number' },
    vocative: true,
  },
  'agent.name': { value: (a) => a.facts.agent.name.trim(), instead: { zh: '客服人员', en: 'customer care' } },
  'company.name': { value: (a) => a.facts.place.company.name.trim(), instead: { zh: '我们公司', en: 'our company' } },
  'company.phone': { value: (a) => a.facts.place.company.phone.trim(), instead: { zh: '我们的客服电话', en: 'our usual number' } },
  'place.name': { value: (a) => a.facts.place.name.trim(), instead: { zh: '我们这里', en: 'our branch' } },
  'service.item': { value: (a) => item(a), instead: { zh: '您的商品', en: 'your purchase' }, worded: true },
  'service.kind': { value: (a) => a.facts.service?.kind.trim() ?? null, instead: { zh: '服务', en: 'service' } },
  'service.by': { value: (a) => a.facts.service?.by?.trim() ?? null, instead: { zh: '我们的同事', en: 'our colleague' } },
  'service.day': {
    value: (a) => a.facts.service && spokenDay(a.facts.service.endedOn, a.now, a.zone, a.wording),
    instead: { zh: '前些天', en: 'recently' },
    worded: true,
  },
  'service.next': {
    value: (a) => (a.facts.service?.nextDate ? spokenComingDay(a.facts.service.nextDate, a.now, a.zone, a.wording) : null),
    instead: { zh: '约好的那天', en: 'on the date agreed with you' },
    worded: true,
  },
  appointment: {
    value: (a) => (a.facts.appointmentAt === null ? null : spokenMoment(a.facts.appointmentAt, a.now, a.zone, a.wording)),
    instead: { zh: '您方便的时候', en: 'at a time that suits you' },
    worded: true,
  },
  'now.greeting': { value: (a) => greetingAt(a.now, a.zone, a.wording), instead: { zh: '您好', en: 'hello' }, worded: true },
} satisfies { [name: string]: Placeholder };

/** Every placeholder there is; a script that uses another does not pass lint. */
export const placeholders: ReadonlySet<string> = new Set(Object.keys(known));

/** `{name}` in a line. */
export const placeholderPattern = /\{([^{}]*)\}/g;

/** "羊毛外套" in Chinese, "your wool coat" in English, where a determiner is needed. */
function item(ask: Ask): string | null {
  const name = ask.facts.service?.item?.trim();
  if (!name) return null;
  return ask.wording === 'zh' || /^(your|the|an?)\s/i.test(name) ? name : `your ${name}`;
}

/** A child's parent has no form of address in English: the line goes without. */
function address(ask: Ask): string | null {
  const person = ask.facts.customer?.person;
  return person === undefined || (ask.wording === 'en' && isChild(person)) ? null : addressOf(person, ask.language);
}

/**
 * Which of a text's languages to speak to somebody of `wanted`: the same, else one of the same base (en-GB gets en), else Mandarin for the
 * other Chinese languages, else the place's own (zh-CN in China, English elsewhere), else the first the text has.
 */
function pickLanguage(text: Text, wanted: Language, region: string): { language: Language; fellBack: boolean } {
  const there = Object.keys(text);
  const base = (tag: Language) => tag.split('-')[0] ?? tag;
  const same = there.find((tag) => tag === wanted) ?? there.find((tag) => tag === base(wanted)) ?? there.find((tag) => base(tag) === base(wanted));
  if (same !== undefined) return { language: same, fellBack: false };
  const chinese = there.find((tag) => base(tag) === 'zh');
  const english = there.find((tag) => base(tag) === 'en');
  const local = ['CN', 'TW', 'HK', 'MO'].includes(region) ? (chinese ?? english) : (english ?? chinese);
  const language = (isChinese(wanted) ? chinese : local) ?? local ?? there[0] ?? wanted;
  return { language, fellBack: true };
}

/** A line in the customer's language with its placeholders filled in. Never a hole, never a brace; names are data and are not filled in again. */
export function fillLine(text: Text, input: FillInput): Filled {
  const { language, fellBack } = pickLanguage(text, input.language, input.facts.place.region);
  const ask: Ask = { ...input, language, wording: isChinese(language) ? 'zh' : 'en' };
  return { language, fellBack, parts: fillParts(text[language] ?? '', ask) };
}

/** The same as one string, for a message that is sent. */
export function fillText(text: Text, input: FillInput): string {
  return fillLine(text, input)
    .parts.map((part) => part.text)
    .join('');
}

function fillParts(text: string, ask: Ask): Part[] {
  let line = text;
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(placeholderPattern)) {
    const before = line.slice(from, match.index);
    from = match.index + match[0].length;
    const placeholder: Placeholder | undefined = Object.hasOwn(known, match[1] ?? '') ? known[match[1] as keyof typeof known] : undefined;
    const value = placeholder?.value(ask) || null;
    if (placeholder?.vocative && value === null) {
      const without = withoutVocative(before, line.slice(from));
      if (without !== null) {
        push(parts, without.before, false);
        from += without.eaten;
        if (startsSentence(parts, '')) line = raised(line, from);
        continue;
      }
    }
    let said = value ?? placeholder?.instead[ask.wording] ?? '';
    if (match[1] === 'service.item') {
      // "为您返修的您的商品", "your your coat": the line already says whose.
      if (ask.wording === 'zh' && value === null && /[的您]$/.test(before)) said = said.replace(/^您的/, '');
      if (ask.wording === 'en' && /\b(your|the|an?) $/i.test(before)) said = said.replace(/^your /, '');
    }
    if ((placeholder?.worded || value === null) && startsSentence(parts, before)) said = said.charAt(0).toUpperCase() + said.slice(1);
    push(parts, before, false);
    push(parts, said, value !== null);
  }
  push(parts, line.slice(from), false);
  return parts;
}

/** Takes the comma that sets off a missing form of address: `{…}，您好` gives 您好, `Hello {…},` gives Hello, Null: not set off. */
function withoutVocative(before: string, after: string): { before: string; eaten: number } | null {
  if (/\b(Hello|Thank you) $/.test(before) && /^[,.!]/.test(after)) return { before: before.trimEnd(), eaten: 0 };
  const opens = before === '' || /[。！？；，：.!?;,:]\s*$/.test(before);
  if (!opens) return null;
  const comma = /^\s*[，,、]\s*/.exec(after);
  if (comma) return { before, eaten: comma[0].length };
  return /^\s*([。！？；.!?;]|$)/.test(after) ? { before: before.replace(/[，,]\s*$/, ''), eaten: 0 } : null;
}

/** The same line with a capital at `at`. */
function raised(line: string, at: number): string {
  const letter = line.charAt(at).toUpperCase();
  return letter.length === 1 ? `${line.slice(0, at)}${letter}${line.slice(at + 1)}` : line;
}

function startsSentence(parts: Part[], before: string): boolean {
  const said = `${parts.map((part) => part.text).join('')}${before}`;
  return said === '' || /[.!?]\s+$/.test(said);
}

function push(parts: Part[], text: string, filled: boolean): void {
  if (text === '') return;
  const last = parts.at(-1);
  if (last && !last.filled && !filled) last.text += text;
  else parts.push({ text, filled });
}
