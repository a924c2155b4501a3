import { describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/contract/customer.ts';
import type { RecordReply } from '../../lib/contract/revision.ts';
import type { RecordListReply } from '../../lib/contract/wire.ts';
import { aRecord, aRow, aSave, type Bench, bench, HOUR, MINUTE, recordOf, rows, START } from './support.ts';

async function recordsOf(b: Bench, agentId = 'lee'): Promise<RecordListReply> {
  return (await b.get('/v1/records?limit=200', agentId)).body as RecordListReply;
}

describe('what a record does', () => {
  it('settles its task, gives the customer back and counts in the guarantees', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    await b.push('ann', aSave('m1', recordOf(work[0])));
    const after = await b.claim('ben', { want: 5 });
    expect(after.work).toEqual([]);
    expect(after.why.map(({ code }) => code)).toEqual(['all-done']);
    expect(after.guarantees).toEqual({ due: 1, called: 1, inTime: 1, records: 1, complete: 1 });
    expect((await b.claim('ben', { want: 0, customerId: work[0]?.customer.id ?? '' })).customer?.records).toHaveLength(1);
  });

  it('brings the customer back after nobody answered, to anybody and not before', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    b.clock.time += MINUTE;
    await b.push('ann', aSave('m1', recordOf(work[0], { outcome: 'no-answer', satisfaction: null })));
    expect((await b.claim('ben')).work).toEqual([]);
    b.clock.time = START + HOUR + MINUTE;
    expect((await b.claim('ben')).work[0]?.task).toMatchObject({ id: work[0]?.task.id, attempts: 1, lastOutcome: 'no-answer' });
  });

  it('makes the appointment that was agreed, for the same agent alone', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const at = START + 2 * HOUR;
    const nextStep = { kind: 'appointment', at, note: 'after the meeting', taskId: 'appointment-1' } as const;
    await b.push('ann', aSave('m1', recordOf(work[0], { outcome: 'not-now', satisfaction: null, content: { nextStep } })));
    const before = await b.claim('ann');
    expect(before.work).toEqual([]);
    expect(before).toMatchObject({ nextAt: at, why: expect.arrayContaining([{ code: 'next-appointment', params: { at, note: 'after the meeting' } }]) });
    b.clock.time = at;
    expect((await b.claim('ben')).work).toEqual([]);
    expect((await b.claim('ann')).work[0]?.task).toMatchObject({ id: 'appointment-1', agentId: 'ann' });
  });

  it('does not let an appointment take the id of another task', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    const mine = (await b.claim('ann')).work[0];
    const other = (await b.claim('ben')).work[0];
    const nextStep = { kind: 'appointment', at: START + HOUR, note: '', taskId: other?.task.id ?? '' } as const;
    const [result] = await b.push('ann', aSave('m1', recordOf(mine, { outcome: 'not-now', satisfaction: null, content: { nextStep } })));
    expect(result).toMatchObject({ status: 'rejected', error: { kind: 'conflict', field: 'mutations.0.record.content.nextStep.taskId' } });
    expect((await recordsOf(b)).total).toBe(0);
    expect((await b.claim('ben', { hold: [other?.task.id ?? ''] })).work[0]?.customer.id).toBe(other?.customer.id);
  });

  it('corrects the phone, and finds the customer under both numbers', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const phone = { original: '139 0000 0099', e164: '+8613900000099', label: 'main', extension: null, doubtful: false } as const;
    await b.push('ann', aSave('m1', recordOf(work[0], { content: { correction: { phone, preferredHours: null, language: 'en', optOut: null } } })));
    for (const query of ['139 0000 0099', work[0]?.customer.person.phones[0]?.original ?? '']) {
      const { found } = (await b.post('/v1/find', { query }, 'ann')).body as { found: { customer: Customer }[] };
      expect(found.map(({ customer }) => [customer.language, customer.person.phones.map((one) => [one.e164, one.label])])).toEqual([
        [
          'en',
          [
            ['+8613900000099', 'main'],
            ['+8613800000001', 'other'],
          ],
        ],
      ]);
    }
  });

  it('never offers again whoever does not want calls, whatever follows', async () => {
    const b = await bench();
    await b.importRows([aRow(1), { ...aRow(1, { kind: 'purchase' }), row: 3 }]);
    const { work } = await b.claim('ann');
    const correction = { phone: null, preferredHours: null, language: null, optOut: 'no calls please' };
    await b.push('ann', aSave('m1', recordOf(work[0], { outcome: 'refused', satisfaction: null, content: { correction } })));
    b.clock.time += 24 * HOUR;
    expect((await b.claim('ben', { want: 5 })).work).toEqual([]);
    await b.importRows([aRow(1, { optOut: false, endedOn: '2026-11-18' })]);
    expect((await b.claim('ben', { want: 5 })).work).toEqual([]);
  });

  it('closes the open calls of a customer whose wish comes as a change', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const change = { field: 'optOut', value: { at: START, reason: 'by mail' } };
    await b.push('ann', { id: 'm1', at: START, kind: 'customer.set', customerId: work[0]?.customer.id, change });
    expect((await b.claim('ann', { hold: [work[0]?.task.id ?? ''] })).work).toEqual([]);
  });

  it('keeps revisions in order and lists only the latest', async () => {
    const b = await bench();
    const second = aRecord({ revision: 2, satisfaction: 'fair' });
    const [early] = await b.push('ann', aSave('m1', second));
    expect(early).toMatchObject({ status: 'rejected', error: { kind: 'conflict', field: 'mutations.0.record.revision' } });
    await b.push('ann', aSave('m2', aRecord()), aSave('m3', second));
    expect((await b.push('ann', aSave('m4', aRecord())))[0]).toMatchObject({ status: 'rejected', error: { kind: 'conflict' } });
    expect((await recordsOf(b)).records.map(({ record }) => [record.revision, record.satisfaction])).toEqual([[2, 'fair']]);
  });

  it('makes one record of a call that came back and was saved again, with both savings as revisions', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const at = START + HOUR;
    const agreed = (taskId: string, note: string) =>
      recordOf(work[0], { outcome: 'not-now', satisfaction: null, content: { nextStep: { kind: 'appointment', at, note, taskId } } });
    await b.push('ann', aSave('m1', { ...agreed('appointment-1', 'after lunch'), id: 'first', callId: 'call-1' }));
    const [again] = await b.push('ann', aSave('m2', { ...agreed('appointment-2', 'after tea'), id: 'second', callId: 'call-1' }));
    expect(again?.status).toBe('stored');
    const { records, total } = await recordsOf(b);
    expect(total).toBe(1);
    expect(records[0]?.record).toMatchObject({ id: 'first', revision: 2, content: { nextStep: { note: 'after tea' } } });
    const { revisions } = (await b.get('/v1/records/first', 'lee')).body as RecordReply;
    expect(revisions.map(({ content }) => content.nextStep)).toMatchObject([{ note: 'after lunch' }, { note: 'after tea' }]);
    b.clock.time = at;
    expect((await b.claim('ann', { want: 5 })).work.map(({ task }) => task.id)).toEqual(['appointment-1']);
  });

  it('lets two agents each have a record of a call with the same number, which is chance', async () => {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord({ id: 'of-ann', callId: 'call-1' })));
    await b.push('ben', aSave('m2', aRecord({ id: 'of-ben', callId: 'call-1', agentId: 'ben' })));
    expect((await recordsOf(b)).records.map(({ record }) => [record.id, record.revision])).toEqual([
      ['of-ben', 1],
      ['of-ann', 1],
    ]);
  });

  it('closes the matching task of a customer who rang back', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ben');
    const customerId = work[0]?.customer.id ?? '';
    await b.push('ann', aSave('m1', aRecord({ customerId, direction: 'in' })));
    expect((await b.claim('ben', { hold: [work[0]?.task.id ?? ''] })).work).toEqual([]);
  });
});

describe('skip and appointment', () => {
  it('puts a skipped customer off, with the reason', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const taskId = work[0]?.task.id;
    await b.push('ann', { id: 'm1', at: START, kind: 'task.skip', taskId, reason: 'line is bad', until: START + HOUR });
    expect((await b.claim('ann')).work).toEqual([]);
    b.clock.time += HOUR;
    expect((await b.claim('ben')).work[0]?.task.skips).toEqual([{ at: START, agentId: 'ann', reason: 'line is bad' }]);
  });

  it('turns a task into an appointment of the agent', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    await b.push('ann', { id: 'm1', at: START, kind: 'task.appoint', taskId: work[0]?.task.id, to: START + HOUR, note: 'asked by mail' });
    b.clock.time += HOUR;
    expect((await b.claim('ben')).work).toEqual([]);
    expect((await b.claim('ann')).work).toHaveLength(1);
  });

  it('leaves a customer alone whom another agent has by now', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    b.clock.time += HOUR;
    const taken = await b.claim('ben');
    const [result] = await b.push('ann', { id: 'm1', at: START, kind: 'task.skip', taskId: work[0]?.task.id, reason: 'late', until: START + 99 * HOUR });
    expect(result?.status).toBe('stored');
    expect((await b.claim('ben', { hold: [taken.work[0]?.task.id ?? ''] })).work[0]?.task.skips).toEqual([]);
  });
});
