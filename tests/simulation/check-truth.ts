import type { Divergence } from '../../lib/contract/divergence.ts';
import type { Mutation } from '../../lib/contract/mutation.ts';
import type { OutboxRow } from '../../lib/contract/outbox.ts';
import { type FieldChange, fieldValueOf, isSameValue } from '../../lib/plan/diverge.ts';
import { headsOf } from '../../lib/record/revisions.ts';
import type { Tx } from '../../server/store/port.ts';
import type { Problem } from './checker.ts';
import type { SimPanel } from './panel.ts';
import type { World } from './world.ts';

/** Customers who were erased at the endpoint. */
export async function erasedAt({ endpoint }: World): Promise<Set<string>> {
  const rows = await endpoint.store.read((tx) => tx.erasing.after({ after: 0, upTo: 1000 }));
  return new Set(rows.map(({ customerId }) => customerId));
}

/** Corrections: each once, and where two were made apart somebody is asked. Fields: no change goes unseen. */
export async function checkTruth(world: World, outbox: readonly OutboxRow[], erased: ReadonlySet<string>): Promise<Problem[]> {
  const mutations = [...world.network.acknowledged.values(), ...world.lead.acknowledged.values()];
  return world.endpoint.store.read(async (tx) => [
    ...(await checkCorrections(tx, world, mutations, outbox)),
    ...(await checkApart(tx, world)),
    ...(await checkFields(tx, mutations, await storedOf(tx, world.lead.unanswered), erased)),
  ]);
}

async function checkCorrections(tx: Tx, { told }: World, mutations: readonly Mutation[], outbox: readonly OutboxRow[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const refused = new Set(outbox.flatMap(({ mutation }) => (mutation.kind === 'record.revise' ? [mutation.why] : [])));
  for (const [why, recordId] of told.corrected) {
    const revisions = (await tx.records.revisions(recordId)).filter(({ record }) => !record.erased);
    // Of somebody who was erased the reasons are gone too.
    if (revisions.length === 0) continue;
    const times = revisions.filter(({ record }) => record.revised?.why === why).length;
    if (times !== 1 && !refused.has(why)) problems.push({ what: 'correction lost or doubled', of: `${why} of ${recordId}, ${times} times` });
  }
  for (const mutation of mutations) {
    if (mutation.kind !== 'record.revise') continue;
    const times = (await tx.records.revisions(mutation.recordId)).filter(({ madeBy }) => madeBy === mutation.id).length;
    if (times !== 1) problems.push({ what: 'correction lost or doubled', of: `${mutation.id} of ${mutation.recordId}, ${times} times` });
  }
  return problems;
}

/** Both at the endpoint and with the agent who made the record. */
async function checkApart(tx: Tx, { told, desks }: World): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [id, { agentId }] of told.saved) {
    const records = (await tx.records.revisions(id)).map(({ record }) => record);
    if (records.length === 0 || records.some(({ erased }) => erased)) continue;
    const isApart = headsOf(records).length > 1;
    const open = await tx.divergences.openOfRecord(id);
    const { panel } = desks.find((desk) => desk.panel.agent.id === agentId) ?? {};
    const here = (await panel?.page.db.divergences.toArray())?.filter((one) => one.kind === 'record' && one.recordId === id && one.state === 'open') ?? [];
    if (isApart !== (open !== null)) problems.push({ what: 'versions made apart, and nobody is asked', of: `${id} at the endpoint` });
    if (isApart !== here.length > 0) problems.push({ what: 'versions made apart, and nobody is asked', of: `${id} at the desk of ${agentId}` });
  }
  return problems;
}

/** Those whose answer was lost and that are there. */
async function storedOf(tx: Tx, mutations: readonly Mutation[]): Promise<Mutation[]> {
  const stored: Mutation[] = [];
  for (const mutation of mutations) if (await tx.mutations.get(mutation.id)) stored.push(mutation);
  return stored;
}

const setsOf = (mutations: readonly Mutation[]) =>
  mutations.flatMap((one) => (one.kind === 'customer.set' && one.change.field !== 'optOut' ? [{ ...one, change: one.change as FieldChange }] : []));

/** What somebody set of a customer stands there, or beside it, or was replaced by somebody who had it before them; `unanswered` may have replaced it too. */
async function checkFields(tx: Tx, mutations: readonly Mutation[], unanswered: readonly Mutation[], erased: ReadonlySet<string>): Promise<Problem[]> {
  const sets = setsOf(mutations);
  const replacing = [...sets, ...setsOf(unanswered)];
  const divergences = await divergencesOf(tx);
  const problems: Problem[] = [];
  for (const { id, customerId, change } of sets) {
    if (erased.has(customerId)) continue;
    const [customer] = await tx.customers.get([customerId]);
    const { was: _was, ...value } = change;
    const stands = customer && isSameValue(fieldValueOf(customer, change.field), value);
    const beside = divergences.some(
      (one) =>
        one.kind === 'customer-field' &&
        one.customerId === customerId &&
        (one.state === 'settled' || one.versions.some((other) => isSameValue(other.value, value))),
    );
    const seen = replacing.some((other) => other.customerId === customerId && isSameValue(wasOf(other.change), value));
    if (!stands && !beside && !seen) problems.push({ what: 'a change overwritten unseen', of: `${id} of ${customerId}` });
  }
  return problems;
}

function wasOf(change: FieldChange) {
  return change.was ? ({ field: change.field, value: change.was } as Parameters<typeof isSameValue>[0]) : null;
}

async function divergencesOf(tx: Tx): Promise<Divergence[]> {
  const all: Divergence[] = [];
  for await (const rows of tx.whole.rows('divergences', ['personal'])) all.push(...rows.map(([text]) => JSON.parse(String(text)) as Divergence));
  return all;
}

/** Not a row about them, and not a word: in no table of this panel. */
export async function checkErased({ agent, page: { db } }: SimPanel, erased: ReadonlySet<string>): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const table of [db.customers, db.services, db.tasks, db.records, db.divergences]) {
    const rows: object[] = await table.toArray();
    for (const id of erased)
      if (rows.some((row) => JSON.stringify(row).includes(`"${id}"`)))
        problems.push({ what: 'erased, and still there', of: `${id} in ${table.name} of ${agent.id}` });
  }
  return problems;
}
