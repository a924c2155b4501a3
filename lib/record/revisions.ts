import type { Id } from '../contract/basics.ts';
import type { Record as RecordOfCall, Revised } from '../contract/record.ts';

/** A correction as it was written down: what changes of the record, why, and what it is based on. */
export type Correction = Pick<RecordOfCall, 'outcome' | 'satisfaction' | 'content'> & Revised;

/** The revisions that one is based on: none for the first, the one before it where it does not say. */
export function basedOnOf({ revision, revised }: Pick<RecordOfCall, 'revision' | 'revised'>): readonly number[] {
  if (revised) return revised.basedOn;
  return revision > 1 ? [revision - 1] : [];
}

/** The revisions that no later one is based on, oldest first. More than one: they were made apart, and none is the truth alone. */
export function headsOf(revisions: readonly Pick<RecordOfCall, 'revision' | 'revised'>[]): number[] {
  const followed = new Set(revisions.flatMap(basedOnOf));
  return revisions
    .map(({ revision }) => revision)
    .filter((revision) => !followed.has(revision))
    .sort((a, b) => a - b);
}

/** The record as it stands after the correction. Who made it, when, how it went and its versions stay: those are facts. */
export function revise(record: RecordOfCall, revision: number, { outcome, satisfaction, content, ...revised }: Correction): RecordOfCall {
  return { ...record, revision, outcome, satisfaction, content, revised };
}

/** Which revision a correction continues: the one that `follows` made, where it is there, else those it names. Null: it names one that is not there. */
export function baseOf(
  revisions: readonly { revision: number; madeBy: Id | null }[],
  { basedOn, follows }: { basedOn: readonly number[]; follows?: Id | undefined },
): number[] | null {
  const followed = follows === undefined ? undefined : revisions.find(({ madeBy }) => madeBy === follows);
  if (followed) return [followed.revision];
  const known = new Set(revisions.map(({ revision }) => revision));
  return basedOn.every((revision) => known.has(revision)) ? [...new Set(basedOn)].sort((a, b) => a - b) : null;
}
