import type { Instant } from '../contract/basics.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Script } from '../contract/script.ts';
import { outboxRow } from '../outbox/outbox.ts';
import { customerAfter } from '../plan/after-record.ts';
import { contextOf, type MissingField, missingOf } from '../record/missing.ts';
import type { CallsideDb } from './database.ts';

export type CorrectInput = {
  row: OutboxRow;
  /** The row's change as corrected, under an id of its own. */
  mutation: Mutation;
  /** Of the record's script version, for what it asks; null when it is not here. */
  script: Script | null;
  now: Instant;
  /** Words that stood there before. */
  replaced: NonNullable<OutboxRow['replaced']>;
  /** Keyed hash of a corrected phone; null where the endpoint makes it. */
  phoneHash: string | null;
};
export type CorrectResult = { ok: true } | { ok: false; kind: 'gone' } | { ok: false; kind: 'incomplete'; missing: MissingField[] };

/**
 * Puts the corrected change in the place of the refused one, in its turn, with what it says about record or customer here: one strict transaction (design 6).
 * `gone`: it was sent or corrected meanwhile, in another window.
 */
export function correctRow(db: CallsideDb, input: CorrectInput): Promise<CorrectResult> {
  const { row, mutation, now } = input;
  return db.transaction('rw', [db.outbox, db.records, db.customers], async (): Promise<CorrectResult> => {
    const known = await db.outbox.get(row.n);
    if (known?.id !== row.id || known.state !== 'rejected') return { ok: false, kind: 'gone' };
    const missing = await missingIn(db, mutation, input.script);
    if (missing.length > 0) return { ok: false, kind: 'incomplete', missing };
    await changeHere(db, row.mutation, mutation, input);
    await followersOf(db, row.id, mutation.id);
    const replaced = [...(known.replaced ?? []), ...input.replaced];
    await db.outbox.put({ ...outboxRow(mutation, now), n: row.n, createdAt: row.createdAt, ...(replaced.length > 0 ? { replaced } : {}) });
    return { ok: true };
  });
}

async function missingIn(db: CallsideDb, mutation: Mutation, script: Script | null): Promise<MissingField[]> {
  if (mutation.kind === 'record.save') {
    const { record } = mutation;
    return missingOf({ ...record.content, outcome: record.outcome, satisfaction: record.satisfaction }, contextOf(record, script));
  }
  if (mutation.kind !== 'record.revise') return [];
  const known = await db.records.get(mutation.recordId);
  const { outcome, satisfaction, content } = mutation;
  return known ? missingOf({ ...content, outcome, satisfaction }, contextOf(known, script)) : [];
}

/** What stands here follows: the record, the correction of a record, the customer. */
async function changeHere(db: CallsideDb, before: Mutation, mutation: Mutation, { now, phoneHash }: CorrectInput): Promise<void> {
  switch (mutation.kind) {
    case 'record.save': {
      if (before.kind === 'record.save' && before.record.id !== mutation.record.id) await db.records.delete(before.record.id);
      await db.records.put({ ...mutation.record, sentAt: null });
      return;
    }
    case 'record.revise': {
      const known = await db.records.get(mutation.recordId);
      if (known?.unnumbered?.mutationId !== before.id) return;
      const { outcome, satisfaction, content, why } = mutation;
      const revised = known.revised ? { ...known.revised, why } : undefined;
      const unnumbered = { ...known.unnumbered, mutationId: mutation.id };
      await db.records.put({ ...known, outcome, satisfaction, content, unnumbered, ...(revised ? { revised } : {}) });
      return;
    }
    case 'customer.add':
      await db.customers.put({ ...mutation.customer, phoneHashes: (await db.customers.get(mutation.customer.id))?.phoneHashes ?? [], updatedAt: now });
      return;
    case 'customer.set': {
      const customer = await db.customers.get(mutation.customerId);
      if (customer) await db.customers.put(customerAfter(customer, mutation.change, now, phoneHash));
      return;
    }
  }
}

/** Corrections that continue the refused one name the new one from now on. */
async function followersOf(db: CallsideDb, before: string, after: string): Promise<void> {
  await db.outbox
    .filter(({ mutation }) => mutation.kind === 'record.revise' && mutation.follows === before)
    .modify((row) => {
      if (row.mutation.kind === 'record.revise') row.mutation.follows = after;
    });
}
