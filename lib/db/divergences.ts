import type { Agent } from '../contract/agent.ts';
import type { Id, Instant } from '../contract/basics.ts';
import type { Divergence, FieldDivergence, RecordDivergence } from '../contract/divergence.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import { type NewOutboxRow, outboxRow } from '../outbox/outbox.ts';
import { customerAfter } from '../plan/after-record.ts';
import { settle } from '../plan/diverge.ts';
import type { CallsideDb } from './database.ts';
import { type ReviseResult, reviseRecord } from './revise-record.ts';

/** What stands side by side here and nobody has chosen yet, oldest first; of one customer, or all. */
export async function openDivergences(db: CallsideDb, customerId: Id | null): Promise<Divergence[]> {
  const all = await (customerId === null ? db.divergences.toArray() : db.divergences.where('customerId').equals(customerId).toArray());
  return all.filter(({ state }) => state === 'open').sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

type Who = { agent: Pick<Agent, 'id' | 'name'>; now: Instant; newId: () => Id };

/**
 * One version of a customer's field holds: the divergence, the customer and the outbox row in one strict transaction. False when it was settled
 * meanwhile, in another window or by somebody else.
 */
export function settleField(db: CallsideDb, input: Who & { divergence: FieldDivergence; choose: Id }): Promise<boolean> {
  const { divergence, choose, agent, now, newId } = input;
  const seen = divergence.versions.map(({ id }) => id);
  return db.transaction('rw', [db.divergences, db.customers, db.outbox], async () => {
    const known = await db.divergences.get(divergence.id);
    if (known?.kind !== 'customer-field' || known.state !== 'open') return false;
    const settled = settle(known, { choose, seen, by: { id: agent.id, name: agent.name }, at: now });
    if (!settled) return false;
    const customer = await db.customers.get(divergence.customerId);
    // A divergence comes from an endpoint, and it makes the hashes.
    if (customer && settled.value) await db.customers.put(customerAfter(customer, settled.value, now, null));
    await db.divergences.put(settled.divergence);
    const mutation: Mutation = {
      id: newId(),
      at: now,
      kind: 'divergence.settle',
      divergenceId: divergence.id,
      customerId: divergence.customerId,
      choose,
      seen,
    };
    await db.outbox.add(outboxRow(mutation, now) as NewOutboxRow as OutboxRow);
    return true;
  });
}

/** One revision of a record holds: a correction that is based on all that stood side by side and says what the chosen one says. */
export function settleRecord(db: CallsideDb, input: Who & { divergence: RecordDivergence; choose: Id; why: string }): Promise<ReviseResult> {
  const { divergence, choose, why, agent, now, newId } = input;
  return db.transaction('rw', [db.divergences, db.records, db.outbox, db.customers, db.tasks], async (): Promise<ReviseResult> => {
    const chosen = divergence.versions.find(({ id }) => id === choose)?.record;
    const known = await db.divergences.get(divergence.id);
    if (!chosen || known?.state !== 'open') return { ok: false, kind: 'gone' };
    const { outcome, satisfaction, content } = chosen;
    const basedOn = divergence.versions.map(({ record }) => record.revision);
    // Complete or not was judged when it was saved; here nothing new is said.
    const done = await reviseRecord(db, {
      recordId: divergence.recordId,
      agentId: agent.id,
      why,
      outcome,
      satisfaction,
      content,
      script: null,
      basedOn,
      now,
      newId,
    });
    if (done.ok) await db.divergences.put({ ...known, state: 'settled', settled: { by: { id: agent.id, name: agent.name }, at: now, choose } });
    return done;
  });
}
