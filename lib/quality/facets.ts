import type { Instant } from '../contract/basics.ts';
import type { Outcome, Record as RecordOfCall } from '../contract/record.ts';
import type { ReviewState } from '../contract/review.ts';
import { TALK_EDGES } from '../contract/search.ts';

/** A record with what stands beside it and can be filtered by. */
export type RecordFacts = {
  record: RecordOfCall;
  /** The customer's, or what the caller gave; empty when unknown. */
  name: string;
  /** By when the call was due; null without a task. */
  dueBy: Instant | null;
  /** How many attempts at this call reached nobody, this one included. */
  tries: number;
  /** Corrected twice without one knowing of the other, and not settled. */
  apart: boolean;
  review: ReviewState | 'none';
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REACHED_NOBODY: ReadonlySet<Outcome> = new Set<Outcome>(['no-answer', 'busy', 'voicemail', 'unreachable']);

export const reachedNobody = (outcome: Outcome): boolean => REACHED_NOBODY.has(outcome);
/** UTC days and hours since 1970. */
export const dayOf = (at: Instant): number => Math.floor(at / DAY);
export const startOfDay = (day: number): Instant => day * DAY;
const hourOf = (at: Instant): number => Math.floor(at / HOUR);
const MOST_TRIES = 5;

/** Stands on every record. */
export const ANY = 'any';

/** Everything a record is found by other than its words, as `field:value`. lib/quality/query.ts asks for the same. */
export function facetsOf({ record, dueBy, tries, apart, review }: RecordFacts): Set<string> {
  const { content, walk } = record;
  const { complaint, nextStep, findings, messages } = content;
  const facets = new Set([
    ANY,
    `day:${dayOf(record.startedAt)}`,
    `hour:${hourOf(record.startedAt)}`,
    `place:${record.placeId}`,
    `agent:${record.agentId}`,
    `purpose:${record.purpose}`,
    `script:${walk.scriptId}`,
    `script:${walk.scriptId}@${walk.version}`,
    `channel:${record.channel}`,
    `direction:${record.direction}`,
    `outcome:${record.outcome}`,
    `satisfaction:${record.satisfaction ?? 'none'}`,
    `complaint:${complaint?.kind === 'complaint'}`,
    `revised:${record.revision > 1}`,
    `apart:${apart}`,
    `review:${review}`,
    `tries:${Math.min(MOST_TRIES, tries)}`,
    `late:${dueBy !== null && record.startedAt > dueBy}`,
    `demo:${record.demo}`,
  ]);
  if (record.customerId !== null) facets.add(`customer:${record.customerId}`);
  if (nextStep) facets.add(`next:${nextStep.kind}`);
  if (complaint?.kind === 'complaint' && complaint.department !== '') facets.add(`department:${complaint.department}`);
  if (nextStep?.kind === 'refer') facets.add(`department:${nextStep.department}`);
  for (const { channel } of messages) facets.add(`channel:${channel}`);
  for (const { heeded, category, phraseId } of findings) facets.add(`heeded:${heeded}`).add(`category:${category}`).add(`phrase:${phraseId}`);
  if (record.answeredAt !== null) facets.add(`talk:${talkEdge(record.endedAt - record.answeredAt)}`);
  return facets;
}

/** The edge at or below it. */
function talkEdge(ms: number): number {
  return TALK_EDGES.findLast((edge) => edge * 1000 <= ms) ?? 0;
}

/** All that was said, answered, written and sent, and whom it was with. */
export function textsOf({ record, name }: Pick<RecordFacts, 'record' | 'name'>): string[] {
  const { content } = record;
  const { said, answered, needs, suggestions, complaint, nextStep, correction, party, answers, messages } = content;
  const texts = [said, answered, needs, suggestions].flatMap((answer) => (answer?.kind === 'text' ? answer.text : []));
  if (complaint?.kind === 'complaint') texts.push(complaint.about);
  if (nextStep && nextStep.kind !== 'none') texts.push(nextStep.note);
  if (correction.optOut !== null) texts.push(correction.optOut);
  if (party) texts.push(party.name, party.note);
  texts.push(...Object.values(answers), ...messages.flatMap(({ subject, text }) => [subject ?? '', text]), name);
  return texts.filter((text) => text !== '');
}

/** A period as facets, and what of it is no whole hour. The days are in one piece, the hours before and after them. */
export function periodFacets(from: Instant, to: Instant): { facets: string[]; rest: { from: Instant; to: Instant }[] } {
  const firstHour = Math.ceil(from / HOUR);
  const lastHour = hourOf(to);
  if (firstHour >= lastHour) return { facets: [], rest: from < to ? [{ from, to }] : [] };
  const firstDay = Math.ceil((firstHour * HOUR) / DAY);
  const lastDay = dayOf(lastHour * HOUR);
  const hasDays = firstDay < lastDay;
  const facets = [
    ...range('hour', firstHour, hasDays ? firstDay * 24 : lastHour),
    ...(hasDays ? [...range('day', firstDay, lastDay), ...range('hour', lastDay * 24, lastHour)] : []),
  ];
  const rest = [
    { from, to: firstHour * HOUR },
    { from: lastHour * HOUR, to },
  ];
  return { facets, rest: rest.filter((part) => part.from < part.to) };
}

function range(field: string, from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => `${field}:${from + index}`);
}
