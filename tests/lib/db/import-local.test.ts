import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReply, ImportRequest, ImportRow } from '../../../lib/contract/import.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { createLocalImporter, type LocalImportDeps } from '../../../lib/db/import-local.ts';
import { convert, readCustomerFile } from '../../../lib/import/import-file.ts';

const now = Date.parse('2026-11-22T04:00:00Z');
const place: Place = {
  id: 'here',
  parentId: null,
  kind: 'store',
  name: 'Here',
  company: { name: 'Sample', phone: '' },
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  numbers: [],
  dialScheme: 'tel',
  dialHost: null,
  departments: ['Service'],
  hours: { seasons: [{ from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '09:00', to: '20:00' }] }], closed: [] },
  limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 120, busy: 15 } },
  rules: [{ id: 'any', trigger: { on: 'service-ended', kinds: null }, fromDays: 1, withinDays: 3, purpose: 'care', scriptId: 'care', priority: 5 }],
};

const row = (n: number, change: { name?: string; number?: string | null; phone?: string; endedOn?: string | null; optOut?: boolean } = {}): ImportRow => {
  const { name = `Customer ${n}`, number = `C${n}`, phone = `+86138000000${String(n).padStart(2, '0')}`, endedOn = '2026-11-21', optOut = false } = change;
  return {
    row: n,
    customer: {
      person: {
        name,
        family: null,
        given: null,
        sex: null,
        salutation: null,
        company: null,
        jobTitle: null,
        number,
        phones: [{ original: phone, e164: phone, label: 'main', extension: null, doubtful: false }],
        email: null,
        birthday: null,
        age: null,
        note: null,
        more: {},
      },
      class: null,
      language: null,
      preferredHours: null,
      optOut,
    },
    service: endedOn === null ? null : { kind: 'repair', item: 'coat', endedOn, by: null, where: null, nextDate: null, number: null, detail: {} },
  };
};
const request = (importId: string, rows: ImportRow[], startDate = '2026-11-19'): ImportRequest => ({ importId, fileName: 'customers.csv', startDate, rows });

let db: CallsideDb;
let deps: LocalImportDeps;
let ids = 0;
beforeEach(() => {
  db = new CallsideDb(`import-${crypto.randomUUID()}`);
  // Truly asynchronous, as the browser's keyed hash is: awaited inside a transaction it would end it.
  deps = { db, place, now: () => now, newId: () => `id-${++ids}`, hash: (e164) => new Promise((done) => setTimeout(() => done(`#${e164}`), 0)) };
});
afterEach(() => db.delete());

const done = async (run: ReturnType<typeof createLocalImporter>, what: ImportRequest): Promise<ImportReply> => {
  const result = await run(what);
  if (!result.ok) throw new Error(result.kind);
  return result.reply;
};
const dump = async () => ({ customers: await db.customers.toArray(), services: await db.services.toArray(), tasks: await db.tasks.toArray() });

describe('an import for an agent alone', () => {
  it('writes customers, services and the calls that follow', async () => {
    const reply = await done(createLocalImporter(deps), request('one', [row(1), row(2), row(3, { endedOn: null })]));
    expect(reply.rows.map(({ status, changed }) => [status, changed])).toEqual([
      ['imported', true],
      ['imported', true],
      ['imported', true],
    ]);
    expect(reply.tasks).toBe(2);
    const { customers, services, tasks } = await dump();
    expect([customers.length, services.length, tasks.length]).toEqual([3, 2, 2]);
    expect(customers[0]?.phoneHashes).toEqual([`#${customers[0]?.person.phones[0]?.e164}`]);
    expect(tasks.every((task) => task.state === 'open' && task.scriptId === 'care')).toBe(true);
    expect(reply.rows[2]?.noCall?.code).toBe('no-service');
  });

  it('keeps services older than the start date as history, without a call', async () => {
    const reply = await done(createLocalImporter(deps), request('one', [row(1, { endedOn: '2026-11-18' }), row(2, { endedOn: '2026-11-19' })]));
    expect(reply.tasks).toBe(1);
    expect(reply.rows.map(({ noCall }) => noCall?.code ?? null)).toEqual(['history', null]);
    expect((await db.services.toArray()).map(({ history }) => history).sort()).toEqual([false, true]);
  });

  it('changes nothing when the same rows come again, under another id and from another window', async () => {
    const rows = [row(1), row(2), row(3, { number: null })];
    await done(createLocalImporter(deps), request('one', rows));
    const before = await dump();
    const again = await done(createLocalImporter({ ...deps, now: () => now + 60_000 }), request('two', rows));
    expect(await dump()).toEqual(before);
    expect(again.tasks).toBe(0);
    expect(again.rows.every(({ status, changed }) => status === 'merged' && !changed)).toBe(true);
    expect(again.rows.map(({ noCall }) => noCall?.code)).toEqual(['already-planned', 'already-planned', 'already-planned']);
  });

  it('answers the same for the same import id and does nothing', async () => {
    const run = createLocalImporter(deps);
    const first = await done(run, request('one', [row(1)]));
    const before = await dump();
    expect(await done(run, request('one', [row(1)]))).toEqual(first);
    expect(await dump()).toEqual(before);
    expect(await run(request('one', [row(1), row(2)]))).toEqual({ ok: false, kind: 'conflict' });
    expect(await dump()).toEqual(before);
  });

  it('finds customers of an earlier part by card number and by phone and name', async () => {
    const run = createLocalImporter(deps);
    await done(run, request('one.1', [row(1), row(2, { number: null })]));
    const second = await done(
      run,
      request('one.2', [
        row(11, { number: 'C1', name: 'Customer 1', phone: '+8613800000099' }),
        row(12, { number: null, name: 'Customer 2', phone: '+8613800000002' }),
        row(13, { number: null, name: 'Somebody else', phone: '+8613800000002' }),
      ]),
    );
    expect(second.rows.map(({ status }) => status)).toEqual(['merged', 'merged', 'imported']);
    const [, two, three] = second.rows;
    expect(three?.maybeSameAs).toBe(two?.customerId);
    expect(await db.customers.count()).toBe(3);
    const merged = await db.customers.get(second.rows[0]?.customerId ?? '');
    expect(merged?.person.phones.map(({ e164 }) => e164)).toEqual(['+8613800000099', '+8613800000001']);
    expect(merged?.phoneHashes).toEqual(['#+8613800000099', '#+8613800000001']);
  });

  it('finds a customer that another window imported in between', async () => {
    const here = createLocalImporter(deps);
    await done(here, request('one.1', [row(1)]));
    await done(createLocalImporter(deps), request('other', [row(2)]));
    expect((await done(here, request('one.2', [row(2, { phone: '+8613800000077' })]))).rows[0]?.status).toBe('merged');
    expect(await db.customers.count()).toBe(2);
  });

  it('closes planned calls of those whom the file opts out', async () => {
    await done(createLocalImporter(deps), request('one', [row(1)]));
    const reply = await done(createLocalImporter(deps), request('two', [row(1, { optOut: true })]));
    expect(reply.rows[0]?.noCall?.code).toBe('opted-out');
    expect((await db.tasks.toArray()).map(({ state, closedBecause }) => [state, closedBecause])).toEqual([['closed', 'opted-out']]);
  });

  it('writes nothing when the database fails at the last moment, and everything when it is tried again', async () => {
    const run = createLocalImporter(deps);
    const fail = () => {
      throw new Error('disk full');
    };
    db.tasks.hook('creating', fail);
    await expect(run(request('one', [row(1), row(2)]))).rejects.toThrow();
    expect(await dump()).toEqual({ customers: [], services: [], tasks: [] });
    db.tasks.hook('creating').unsubscribe(fail);
    expect((await done(run, request('one', [row(1), row(2)]))).rows.map(({ status }) => status)).toEqual(['imported', 'imported']);
  });

  it('plans by rules that look at calls', async () => {
    const care = {
      id: 'care',
      trigger: { on: 'recurring' as const, since: 'call' as const, kinds: null, everyMonths: 3 },
      fromDays: 0,
      withinDays: 9,
      purpose: 'care',
      scriptId: 'care',
      priority: 6,
    };
    const reply = await done(createLocalImporter({ ...deps, place: { ...place, rules: [...place.rules, care] } }), request('one', [row(1), row(2)]));
    expect(reply.tasks).toBe(2);
  });

  it('accounts for every data row of a real file', async () => {
    const bytes = readFileSync(new URL('../../fixtures/customers/members-retail-gb18030.csv', import.meta.url));
    const read = readCustomerFile(bytes, 'members.csv', { region: 'CN', today: '2026-11-22' });
    if (!read.ok) throw new Error(read.reason.code);
    const { table, mapping, dayFirst } = read.file;
    const { ready, refused } = convert(table, mapping, { region: 'CN', dayFirst: dayFirst.dayFirst, today: '2026-11-22' });
    const reply = await done(createLocalImporter(deps), request('file', ready));
    expect(reply.rows.length + refused.length).toBe(table.rows.length);
    const of = (status: string) => reply.rows.filter((one) => one.status === status).length;
    expect(await db.customers.count()).toBe(of('imported'));
    expect(await db.tasks.count()).toBe(reply.tasks);
    expect(reply.tasks).toBeGreaterThan(0);
    expect(reply.tasks).toBeLessThan(ready.length / 4);
  });
});
