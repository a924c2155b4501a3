import type { Id, Instant } from '../contract/basics.ts';
import type { CustomerChange, Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Record as CallRecord } from '../contract/record.ts';
import type { Script } from '../contract/script.ts';
import { type NewOutboxRow, outboxRow } from '../outbox/outbox.ts';
import { afterOptOut, customerAfter } from '../plan/after-record.ts';
import { contextOf, type MissingField, missingOf } from '../record/missing.ts';
import { revise } from '../record/revisions.ts';
import type { CallsideDb, StoredRecord } from './database.ts';

export type ReviseInput = Pick<CallRecord, 'outcome' | 'satisfaction' | 'content'> & {
  recordId: Id;
  agentId: Id;
  why: string;
  /** The record's own script version; null when it is not here, then its own questions are taken as answered. */
  script: Script | null;
  /** Settles what was made apart: based on all of these instead of the revision that is here. */
  basedOn?: readonly number[];
  now: Instant;
  newId: () => Id;
};
export type ReviseResult = { ok: true; record: StoredRecord } | { ok: false; kind: 'gone' } | { ok: false; kind: 'incomplete'; missing: MissingField[] };

/**
 * A correction of a saved record: the next revision and its outbox row in one strict transaction (design 6). The number is provisional until the
 * endpoint has given it one. Tasks and the customer stay as they are: what was settled by the call is not settled again. But whoever does not want to be
 * called, and is only now written down so, is not called again.
 * @throws what the database throws; then nothing was written.
 */
export function reviseRecord(db: CallsideDb, input: ReviseInput): Promise<ReviseResult> {
  const { recordId, agentId, why, outcome, satisfaction, content, now } = input;
  return db.transaction('rw', [db.records, db.outbox, db.customers, db.tasks], async (): Promise<ReviseResult> => {
    const known = await db.records.get(recordId);
    if (!known) return { ok: false, kind: 'gone' };
    const missing = missingOf({ ...content, outcome, satisfaction }, contextOf(known, input.script));
    if (missing.length > 0) return { ok: false, kind: 'incomplete', missing };
    const { sentAt: _sentAt, unnumbered, ...record } = known;
    const follows = input.basedOn ? undefined : unnumbered?.mutationId;
    const basedOn = [...(input.basedOn ?? unnumbered?.basedOn ?? [known.revision])];
    const mutation: Mutation = {
      id: input.newId(),
      at: now,
      kind: 'record.revise',
      recordId,
      basedOn,
      ...(follows === undefined ? {} : { follows }),
      why,
      outcome,
      satisfaction,
      content,
    };
    const revised: StoredRecord = {
      ...revise(record, known.revision + 1, { outcome, satisfaction, content, by: agentId, at: now, why, basedOn }),
      sentAt: null,
      unnumbered: { mutationId: mutation.id, basedOn },
    };
    await db.records.put(revised);
    await db.outbox.add(outboxRow(mutation, now) as NewOutboxRow as OutboxRow);
    const reason = content.correction.optOut;
    if (reason !== null && known.content.correction.optOut === null && known.customerId !== null) await optOut(db, known.customerId, reason, input);
    return { ok: true, record: revised };
  });
}

async function optOut(db: CallsideDb, customerId: Id, reason: string, { now, newId }: Pick<ReviseInput, 'now' | 'newId'>): Promise<void> {
  const customer = await db.customers.get(customerId);
  if (customer?.optOut) return;
  const change: CustomerChange = { field: 'optOut', value: { at: now, reason } };
  if (customer) await db.customers.put(customerAfter(customer, change, now, null));
  const tasks = await db.tasks.where('customerId').equals(customerId).toArray();
  const open = tasks.filter(({ state }) => state === 'open');
  await db.tasks.bulkPut(afterOptOut(open, now));
  const mutation: Mutation = { id: newId(), at: now, kind: 'customer.set', customerId, change };
  await db.outbox.add(outboxRow(mutation, now) as NewOutboxRow as OutboxRow);
}
