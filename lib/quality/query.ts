import type { Instant } from '../contract/basics.ts';
import type { Record as RecordOfCall } from '../contract/record.ts';
import { type RecordFilter, TALK_EDGES } from '../contract/search.ts';
import { hasParts, type Simplify, type WordQuery, wordQuery, wordsOf } from '../text/words.ts';
import { facetsOf, type RecordFacts, textsOf } from './facets.ts';

/** A search as it is asked of an index: of every group at least one facet, all words, and a call that began in the period. */
export type RecordQuery = { facets: string[][]; words: WordQuery | null; from: Instant | null; to: Instant | null };

/** `words` without a letter in them look for nothing and say nothing. */
export function queryOf(filter: RecordFilter, words: string | null, simplify?: Simplify): RecordQuery {
  const facets: string[][] = [];
  const add = (field: string, values: readonly (string | number | boolean)[] | undefined) => {
    if (values) facets.push(values.map((value) => `${field}:${value}`));
  };
  add('place', filter.places);
  add('agent', filter.agents);
  add('customer', one(filter.customerId));
  add('purpose', filter.purposes);
  add(
    'script',
    filter.scripts?.map(({ id, version }) => (version === undefined ? id : `${id}@${version}`)),
  );
  add('channel', filter.channels);
  add('direction', filter.directions);
  add('outcome', filter.outcomes);
  add('satisfaction', filter.satisfactions);
  add('complaint', one(filter.complaint));
  add('department', filter.departments);
  add('next', filter.nextSteps);
  add('heeded', filter.heeded);
  add('category', filter.categories);
  add('phrase', filter.phrases);
  add('review', filter.reviews);
  add('revised', one(filter.revised));
  add('apart', one(filter.apart));
  add('tries', filter.tries);
  add('late', one(filter.late));
  add('demo', one(filter.demo));
  if (filter.talkFrom !== undefined || filter.talkTo !== undefined) {
    const { talkFrom = 0, talkTo = Number.POSITIVE_INFINITY } = filter;
    add(
      'talk',
      TALK_EDGES.filter((edge) => edge >= talkFrom && edge < talkTo),
    );
  }
  return { facets, words: words === null ? null : wordQuery(words, simplify), from: filter.from ?? null, to: filter.to ?? null };
}

function one<T>(value: T | undefined): T[] | undefined {
  return value === undefined ? undefined : [value];
}

/** Whether a record is among those that are asked for; what an index answers is the same. */
export function isAskedFor(facts: RecordFacts, query: RecordQuery, simplify?: Simplify): boolean {
  const { startedAt } = facts.record;
  if ((query.from !== null && startedAt < query.from) || (query.to !== null && startedAt >= query.to)) return false;
  const facets = facetsOf(facts);
  if (!query.facets.every((group) => group.some((facet) => facets.has(facet)))) return false;
  if (!query.words) return true;
  const texts = textsOf(facts);
  const words = wordsOf(texts, simplify);
  return query.words.words.every((word) => words.has(word)) && hasParts(texts, query.words.parts, simplify);
}

/** Newest call first, and by id where two began in the same millisecond. */
export function newestFirst(a: Pick<RecordOfCall, 'startedAt' | 'id'>, b: Pick<RecordOfCall, 'startedAt' | 'id'>): number {
  return b.startedAt - a.startedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
