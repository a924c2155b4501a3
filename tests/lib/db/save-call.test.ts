import { beforeEach, describe, expect, it } from 'vitest';
import type { Call, Draft } from '../../../lib/contract/call.ts';
import { mutationSchema } from '../../../lib/contract/mutation.ts';
import { outboxRowSchema } from '../../../lib/contract/outbox.ts';
import type { Finding } from '../../../lib/contract/phrases.ts';
import { recordSchema } from '../../../lib/contract/record.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { type SaveInput, saveCall } from '../../../lib/db/save-call.ts';
import { ids } from '../../support/builders.ts';
import { dump, openDb } from '../../support/db.ts';
import { customer, noCorrection, phone, place, record, task } from '../plan/build.ts';
import { call, draft, full, script, text } from '../record/build.ts';

const now = Date.parse('2026-11-22T07:10:00Z');
let db: CallsideDb;
let input: SaveInput;

beforeEach(() => {
  db = openDb();
  input = { callId: 'call-1', script: script(), place: place(), demo: false, now, newId: ids(), phoneHash: null, kept: () => [] };
});

async function inCall(over: Partial<Call> = {}): Promise<Call> {
  const one = call(over);
  await db.customers.put(customer());
  await db.tasks.put(task());
  await db.calls.put(one);
  return one;
}

const saved = async (change: Partial<SaveInput> = {}) => {
  const result = await saveCall(db, { ...input, ...change });
  if (!result.ok) throw new Error(result.kind);
  return result.record;
};
const sent = async () => (await db.outbox.orderBy('n').toArray()).map(({ mutation }) => mutation);

describe('saving a call', () => {
  it('writes record, outbox row and task, and ends the call', async () => {
    await inCall();
    const made = await saved();
    expect(recordSchema.safeParse(made).success).toBe(true);
    expect(await db.records.toArray()).toEqual([{ ...made, sentAt: null }]);
    expect(await sent()).toEqual([{ id: 'id-2', at: now, kind: 'record.save', record: made, changesFollow: true }]);
    expect(await db.tasks.get('task-1')).toMatchObject({ state: 'done', attempts: 1, lastOutcome: 'reached', claim: null });
    expect(await db.calls.count()).toBe(0);
  });

  it('names who, when, how and with which versions', async () => {
    const one = await inCall({ walk: { scriptId: 'after-service', version: 1, choices: [{ kind: 'answer', id: 'a', at: 3 }] } });
    const { callId, startedAt, answeredAt, endedAt, savedAt, walk, phraseLists, demo } = await saved({ demo: true });
    expect({ callId, startedAt, answeredAt, endedAt, savedAt, demo }).toEqual({
      callId: 'call-1',
      startedAt: 1000,
      answeredAt: 2000,
      endedAt: 9000,
      savedAt: now,
      demo: true,
    });
    expect(walk).toEqual(one.walk);
    expect(phraseLists).toEqual(one.phraseLists);
  });

  it('is written through to the disk before it is called saved', () => {
    // Measured: with this option every transaction is followed by an fsync, without it by none.
    expect((db as unknown as { _options: object })._options).toMatchObject({ chromeTransactionDurability: 'strict' });
  });

  it('writes nothing while something is missing, and names it', async () => {
    await inCall({ draft: full({ satisfaction: null, needs: null }) });
    const before = await dump(db);
    expect(await saveCall(db, input)).toEqual({
      ok: false,
      kind: 'incomplete',
      missing: [
        { field: 'satisfaction', why: 'empty' },
        { field: 'needs', why: 'empty' },
      ],
    });
    expect(await dump(db)).toEqual(before);
  });

  it.each(['records', 'tasks', 'outbox', 'customers', 'calls'] as const)(
    'writes nothing at all and keeps the draft when %s cannot be written',
    async (name) => {
      await inCall({ draft: full({ said: text('the zip'), correction: { ...noCorrection, language: 'en' } }) });
      const before = await dump(db);
      const fail = () => {
        throw new DOMException('no space', 'QuotaExceededError');
      };
      const table = db.table(name);
      const { creating, updating, deleting } = table.hook;
      for (const hook of [creating, updating, deleting]) hook.subscribe(fail);
      await expect(saveCall(db, input)).rejects.toThrow();
      for (const hook of [creating, updating, deleting]) hook.unsubscribe(fail);
      expect(await dump(db)).toEqual(before);
      expect((await saved()).content.said).toEqual(text('the zip'));
    },
  );

  it('makes one record of it when two windows save at once', async () => {
    await inCall();
    const results = await Promise.all([saveCall(db, input), saveCall(db, input), saveCall(db, { ...input, newId: ids('other') })]);
    expect(results.map((one) => (one.ok ? 'saved' : one.kind)).toSorted()).toEqual(['gone', 'gone', 'saved']);
    expect([await db.records.count(), await db.outbox.count()]).toEqual([1, 1]);
  });

  it('says so when the call is gone', async () => {
    expect(await saveCall(db, input)).toEqual({ ok: false, kind: 'gone' });
  });

  it('keeps what stands in our words beside what was noted in the call, and no more than a record holds', async () => {
    const one: Finding = {
      phraseId: 'dont-know',
      listId: 'phrases-en',
      listVersion: 1,
      category: 'dont-know',
      severity: 'warn',
      where: 'answered',
      quote: 'x',
      start: 0,
      end: 1,
      stepId: null,
      at: 1,
      heeded: 'kept',
    };
    await inCall({ draft: full({ findings: [{ ...one, heeded: 'replaced' }] }) });
    const made = await saved({ kept: () => Array.from({ length: 800 }, () => one) });
    expect(made.content.findings.slice(0, 2).map(({ heeded }) => heeded)).toEqual(['replaced', 'kept']);
    for (const mutation of await sent()) expect(mutationSchema.safeParse(mutation).error?.issues).toBeUndefined();
  });

  it('keeps HTML, formulas, emoji and line breaks as they were typed', async () => {
    const hostile = `<b onclick="x()">=1+1</b>\n@SUM(A1) 🧵\u0000 \u202E{{at}} $t(x)`;
    await inCall({ draft: full({ said: text(hostile) }) });
    await saved();
    expect((await db.records.toArray())[0]?.content.said).toEqual(text(hostile));
  });
});

describe('what a call does to its task', () => {
  it('brings an appointment back to the same agent at that time', async () => {
    const nextStep = { kind: 'appointment', at: now + 3_600_000, note: 'after work', taskId: 'task-new' } as const;
    await inCall({ draft: draft({ outcome: 'not-now', nextStep }) });
    await saved();
    expect(await db.tasks.get('task-new')).toMatchObject({ agentId: 'agent-1', notBefore: now + 3_600_000, state: 'open', customerId: 'customer-1' });
    expect((await db.tasks.get('task-1'))?.state).toBe('closed');
  });

  it('leaves it open for another attempt when nobody answered', async () => {
    await inCall({ answeredAt: null, draft: draft({ outcome: 'no-answer' }) });
    await saved();
    expect(await db.tasks.get('task-1')).toMatchObject({ state: 'open', attempts: 1, claim: null, notBefore: 9000 + 120 * 60_000 });
  });

  it('closes the matching open task of a call that was begun without one (C13)', async () => {
    await inCall({ taskId: null, direction: 'in' });
    await db.tasks.put(task({ id: 'task-of-another', customerId: 'customer-2' }));
    const made = await saved();
    expect(made).toMatchObject({ taskId: null, direction: 'in', customerId: 'customer-1' });
    expect((await db.tasks.get('task-1'))?.state).toBe('done');
    expect((await db.tasks.get('task-of-another'))?.state).toBe('open');
  });

  it('holds none of the customer’s tasks any more: the endpoint lets the customer go when the record arrives', async () => {
    await inCall({ taskId: null, answeredAt: null, draft: draft({ outcome: 'no-answer' }) });
    const claim = { id: 'claim', agentId: 'agent-1', expiresAt: now + 1 };
    await db.tasks.bulkPut([task({ claim }), task({ id: 'task-of-another', customerId: 'customer-2', claim })]);
    await saved();
    expect(await db.tasks.get('task-1')).toEqual(task());
    expect((await db.tasks.get('task-of-another'))?.claim).toEqual(claim);
  });

  it('closes every open task of somebody who wants no more calls', async () => {
    await inCall({ draft: draft({ outcome: 'refused', correction: { ...noCorrection, optOut: 'said so' } }) });
    await db.tasks.put(task({ id: 'task-2', serviceId: 'service-2' }));
    await saved();
    expect((await db.tasks.toArray()).map(({ state }) => state)).not.toContain('open');
    expect((await db.customers.get('customer-1'))?.optOut).toMatchObject({ reason: 'said so' });
    expect((await sent()).map((one) => (one.kind === 'customer.set' ? one.change.field : one.kind))).toEqual(['record.save', 'optOut']);
  });
});

describe('what a call teaches about the customer (R4)', () => {
  it('is one change a field, after the record', async () => {
    const right = phone({ original: '139 0000 0009', e164: '+8613900000009' });
    await inCall({ draft: full({ correction: { ...noCorrection, phone: right, language: 'en' } }) });
    await saved({ phoneHash: 'hash-9' });
    const changed = await db.customers.get('customer-1');
    expect(changed?.person.phones.map(({ e164, label }) => [e164, label])).toEqual([
      ['+8613900000009', 'main'],
      ['+8613800000001', 'other'],
    ]);
    expect(changed).toMatchObject({ language: 'en', phoneHashes: ['hash-9', 'hash-1'] });
    expect((await sent()).map((one) => (one.kind === 'customer.set' ? one.change.field : one.kind))).toEqual(['record.save', 'phone', 'language']);
  });

  it('is nothing where the file already says it', async () => {
    await inCall({ draft: full({ correction: { ...noCorrection, phone: phone(), language: 'zh-CN' } }) });
    await saved();
    expect((await sent()).map(({ kind }) => kind)).toEqual(['record.save']);
    expect(await db.customers.get('customer-1')).toEqual(customer());
  });
});

describe('a call with somebody unknown', () => {
  const unknown = (change: Partial<Draft>) => inCall({ customerId: null, taskId: null, serviceId: null, direction: 'in', draft: full(change) });

  it('adds a customer before the record when there is a number to call back', async () => {
    const theirs = phone({ original: '07700 900123', e164: '+447700900123' });
    await unknown({ party: { name: ' Sam Sample ', note: 'sister of Kim' }, correction: { ...noCorrection, phone: theirs, language: 'en' } });
    const made = await saved({ phoneHash: 'hash-new' });
    const mutations = await sent();
    expect(mutations.map(({ kind }) => kind)).toEqual(['customer.add', 'record.save']);
    const added = await db.customers.get(made.customerId ?? '');
    expect(added).toMatchObject({ person: { name: 'Sam Sample', note: 'sister of Kim', phones: [theirs] }, language: 'en', phoneHashes: ['hash-new'] });
    expect(mutations[0]).toMatchObject({ customer: { id: made.customerId } });
    for (const mutation of mutations) expect(mutationSchema.safeParse(mutation).error?.issues).toBeUndefined();
  });

  it('adds one for a name alone, and none for nothing', async () => {
    await unknown({ party: { name: 'Sam', note: '' } });
    expect((await saved()).customerId).not.toBeNull();
    await inCall({ id: 'call-2', customerId: null, taskId: null, serviceId: null, draft: full({ party: { name: '  ', note: 'hung up' } }) });
    expect(await saved({ callId: 'call-2' })).toMatchObject({ customerId: null, content: { party: { note: 'hung up' } } });
    expect((await sent()).map(({ kind }) => kind)).toEqual(['customer.add', 'record.save', 'record.save']);
  });

  it('makes an appointment with them', async () => {
    const nextStep = { kind: 'appointment', at: now + 3_600_000, note: '', taskId: 'task-new' } as const;
    await unknown({ party: { name: 'Sam', note: '' }, nextStep });
    const made = await saved();
    expect(await db.tasks.get('task-new')).toMatchObject({ customerId: made.customerId, agentId: 'agent-1' });
  });

  it('sends only what the endpoint can take, although the draft allows more', async () => {
    await unknown({ party: { name: 'Sam', note: '' }, correction: { ...noCorrection, language: 'Deutsch (CH)' } });
    await saved();
    for (const row of await db.outbox.toArray()) expect(outboxRowSchema.safeParse(row).error?.issues).toBeUndefined();
  });
});

describe('one record of an earlier call', () => {
  it('stays as it is when another is saved', async () => {
    const earlier = { ...record({ id: 'earlier' }), sentAt: 5 };
    await db.records.put(earlier);
    await inCall();
    await saved();
    expect(await db.records.get('earlier')).toEqual(earlier);
    expect(await db.records.count()).toBe(2);
  });
});
