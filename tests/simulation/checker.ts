import { isDeepStrictEqual } from 'node:util';
import type { OutboxRow } from '../../lib/contract/outbox.ts';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { Tx } from '../../server/store/port.ts';
import { checkErased, checkTruth, erasedAt } from './check-truth.ts';
import { SECOND } from './field.ts';
import { newestVersion } from './lead.ts';
import type { World } from './world.ts';

/** What the promise says, broken: `what` tells which part, `of` which thing. */
export type Problem = {
  what:
    | 'lost'
    | 'doubled'
    | 'changed'
    | 'invented'
    | 'no record of a call'
    | 'other version than the call began with'
    | 'stuck in the outbox'
    | 'refused, though good'
    | 'not refused, or not said why'
    | 'acknowledged, not stored'
    | 'endpoint changed by an old request'
    | 'panel behind the endpoint'
    | 'correction lost or doubled'
    | 'versions made apart, and nobody is asked'
    | 'a change overwritten unseen'
    | 'erased, and still there'
    | 'waited too long'
    | 'crash';
  of: string;
};

/** `records`: latest revisions; `first`: those as which they were saved. */
type Stored = { records: RecordOfCall[]; first: Map<string, RecordOfCall>; mutations: Set<string> };

/** A request is given up by then (faults: 20 s). */
const PATIENCE = 20 * SECOND;

/** Compares both sides when all is quiet, and once more after `replay` has sent every old request again. */
export async function check(world: World, replay: () => Promise<void>): Promise<Problem[]> {
  const problems: Problem[] = world.scheduler.crashes.map((of): Problem => ({ what: 'crash', of }));
  const outboxes = await Promise.all(world.desks.map(({ panel }) => panel.page.db.outbox.toArray()));
  const before = await readStored(world);
  const erased = await erasedAt(world);
  problems.push(...checkRecords(world, before, outboxes.flat(), erased));
  problems.push(...(await checkTruth(world, outboxes.flat(), erased)));
  problems.push(...outboxes.flatMap((rows) => checkOutbox(world, rows)));
  for (const id of [...world.network.acknowledged.keys(), ...world.lead.acknowledged.keys()])
    if (!before.mutations.has(id)) problems.push({ what: 'acknowledged, not stored', of: id });
  for (const { panel } of world.desks) problems.push(...(await checkPanel(world, panel)), ...(await checkErased(panel, erased)));
  if (world.network.longest > PATIENCE) problems.push({ what: 'waited too long', of: `${world.network.longest} ms` });
  const tasks = await allTasks(world);
  await replay();
  const after = await readStored(world);
  if (!isDeepStrictEqual(after, before)) problems.push({ what: 'endpoint changed by an old request', of: 'records or mutations' });
  if (!isDeepStrictEqual(await allTasks(world), tasks)) problems.push({ what: 'endpoint changed by an old request', of: 'tasks' });
  return problems;
}

function checkRecords({ told, poisoned }: World, { records, first }: Stored, outbox: readonly OutboxRow[], erased: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  const byCall = Map.groupBy(records, ({ callId }) => callId);
  const needsPerson = new Set(outbox.flatMap((row) => (row.state === 'rejected' && row.mutation.kind === 'record.save' ? [row.mutation.record.id] : [])));
  for (const [id, saved] of told.saved) {
    const stored = first.get(id);
    if (!stored && !needsPerson.has(id)) problems.push({ what: 'lost', of: id });
    const gone = erased.has(saved.customerId ?? '');
    if (stored && (gone ? stored.outcome !== saved.outcome : !isDeepStrictEqual(stored, saved))) problems.push({ what: 'changed', of: id });
  }
  for (const [callId, made] of byCall) {
    const version = told.begun.get(callId);
    if (version === undefined) problems.push({ what: 'invented', of: callId });
    if (made.length > 1) problems.push({ what: 'doubled', of: callId });
    if (made.some(({ walk }) => version !== undefined && walk.version !== version))
      problems.push({ what: 'other version than the call began with', of: callId });
  }
  for (const callId of told.rung) if (!byCall.has(callId) && !poisoned.has(callId)) problems.push({ what: 'no record of a call', of: callId });
  return problems;
}

/** Nothing waits when all is quiet, and only what is bad needs a person. */
function checkOutbox({ poisoned }: World, rows: readonly OutboxRow[]): Problem[] {
  const problems: Problem[] = [];
  for (const row of rows) {
    const of = `${row.id} (${row.mutation.kind}, ${row.attempts} attempts, ${row.lastError?.kind} ${row.lastError?.field})`;
    if (row.state === 'waiting') problems.push({ what: 'stuck in the outbox', of });
    // Two agents chose at once: the second is told.
    else if (row.mutation.kind === 'divergence.settle' && row.lastError?.kind === 'conflict') continue;
    else if (!poisoned.has(row.id)) problems.push({ what: 'refused, though good', of });
    else if (!row.lastError?.field || !row.lastError.message) problems.push({ what: 'not refused, or not said why', of });
  }
  return problems;
}

/** What was published, and the customers that are held here, are here as the endpoint has them; what is bad is here too, waiting for a person. */
async function checkPanel({ endpoint, poisoned }: World, panel: World['desks'][number]['panel']): Promise<Problem[]> {
  const { db } = panel.page;
  const problems: Problem[] = [];
  const behind = (of: string) => problems.push({ what: 'panel behind the endpoint', of: `${panel.agent.id}: ${of}` });
  const versions = new Set(
    await db.scripts
      .where('id')
      .equals('after-service')
      .toArray()
      .then((all) => all.map((one) => one.version)),
  );
  const newest = await newestVersion(endpoint);
  for (let one = 1; one <= newest; one++) if (!versions.has(one)) behind(`version ${one}`);
  const theirs = await endpoint.store.read(async (tx) => {
    // One that was found by a request whose answer was lost is held, and the panel does not know.
    const held = (await tx.holds.ofAgent(panel.agent.id)).filter(({ found }) => !found).map(({ customerId }) => customerId);
    return { customers: await tx.customers.get(held), tasks: await tx.tasks.ofCustomers(held, true) };
  });
  for (const customer of theirs.customers) {
    const differ = differences(await db.customers.get(customer.id), customer);
    if (differ !== '') behind(`${customer.id} ${differ}`);
  }
  for (const task of theirs.tasks) {
    // The lease is in the clock of each side.
    const differ = differences(await db.tasks.get(task.id), task, 'claim');
    if (differ !== '') behind(`${task.id} ${differ}`);
  }
  const unsent = await db.records.filter(({ sentAt }) => sentAt === null).count();
  if (unsent > 0) problems.push({ what: 'stuck in the outbox', of: `${unsent} records not marked as sent` });
  const shown = new Set((await db.outbox.toArray()).map(({ id }) => id));
  const own = [...poisoned].filter((id) => id.startsWith(`${panel.agent.id}-`));
  for (const id of own) if (!shown.has(id)) problems.push({ what: 'not refused, or not said why', of: id });
  return problems;
}

/** Which fields differ, in words; '' when none does. */
function differences<T extends object>(here: T | undefined, there: T, without?: keyof T): string {
  if (!here) return 'is not here';
  const keys = Object.keys(there) as (keyof T & string)[];
  return keys
    .filter((key) => key !== without && !isDeepStrictEqual(here[key], there[key]))
    .map((key) => `${key}: ${JSON.stringify(here[key])} instead of ${JSON.stringify(there[key])}`)
    .join(', ');
}

async function readStored({ endpoint, network, lead, poisoned }: World): Promise<Stored> {
  return endpoint.store.read(async (tx) => {
    const records: RecordOfCall[] = [];
    for (let before: number | null = null; ; ) {
      const page = await tx.records.list({ placeIds: ['store', 'elsewhere'], agentId: null, before, limit: 200 });
      records.push(...page.map(({ record }) => record));
      before = page.at(-1)?.seq ?? null;
      if (page.length < 200) break;
    }
    const first = new Map<string, RecordOfCall>();
    for (const { id } of records) for (const { record } of (await tx.records.revisions(id)).slice(0, 1)) first.set(id, record);
    return { records, first, mutations: await known(tx, [...network.acknowledged.keys(), ...lead.acknowledged.keys(), ...poisoned]) };
  });
}

async function known(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const id of ids) if (await tx.mutations.get(id)) found.add(id);
  return found;
}

function allTasks({ endpoint, customers }: World): Promise<unknown> {
  const ids = Array.from({ length: customers }, (_, index) => `customer-${index + 1}`);
  return endpoint.store.read((tx) => tx.tasks.ofCustomers(ids, false));
}
