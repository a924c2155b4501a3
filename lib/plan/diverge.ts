import type { Id, Instant } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { FieldDivergence, FieldValue, FieldVersion } from '../contract/divergence.ts';
import type { CustomerChange } from '../contract/mutation.ts';

export type FieldChange = Exclude<CustomerChange, { field: 'optOut' }>;
type Field = FieldChange['field'];

/** What stands in a field of the customer, of the phones the first; null: nothing. */
export function fieldValueOf(customer: Customer, field: Field): FieldValue | null {
  switch (field) {
    case 'phone': {
      const [value] = customer.person.phones;
      return value ? { field, value } : null;
    }
    case 'preferredHours':
      return customer.preferredHours && { field, value: customer.preferredHours };
    case 'language':
      return customer.language === null ? null : { field, value: customer.language };
  }
}

/** The same in every part that counts: a phone is its number, whatever it is called or was written like. */
export function isSameValue(a: FieldValue | null, b: FieldValue | null): boolean {
  if (!a || !b) return a === b;
  if (a.field === 'phone' && b.field === 'phone') {
    const same = a.value.e164 === null ? a.value.original.trim() === b.value.original.trim() : a.value.e164 === b.value.e164;
    return same && (a.value.extension ?? '') === (b.value.extension ?? '');
  }
  if (a.field === 'preferredHours' && b.field === 'preferredHours') {
    const [x, y] = [a.value, b.value];
    return x.days === y.days && x.from === y.from && x.to === y.to && (x.from !== null || x.to !== null || x.original === y.original);
  }
  return a.field === b.field && a.value === b.value;
}

/** As many as a divergence holds. */
const MOST = 20;

type Meeting = {
  /** What stands at the owner, and who put it there; null: nothing. */
  now: FieldVersion | null;
  /** The open divergence of this field. */
  open: FieldDivergence | null;
  change: FieldChange;
  /** Who sends it, when, and the id of this version. */
  mine: Omit<FieldVersion, 'value'>;
  fresh: Pick<FieldDivergence, 'id' | 'placeId' | 'customerId' | 'createdAt'>;
};
type Met = {
  /** Set when the field takes it. */
  value: FieldValue | null;
  /** Set when one was made, changed or settled. */
  divergence: FieldDivergence | null;
};

/**
 * What becomes of a field when a change meets what stands there. It goes apart from it where something else stands there than what it was based on;
 * not where it says the same, or does not say what it was based on. Null: more versions than anybody can look at stand beside each other already.
 */
export function meet({ now, open: before, change, mine, fresh }: Meeting): Met | null {
  const { was: _was, ...next } = change;
  const was = wasIn(change);
  const version: FieldVersion = { ...mine, value: next };
  const open = before && now ? { ...before, versions: withNow(before.versions, now) } : before;
  const versions = open?.versions ?? (now ? [now] : []);
  const [holds, ...others] = versions;
  if (!holds) return { value: next, divergence: null };
  if (isSameValue(next, holds.value)) return { value: next, divergence: open && was ? without(open, was, next, mine).divergence : null };
  // One of the others again: whoever said so gives up what they knew.
  if (others.some(({ value }) => isSameValue(value, next))) return open && was ? without(open, was, next, mine) : { value: null, divergence: null };
  if (was === undefined || isSameValue(was, holds.value)) return { value: next, divergence: open ? { ...open, versions: [version, ...others] } : null };
  const known = open ? open.versions.findIndex(({ value }) => isSameValue(value, was)) : -1;
  if (open && known >= 0) return { value: null, divergence: { ...open, versions: open.versions.with(known, version) } };
  if (versions.length >= MOST) return null;
  const base: FieldDivergence = open ?? { ...fresh, kind: 'customer-field', field: change.field, versions: [], state: 'open', settled: null };
  return { value: null, divergence: { ...base, versions: [...versions, version] } };
}

/** A file that was imported since may have changed what stands there: that is the first of the versions, whoever said the others. */
function withNow(versions: readonly FieldVersion[], now: FieldVersion): FieldVersion[] {
  const [first, ...others] = versions;
  return first && isSameValue(first.value, now.value) ? [first, ...others] : [now, ...others.filter(({ value }) => !isSameValue(value, now.value))];
}

/** The divergence once the version `was` is given up for `next`, which is among the others: settled when that leaves one. */
function without(open: FieldDivergence, was: FieldValue, next: FieldValue, mine: Omit<FieldVersion, 'value'>): Met {
  const left = open.versions.filter(({ value }) => isSameValue(value, next) || !isSameValue(value, was));
  const [first, ...rest] = left;
  if (!first || left.length === open.versions.length) return { value: null, divergence: null };
  const value = isSameValue(first.value, open.versions[0]?.value ?? null) ? null : first.value;
  if (rest.length > 0) return { value, divergence: { ...open, versions: left } };
  return { value, divergence: { ...open, state: 'settled', settled: { by: mine.by, at: mine.at ?? open.createdAt, choose: first.id } } };
}

type Choice = { choose: Id; seen: readonly Id[]; by: FieldVersion['by']; at: Instant };

/**
 * The divergence after somebody chose. What they had not seen stays beside the chosen one. One that was settled otherwise meanwhile is open again with
 * both choices: those two did not know of each other either. Null: that version is not there.
 */
export function settle(divergence: FieldDivergence, { choose, seen, by, at }: Choice): { value: FieldValue | null; divergence: FieldDivergence } | null {
  const chosen = divergence.versions.find(({ id }) => id === choose);
  if (!chosen) return null;
  if (divergence.state === 'settled') {
    const other = divergence.versions.find(({ id }) => id === divergence.settled?.choose);
    if (!other || other.id === choose) return { value: null, divergence };
    return { value: null, divergence: { ...divergence, state: 'open', settled: null, versions: [other, chosen] } };
  }
  const unseen = divergence.versions.filter(({ id }) => id !== choose && !seen.includes(id));
  if (unseen.length > 0) return { value: chosen.value, divergence: { ...divergence, versions: [chosen, ...unseen] } };
  return { value: chosen.value, divergence: { ...divergence, state: 'settled', settled: { by, at, choose } } };
}

/** Undefined: it does not say. Null: nothing stood there. */
function wasIn(change: FieldChange): FieldValue | null | undefined {
  switch (change.field) {
    case 'phone':
      return change.was && { field: 'phone', value: change.was };
    case 'preferredHours':
      return change.was && { field: 'preferredHours', value: change.was };
    case 'language':
      // Not by `&&`: it is a text.
      return typeof change.was === 'string' ? { field: 'language', value: change.was } : change.was;
  }
}
