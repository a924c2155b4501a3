import '../../support/extension.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { makeBackup, readBackup, readIn } from '../../../lib/browser/backup-file.ts';
import { noteOutbox } from '../../../lib/browser/loss.ts';
import { type Session, sessionItem } from '../../../lib/browser/session.ts';
import type { BackupBody } from '../../../lib/contract/backup.ts';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { drain } from '../../../lib/sync/drain.ts';
import { aPlace, aRecord, bench } from '../../server/support.ts';
import { anAgent, anOutboxRow } from '../../support/builders.ts';
import { dump, openDb } from '../../support/db.ts';
import { panelOf } from '../../support/endpoint.ts';
import { customer, service, task } from '../plan/build.ts';
import { call } from '../record/build.ts';

const NOW = 7000;
const alone = (id = 'agent-1'): Session => ({ mode: 'alone', agent: anAgent({ id }), place: aPlace() });
const inTeam = (id = 'agent-1'): Session => ({
  mode: 'team',
  endpoint: 'https://callside.example',
  tokens: { access: 'secret-token', refresh: 'secret-token-too' },
  since: 0,
  login: null,
  agent: anAgent({ id }),
  place: aPlace(),
});
const hash = async (e164: string) => `here-${e164.slice(-4)}`;
let db: CallsideDb;

beforeEach(() => {
  db = openDb();
});
afterEach(() => fakeBrowser.reset());

const save = (n: number, customerId: string): OutboxRow => {
  const record = aRecord({
    id: `r-${n}`,
    callId: `call-${n}`,
    agentId: 'agent-1',
    customerId,
    content: { said: { kind: 'text', text: `=SUM(1) 说了第 ${n} 句 <b>` } },
  });
  return anOutboxRow(n, { mutation: { id: `m-${n}`, at: n, kind: 'record.save', record } });
};

/** A desk at work: two records, one of them sent, a customer with a service and a task, an open call, and somebody else's record. */
async function fill(target = db): Promise<void> {
  await target.customers.bulkAdd([customer({ id: 'c-1', phoneHashes: ['there'] }), customer({ id: 'c-2' })]);
  await target.services.add(service({ id: 's-1', customerId: 'c-1' }));
  await target.tasks.add(task({ id: 't-1', customerId: 'c-1' }));
  for (const row of [save(1, 'c-1'), save(2, 'c-1')]) {
    if (row.mutation.kind !== 'record.save') continue;
    await target.records.add({ ...row.mutation.record, sentAt: row.n === 1 ? 10 : null });
    if (row.n === 2) await target.outbox.add(row);
  }
  await target.records.add({ ...aRecord({ id: 'r-ben', agentId: 'ben' }), sentAt: 10 });
  await target.calls.add(call({ id: 'call-open', customerId: 'c-1' }));
}
const file = (text: string) => ({ size: text.length, text: async () => text });
async function bodyOf(text: string): Promise<BackupBody> {
  const read = await readBackup(file(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.body;
}
const problemOf = async (text: string) => {
  const read = await readBackup(file(text));
  return read.ok ? null : read.problem;
};
const tables = ['outbox', 'records', 'calls', 'customers', 'services', 'tasks'] as const;
const content = async (one: CallsideDb) => {
  const all = await dump(one);
  return Object.fromEntries(tables.map((name) => [name, all[name]]));
};

describe('a backup file', () => {
  it('of somebody who works alone is everything, and gives it back on an empty computer, byte for byte', async () => {
    await fill();
    const text = await makeBackup(db, alone(), NOW);
    const other = openDb();
    await sessionItem.setValue(alone('somebody-new'));
    expect(await readIn(other, alone('somebody-new'), await bodyOf(text), hash)).toEqual({
      ok: true,
      merged: { outbox: 1, records: 3, calls: 1, customers: 2 },
    });
    const [before, after] = [await content(db), await content(other)];
    expect(after.records).toEqual(before.records);
    expect(after.calls).toEqual(before.calls);
    expect(after.outbox?.map((row) => ({ ...(row as OutboxRow), n: 0 }))).toEqual(before.outbox?.map((row) => ({ ...(row as OutboxRow), n: 0 })));
    // Whoever begins anew is the person of the file again: their appointments are theirs.
    expect(await sessionItem.getValue()).toMatchObject({ agent: { id: 'agent-1' } });
  });

  it('hashes phones anew: the secret of another computer is not here', async () => {
    await fill();
    const text = await makeBackup(db, alone(), NOW);
    const other = openDb();
    await readIn(other, alone(), await bodyOf(text), hash);
    const found = await other.customers.get('c-1');
    expect(found?.phoneHashes).toEqual(found?.person.phones.flatMap(({ e164 }) => (e164 ? [`here-${e164.slice(-4)}`] : [])));
  });

  it('in a team is the agent’s own records, what is unsent, the open call, and whom these are about', async () => {
    await fill();
    const body = await bodyOf(await makeBackup(db, inTeam(), NOW));
    expect(body.records.map(({ id }) => id)).toEqual(['r-1', 'r-2']);
    expect(body.customers.map(({ id }) => id)).toEqual(['c-1']);
    expect([body.outbox.length, body.calls.length, body.services.length, body.tasks.length]).toEqual([1, 1, 1, 0]);
  });

  it('holds no token', async () => {
    await fill();
    expect(await makeBackup(db, inTeam(), NOW)).not.toContain('secret-token');
  });

  it('read in twice changes nothing the second time', async () => {
    await fill();
    const body = await bodyOf(await makeBackup(db, alone(), NOW));
    const other = openDb();
    await readIn(other, alone(), body, hash);
    const once = await content(other);
    expect(await readIn(other, alone(), body, hash)).toEqual({ ok: true, merged: { outbox: 0, records: 0, calls: 0, customers: 0 } });
    expect(await content(other)).toEqual(once);
  });

  it('undoes nothing that happened since: later changes, what was sent, and the call that was saved stay', async () => {
    await fill();
    const body = await bodyOf(await makeBackup(db, alone(), NOW));
    await db.customers.update('c-1', { class: 'gold', updatedAt: Number.MAX_SAFE_INTEGER });
    await db.outbox.clear();
    await db.records.update('r-2', { sentAt: 99 });
    await db.calls.clear();
    await db.records.add({ ...aRecord({ id: 'r-3', callId: 'call-open', agentId: 'agent-1' }), sentAt: null });
    expect(await readIn(db, alone(), body, hash)).toEqual({ ok: true, merged: { outbox: 0, records: 0, calls: 0, customers: 0 } });
    expect(await db.customers.get('c-1')).toMatchObject({ class: 'gold' });
    expect(await db.records.get('r-2')).toMatchObject({ sentAt: 99 });
    expect(await db.calls.count()).toBe(0);
  });

  it('is refused to anybody else', async () => {
    await fill();
    const body = await bodyOf(await makeBackup(db, alone(), NOW));
    const before = await content(db);
    expect(await readIn(db, alone('agent-2'), body, hash)).toEqual({ ok: false, problem: { kind: 'foreign' } });
    const team = inTeam();
    expect(await readIn(openDb(), team, body, hash)).toEqual({ ok: false, problem: { kind: 'foreign' } });
    expect(await content(db)).toEqual(before);
  });

  it('whose unsent rows had arrived after all makes no second record of them', async () => {
    const endpoint = await bench();
    const panel = panelOf(endpoint, 'ann', db);
    const record = aRecord({ id: 'r-1' });
    await db.records.add({ ...record, sentAt: null });
    await db.outbox.add(anOutboxRow(1, { mutation: { id: 'm-1', at: 1, kind: 'record.save', record } }));
    const session: Session = inTeam('ann');
    const text = await makeBackup(db, session, NOW);
    await drain(panel.deps);
    const other = openDb();
    await readIn(other, session, await bodyOf(text), hash);
    await noteOutbox(other);
    expect(await drain(panelOf(endpoint, 'ann', other).deps)).toMatchObject({ sent: 1, rejected: 0 });
    expect((await endpoint.get('/v1/records', 'lee')).body).toMatchObject({ total: 1 });
  });
});

describe('a file that is looked at', () => {
  const good = async () => {
    await fill();
    return makeBackup(db, alone(), NOW);
  };
  const sealed = async (body: unknown) => {
    const text = JSON.stringify(body);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return `{"kind":"callside-backup","version":1,"checksum":"${Buffer.from(digest).toString('hex')}","body":${text}}`;
  };

  it.each([
    ['a letter', 'Dear customer', 'no-backup'],
    ['another JSON', '{"customers":[]}', 'no-backup'],
    ['nothing', '', 'no-backup'],
    ['ten thousand levels', '['.repeat(10_000) + ']'.repeat(10_000), 'no-backup'],
    ['one of a newer program', `{"kind":"callside-backup","version":99,"checksum":"${'0'.repeat(64)}","body":{}}`, 'newer'],
    ['one whose sum is wrong', `{"kind":"callside-backup","version":1,"checksum":"${'0'.repeat(64)}","body":{}}`, 'damaged'],
    [
      'ten thousand levels within',
      `{"kind":"callside-backup","version":1,"checksum":"${'0'.repeat(64)}","body":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      'damaged',
    ],
  ])('%s is refused', async (_title, text, kind) => {
    expect(await problemOf(text)).toMatchObject({ kind });
  });

  it('with one letter changed is damaged, and so is one that was cut off', async () => {
    const text = await good();
    expect(await problemOf(text.replace('说了第 2 句', '说了第 3 句'))).toEqual({ kind: 'damaged' });
    expect(await problemOf(text.slice(0, -20))).toEqual({ kind: 'no-backup' });
  });

  it('with a row that is none says in which table, and writes nothing', async () => {
    const body = JSON.parse(await good()).body;
    expect(await problemOf(await sealed({ ...body, records: [...body.records, { id: 'x' }] }))).toEqual({ kind: 'invalid', where: 'records' });
    expect(await problemOf(await sealed({ ...body, tasks: undefined }))).toEqual({ kind: 'invalid', where: 'tasks' });
    expect(await problemOf(await sealed({ ...body, more: [] }))).toEqual({ kind: 'invalid', where: 'more' });
    for (const name of ['constructor', 'toString', '__proto__'])
      expect(await problemOf(await sealed(JSON.parse(`{"${name}":[],${JSON.stringify(body).slice(1)}`)))).toEqual({ kind: 'invalid', where: name });
    expect(await problemOf(await sealed({ ...body, contract: 99 }))).toEqual({ kind: 'newer' });
  });

  it('of more than two hundred megabytes is not even read', async () => {
    const read = await readBackup({ size: 300 * 1024 * 1024, text: async () => expect.fail('read') });
    expect(read).toEqual({ ok: false, problem: { kind: 'too-large' } });
  });
});
