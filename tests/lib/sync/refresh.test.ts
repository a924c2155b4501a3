import { beforeEach, describe, expect, it } from 'vitest';
import { beginCall } from '../../../lib/call/begin.ts';
import type { ImportReply } from '../../../lib/contract/import.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { startCall } from '../../../lib/db/calls.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { openDivergences } from '../../../lib/db/divergences.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { readQueue } from '../../../lib/db/queue.ts';
import { reviseRecord } from '../../../lib/db/revise-record.ts';
import { saveCall } from '../../../lib/db/save-call.ts';
import { appointTask, skipTask } from '../../../lib/db/task-changes.ts';
import { outboxRow, postponed } from '../../../lib/outbox/outbox.ts';
import { refill } from '../../../lib/sync/refresh.ts';
import { syncOnce } from '../../../lib/sync/sync.ts';
import type { Transport } from '../../../lib/sync/transport.ts';
import { type Bench, bench, HOUR, MINUTE, rows } from '../../server/support.ts';
import { anAgent, ids } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { benchPlace, type Fates, type Panel, panelOf } from '../../support/endpoint.ts';
import { noCorrection } from '../plan/build.ts';
import { draft, full, script } from '../record/build.ts';

let endpoint: Bench;
let ann: Panel;
let ben: Panel;
let fates: Fates;
const newId = ids('panel');
const hash = { phoneHash: null, demo: false, place: benchPlace, script: script(), kept: () => [] };

beforeEach(async () => {
  endpoint = await bench();
  fates = () => 'fine';
  ann = panelOf(endpoint, 'ann', openDb(), (path, init) => fates(path, init));
  ben = panelOf(endpoint, 'ben', openDb());
});

const now = () => endpoint.clock.time;
const agentOf = (panel: Panel) => anAgent({ id: panel.agentId, placeId: 'store' });
const screen = async (panel: Panel) => (await readQueue(panel.db, { agent: agentOf(panel), place: benchPlace, now: now(), claimed: true })).ready;
const customers = async (panel: Panel) => (await screen(panel)).map(({ customer: { id } }) => id);

/** A call with the first customer on the screen, from the dial to the record. Without a task when `task` is false. */
async function makeCall(panel: Panel, change: Parameters<typeof full>[0] = {}, withTask = true): Promise<Task> {
  const [entry] = await screen(panel);
  if (!entry) throw new Error('nobody on the screen');
  const { task, customer, service } = entry;
  const begun = beginCall({
    id: newId(),
    direction: 'out',
    agent: agentOf(panel),
    place: benchPlace,
    script: script(),
    phraseLists: [],
    task: withTask ? task : null,
    customer,
    service,
  });
  const call = { ...begun, phase: 'wrap-up' as const, startedAt: now(), answeredAt: now(), endedAt: now(), draft: full(change) };
  await startCall(panel.db, call);
  const saved = await saveCall(panel.db, { ...hash, callId: call.id, now: now(), newId });
  if (!saved.ok) throw new Error(saved.kind);
  return task;
}

/** The endpoint had a fault with these rows a moment ago: they wait, while all other requests go through. */
async function holdBack(db: CallsideDb): Promise<void> {
  const failed = { kind: 'internal', message: '', field: null } as const;
  await db.outbox.toCollection().modify((row) => {
    Object.assign(row, postponed(row, failed, now(), 0.9));
  });
}

describe('asking twice', () => {
  it('costs an endpoint where nothing has happened no answer, and finds what has', async () => {
    const statuses: number[] = [];
    ann = panelOf(endpoint, 'ann', openDb(), async (path, init) => {
      if (path !== '/v1/pull') return 'fine';
      const cursor = (await readMeta(ann.db, 'cursor'))?.value ?? 0;
      const response = await endpoint.app.request(`/v1/pull?cursor=${cursor}`, init);
      statuses.push(response.status);
      return response;
    });
    for (let n = 0; n < 3; n += 1) await syncOnce({ ...ann.deps, hold: false });
    expect(statuses).toEqual([200, 304, 304]);
    await endpoint.store.write((tx) => tx.places.put({ ...benchPlace, name: 'New name' }));
    const places: string[] = [];
    const deps = { ...ann.deps, hold: false, onPlace: async ({ name }: { name: string }) => void places.push(name) };
    await syncOnce(deps);
    await syncOnce(deps);
    expect([statuses.slice(3), places]).toEqual([[200, 304], ['New name']]);
  });
});

describe('holding customers', () => {
  it('draws a handful with all their files, other ones for everybody', async () => {
    await endpoint.importRows(rows(12));
    await ann.sync();
    await ben.sync();
    const [annHas, benHas] = [await customers(ann), await customers(ben)];
    expect([annHas.length, benHas.length]).toEqual([5, 5]);
    expect(new Set([...annHas, ...benHas]).size).toBe(10);
    expect((await screen(ann))[0]?.service?.item).toBe('coat');
    expect(await readMeta(ben.db, 'queue')).toMatchObject({ waiting: 2, why: [], at: now() });
  });

  it('renews them before the lease runs out, and puts away what the endpoint gave to another', async () => {
    await endpoint.importRows(rows(3));
    await ann.sync();
    endpoint.clock.time += 20 * MINUTE;
    await ann.sync();
    endpoint.clock.time += 20 * MINUTE;
    await ben.sync();
    expect([(await customers(ann)).length, (await customers(ben)).length]).toEqual([3, 0]);
    endpoint.clock.time += 31 * MINUTE;
    await ben.sync();
    await ann.sync();
    expect([(await customers(ann)).length, (await customers(ben)).length]).toEqual([0, 3]);
    expect(await ann.db.tasks.count()).toBe(0);
  });

  it.each([-3, -1, 1, 3])('lasts as long for a computer whose clock is wrong by %d quarters of an hour', async (quarters) => {
    const skew = quarters * 15 * MINUTE;
    const wrong = () => now() + skew;
    await endpoint.importRows(rows(1));
    await syncOnce({ ...ann.deps, now: wrong });
    const shown = async () => (await readQueue(ann.db, { agent: agentOf(ann), place: benchPlace, now: wrong(), claimed: true })).ready.length;
    expect(await shown()).toBe(1);
    endpoint.clock.time += 29 * MINUTE;
    expect(await shown()).toBe(1);
    endpoint.clock.time += 2 * MINUTE;
    expect(await shown()).toBe(0);
  });

  it('says why there is nobody, and when there will be', async () => {
    await endpoint.importRows(rows(3));
    endpoint.clock.time = Date.parse('2026-11-18T22:00:00+08:00');
    await ann.sync();
    expect(await readMeta(ann.db, 'queue')).toMatchObject({ why: [{ code: 'all-outside-hours' }], nextAt: Date.parse('2026-11-19T09:00:00+08:00') });
  });

  it('fetches what changed since the last time only', async () => {
    await ann.sync();
    const cursor = (await readMeta(ann.db, 'cursor'))?.value ?? -1;
    await endpoint.importRows(rows(2));
    await ann.sync();
    expect((await readMeta(ann.db, 'cursor'))?.value).toBeGreaterThan(cursor);
  });

  it('goes on where it stopped when the network fails between two requests', async () => {
    await endpoint.importRows(rows(3));
    fates = (path) => (path === '/v1/claims' ? 'reply-lost' : 'fine');
    await ann.sync();
    expect(await readMeta(ann.db, 'link')).toMatchObject({ state: 'offline' });
    fates = () => 'fine';
    await ann.sync();
    expect((await customers(ann)).length).toBe(3);
  });
});

describe('a record that has not been sent yet', () => {
  it.each([
    ['for the task that was drawn', true],
    ['without a task, which closed the one it was about (C13)', false],
  ])('%s: no agent sees the customer again, here or elsewhere', async (_title, withTask) => {
    await endpoint.importRows(rows(1));
    await ann.sync();
    const { id, customerId } = await makeCall(ann, {}, withTask);
    await holdBack(ann.db);
    for (let round = 0; round < 3; round++) {
      await ann.sync();
      await ben.sync();
      expect(await ann.db.tasks.get(id)).toMatchObject({ state: 'done' });
      expect([await customers(ann), await customers(ben)]).toEqual([[], []]);
      endpoint.clock.time += 100;
    }
    endpoint.clock.time += 10 * MINUTE;
    await ann.sync();
    await ben.sync();
    expect(await ann.db.outbox.count()).toBe(0);
    expect([await customers(ann), await customers(ben)]).toEqual([[], []]);
    const [work] = (await endpoint.claim('lee', { want: 0, customerId })).customer?.records ?? [];
    expect(work?.customerId).toBe(customerId);
  });

  it('keeps the customer who wants no more calls off every screen', async () => {
    await endpoint.importRows([...rows(1), ...rows(1).map((row) => ({ ...row, row: 9, service: row.service && { ...row.service, endedOn: '2026-11-17' } }))]);
    await ann.sync();
    await makeCall(ann, { ...draft({ outcome: 'refused', correction: { ...noCorrection, optOut: 'said so' } }) });
    await holdBack(ann.db);
    await ann.sync();
    await ben.sync();
    expect((await ann.db.tasks.toArray()).filter(({ state }) => state === 'open')).toEqual([]);
    expect([await customers(ann), await customers(ben)]).toEqual([[], []]);
  });

  it('is not overwritten by what the endpoint knew before, nor is the customer it corrected', async () => {
    await endpoint.importRows(rows(1));
    await ann.sync();
    const { id, customerId } = await makeCall(ann, { correction: { ...noCorrection, language: 'pl' } });
    await holdBack(ann.db);
    // Everything again from the start, as after another computer's change.
    await ann.db.meta.delete('cursor');
    await endpoint.importRows(rows(1).map((row) => ({ ...row, customer: { ...row.customer, class: 'gold' } })));
    await ann.sync();
    expect(await ann.db.tasks.get(id)).toMatchObject({ state: 'done' });
    expect((await ann.db.customers.get(customerId))?.language).toBe('pl');
    endpoint.clock.time += 10 * MINUTE;
    await ann.sync();
    expect((await ann.db.customers.get(customerId))?.language).toBe('pl');
    // One field each: what the file said at the endpoint meanwhile stands beside it.
    expect((await endpoint.claim('lee', { want: 0, customerId })).customer?.customer).toMatchObject({ language: 'pl', class: 'gold' });
  });

  it.each([true, false])('keeps its customer held while another is looked for (with a task: %s)', async (withTask) => {
    const { rows: imported } = (await endpoint.importRows(rows(7))).body as ImportReply;
    await ann.sync();
    const { customerId } = await makeCall(ann, {}, withTask);
    await holdBack(ann.db);
    expect(await ann.take(imported[6]?.customerId ?? '')).toEqual({ ok: true });
    await ben.sync();
    expect(await customers(ben)).not.toContain(customerId);
  });

  it('does not use up the customers held ahead', async () => {
    await endpoint.importRows(rows(12));
    await ann.sync();
    for (let n = 0; n < 4; n++) await makeCall(ann);
    await holdBack(ann.db);
    await ann.sync();
    expect((await customers(ann)).length).toBe(5);
  });
});

describe('a task put off', () => {
  it.each([
    ['skipped', (task: Task) => skipTask(ann.db, { taskId: task.id, agentId: 'ann', now: now(), newId, reason: 'busy', until: now() + HOUR })],
    ['turned into an appointment', (task: Task) => appointTask(ann.db, { taskId: task.id, agentId: 'ann', now: now(), newId, to: now() + HOUR, note: '' })],
  ])('%s: stays off every screen until then', async (_title, putOff) => {
    await endpoint.importRows(rows(1));
    await ann.sync();
    const [entry] = await screen(ann);
    if (!entry) throw new Error('nobody');
    await putOff(entry.task);
    await holdBack(ann.db);
    await ann.sync();
    await ben.sync();
    expect([await customers(ann), await customers(ben)]).toEqual([[], []]);
    endpoint.clock.time += 10 * MINUTE;
    await ann.sync();
    await ben.sync();
    expect([await customers(ann), await customers(ben)]).toEqual([[], []]);
    endpoint.clock.time += 51 * MINUTE;
    await ann.sync();
    await ben.sync();
    expect([(await customers(ann)).length, (await customers(ben)).length]).toEqual([1, 0]);
  });
});

describe('a customer who was found', () => {
  it('is held with the file and the open task, and kept from the other agent', async () => {
    await endpoint.importRows(rows(1));
    await endpoint.claim('ben', { want: 0 });
    const [customer] = (await endpoint.claim('lee', { want: 1 })).work.map((work) => work.customer);
    await endpoint.claim('lee', { want: 0 });
    const id = customer?.id ?? '';
    expect(await ann.take(id)).toEqual({ ok: true });
    expect(await ann.db.customers.get(id)).toMatchObject({ id });
    expect((await ann.db.tasks.toArray())[0]).toMatchObject({ customerId: id, claim: { agentId: 'ann' } });
    expect(await readMeta(ann.db, 'found')).toMatchObject({ customerId: id });
    expect(await ben.take(id)).toEqual({ ok: false, kind: 'held' });
    expect(await ben.db.customers.count()).toBe(0);
    await ben.sync();
    expect(await customers(ben)).toEqual([]);
  });

  it('does not send back those that are held already', async () => {
    await endpoint.importRows(rows(6));
    await ann.sync();
    const held = await customers(ann);
    const all = (await endpoint.claim('lee', { want: 1 })).work.map((work) => work.customer.id);
    await endpoint.claim('lee', { want: 0 });
    expect(await ann.take(all[0] ?? '')).toEqual({ ok: true });
    await ben.sync();
    expect(await customers(ben)).toEqual([]);
    expect((await customers(ann)).toSorted()).toEqual([...held, ...all].toSorted());
  });

  it('asks only after the answer for the others has arrived: the endpoint gives back what is not named', async () => {
    const { rows: imported } = (await endpoint.importRows(rows(6))).body as ImportReply;
    const { transport } = ann.deps;
    const slow: Transport = {
      ...transport,
      claim: async (request) => {
        const reply = await transport.claim(request);
        if (request.want > 0) await new Promise((done) => setTimeout(done, 50));
        return reply;
      },
    };
    const drawing = refill({ ...ann.deps, transport: slow });
    await new Promise((done) => setTimeout(done, 20));
    await ann.take(imported[5]?.customerId ?? '');
    await ben.sync();
    await drawing;
    const [annHas, benHas] = [await customers(ann), await customers(ben)];
    expect(annHas.filter((id) => benHas.includes(id))).toEqual([]);
    expect(annHas.length + benHas.length).toBe(6);
  });

  it.each([
    ['is not known', 'nobody', 'fine', 'not-found'],
    ['cannot be asked for', 'nobody', 'not-sent', 'offline'],
  ] as const)('%s', async (_title, id, fate, kind) => {
    fates = () => fate;
    expect(await ann.take(id)).toEqual({ ok: false, kind });
  });
});

describe('a call that came back after a loss and was saved again', () => {
  it('is one record here too, once the endpoint has both', async () => {
    await endpoint.importRows(rows(1));
    await syncOnce(ann.deps);
    await makeCall(ann);
    const [first] = await ann.db.records.toArray();
    await syncOnce(ann.deps);
    // The database lost what came after the call was hung up, and the agent saves it once more.
    await ann.db.records.clear();
    const [again] = ['saved-again'].map((id) => ({ ...first, id, savedAt: now() + MINUTE }) as NonNullable<typeof first>);
    if (!again || !first) throw new Error('no record was made');
    const { sentAt: _sentAt, ...record } = again;
    await ann.db.records.add({ ...again, sentAt: null });
    await ann.db.outbox.add(outboxRow({ id: newId(), at: now(), kind: 'record.save', record }, now()) as never);
    endpoint.clock.time += MINUTE;
    await syncOnce(ann.deps);
    expect((await ann.db.records.toArray()).map(({ id, revision }) => [id, revision])).toEqual([[first.id, 2]]);
  });
});

describe('what comes while a correction is on its way', () => {
  it('is fetched again once the correction is known to be stored: its number, and the one that was made apart', async () => {
    await endpoint.importRows(rows(1));
    await syncOnce(ann.deps);
    await makeCall(ann);
    await syncOnce(ann.deps);
    const [saved] = await ann.db.records.toArray();
    if (!saved) throw new Error('no record was made');
    const { outcome, satisfaction, content } = saved;
    const theirs = { ...content, suggestions: { kind: 'text', text: 'heard again' } };
    await endpoint.push('lee', {
      id: 'm-lee',
      at: now(),
      kind: 'record.revise',
      recordId: saved.id,
      basedOn: [1],
      why: 'heard',
      outcome,
      satisfaction,
      content: theirs,
    });
    await reviseRecord(ann.db, { recordId: saved.id, agentId: 'ann', why: 'a slip', outcome, satisfaction, content, script: null, now: now(), newId });
    fates = (path) => (path === '/v1/push' ? 'reply-lost' : 'fine');
    await syncOnce(ann.deps);
    // Not its turn yet: this round only fetches, and what it fetches is about the record whose correction waits.
    fates = (path) => (path === '/v1/push' ? 'not-sent' : 'fine');
    await syncOnce(ann.deps);
    expect((await ann.db.records.get(saved.id))?.unnumbered).toBeDefined();
    fates = () => 'fine';
    endpoint.clock.time += HOUR;
    await syncOnce(ann.deps);
    await syncOnce(ann.deps);
    const { sentAt, unnumbered, revision, revised } = (await ann.db.records.get(saved.id)) ?? {};
    expect([sentAt !== null, unnumbered, revision, revised?.why]).toEqual([true, undefined, 3, 'a slip']);
    expect(await openDivergences(ann.db, null)).toMatchObject([{ kind: 'record', recordId: saved.id }]);
  });
});
