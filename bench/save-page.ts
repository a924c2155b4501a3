import Dexie from 'dexie';
import type { Call } from '../lib/contract/call.ts';
import { CallsideDb } from '../lib/db/database.ts';
import { saveCall } from '../lib/db/save-call.ts';
import { customer, noCorrection, place, task } from '../tests/lib/plan/build.ts';
import { call, full, script, text } from '../tests/lib/record/build.ts';

const said = 'She is content with the repair, the cuff holds; the lining was not asked for but she likes it. '.repeat(3);
const NOW = Date.parse('2026-11-22T07:10:00Z');
let ids = 0;
const newId = () => `id-${++ids}`;

const db = new CallsideDb('ours');
const bare = new Dexie('bare', { chromeTransactionDurability: 'strict' });
const NAMES = ['records', 'customers', 'tasks', 'outbox'];
/** The same tables with the same indexes. */
bare
  .version(1)
  .stores(Object.fromEntries(NAMES.map((name) => [name, [db.table(name).schema.primKey, ...db.table(name).schema.indexes].map(({ src }) => src).join(', ')])));

/** A call that is over and waits for its form to be saved: the customer was content, and their language is new. */
async function waiting(n: number): Promise<Call> {
  const [customerId, taskId] = [`customer-${n}`, `task-${n}`];
  await db.customers.put(customer({ id: customerId, language: null }));
  await db.tasks.put(task({ id: taskId, customerId }));
  const draft = full({ said: text(said), correction: { ...noCorrection, language: 'en' } });
  const one = call({ id: `call-${n}`, customerId, taskId, serviceId: null, draft });
  await db.calls.put(one);
  return one;
}

let count = 0;
/** What the last save wrote, to be written by the peers. */
let rows: { [table: string]: object } = {};

/** ms of each save, from the call to the word that it is on the disk. */
async function ours(times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const { id } = await waiting(++count);
    const input = { callId: id, script: script(), place: place(), demo: false, now: NOW + count, newId, phoneHash: null, kept: () => [] };
    const started = performance.now();
    const saved = await saveCall(db, input);
    taken.push(performance.now() - started);
    if (!saved.ok) throw new Error(saved.kind);
  }
  const [record, customerRow, taskRow, outboxRow] = await Promise.all([
    db.records.toCollection().last(),
    db.customers.get(`customer-${count}`),
    db.tasks.get(`task-${count}`),
    db.outbox.toCollection().last(),
  ]);
  rows = { records: record ?? {}, customers: customerRow ?? {}, tasks: taskRow ?? {}, outbox: outboxRow ?? {} };
  return taken;
}

/** The same four rows under new keys. */
function fresh(): [string, object][] {
  count += 1;
  return NAMES.map((name) => [name, { ...rows[name], id: `${name}-${count}`, ...(name === 'outbox' ? { n: count } : {}) }]);
}

async function fourPuts(times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const four = fresh();
    const started = performance.now();
    await bare.transaction('rw', NAMES, async () => {
      for (const [name, row] of four) await bare.table(name).put(row);
    });
    taken.push(performance.now() - started);
  }
  return taken;
}

async function raw(times: number, durability: 'strict' | 'relaxed'): Promise<number[]> {
  await bare.open();
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const four = fresh();
    const started = performance.now();
    const transaction = bare.backendDB().transaction(NAMES, 'readwrite', { durability });
    for (const [name, row] of four) transaction.objectStore(name).put(row);
    await new Promise((done, failed) => Object.assign(transaction, { oncomplete: done, onerror: failed }));
    taken.push(performance.now() - started);
  }
  return taken;
}

Object.assign(globalThis, {
  saves: { ours, fourPuts, rawStrict: (times: number) => raw(times, 'strict'), rawRelaxed: (times: number) => raw(times, 'relaxed') },
});
