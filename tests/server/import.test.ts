import { describe, expect, it } from 'vitest';
import { errorSchema } from '../../lib/contract/errors.ts';
import type { ImportReply } from '../../lib/contract/import.ts';
import { aRow, aSave, type Bench, bench, HOUR, recordOf, rows } from './support.ts';

async function imported(b: Bench, ...input: Parameters<Bench['importRows']>): Promise<ImportReply> {
  const answer = await b.importRows(...input);
  expect(answer.status).toBe(200);
  return answer.body as ImportReply;
}

const everything = (b: Bench) =>
  b.store.read(async (tx) => {
    const customers = await tx.customers.page({ placeIds: ['store'], after: null, limit: 1000 });
    const ids = customers.map(({ id }) => id);
    return { customers, services: await tx.services.ofCustomers(ids), tasks: await tx.tasks.ofCustomers(ids, false) };
  });

describe('import', () => {
  it('makes customers, services and the calls that follow, and says so for every row', async () => {
    const b = await bench();
    const reply = await imported(b, [
      aRow(1),
      aRow(2, { endedOn: '2026-10-01' }),
      aRow(3, { optOut: true }),
      aRow(4, { phone: null }),
      { ...aRow(5), service: null },
      aRow(6, { endedOn: '2026-11-30' }),
      { ...aRow(1, { kind: 'purchase' }), row: 8 },
      { ...aRow(1, { kind: 'return', endedOn: '2026-11-09' }), row: 9 },
    ]);
    // The repair and the purchase are due in the same days: one call. The return is another.
    expect(reply.tasks).toBe(2);
    expect(reply.rows.map(({ row, status, noCall }) => [row, status, noCall?.code ?? null])).toEqual([
      [2, 'imported', null],
      [3, 'imported', 'history'],
      [4, 'imported', 'opted-out'],
      [5, 'imported', 'no-phone'],
      [6, 'imported', 'no-service'],
      [7, 'imported', 'service-in-future'],
      [8, 'merged', null],
      [9, 'merged', null],
    ]);
    const all = await everything(b);
    expect([all.customers.length, all.services.length, all.tasks.length]).toEqual([6, 7, 2]);
    expect(all.tasks.map(({ also = [] }) => also.length).sort()).toEqual([0, 1]);
  });

  it('answers the same to the same importId, and does nothing', async () => {
    const b = await bench();
    const over = { importId: 'file-1' };
    const first = await imported(b, rows(20), over);
    const before = await everything(b);
    b.clock.time += HOUR;
    expect(await imported(b, rows(20), over)).toEqual(first);
    expect(await everything(b)).toEqual(before);
  });

  it('does it once when the same import is sent by several requests at once', async () => {
    const b = await bench();
    const replies = await Promise.all(Array.from({ length: 5 }, () => imported(b, rows(20), { importId: 'file-1' })));
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect((await everything(b)).customers).toHaveLength(20);
  });

  it('answers a conflict to an importId that was used for another file', async () => {
    const b = await bench();
    await imported(b, rows(2), { importId: 'file-1' });
    const answer = await b.importRows(rows(3), { importId: 'file-1' });
    expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'conflict', field: 'importId' });
    expect((await everything(b)).customers).toHaveLength(2);
  });

  it('changes nothing when the same file comes again as another import', async () => {
    const b = await bench();
    await imported(b, rows(20));
    const before = await everything(b);
    b.clock.time += HOUR;
    const again = await imported(b, rows(20));
    expect(again.tasks).toBe(0);
    for (const row of again.rows) expect(row).toMatchObject({ status: 'merged', changed: false });
    expect(await everything(b)).toEqual(before);
  });

  it('does not plan again what was called', async () => {
    const b = await bench();
    await imported(b, rows(1));
    await b.push('ann', aSave('m1', recordOf((await b.claim('ann')).work[0])));
    expect((await imported(b, rows(1))).rows[0]?.noCall?.code).toBe('already-planned');
    expect((await b.claim('ann')).work).toEqual([]);
  });

  it('finds a customer again by an earlier number', async () => {
    const b = await bench();
    await imported(b, [aRow(1)]);
    await imported(b, [aRow(1, { number: 'NEW-1' })]);
    const [row] = (await imported(b, [aRow(1, { phone: null, number: 'C-1' })])).rows;
    expect(row?.status).toBe('merged');
    expect((await everything(b)).customers).toHaveLength(1);
  });

  it('ends the planned calls of somebody whom a later file opts out', async () => {
    const b = await bench();
    await imported(b, rows(1));
    await imported(b, [aRow(1, { optOut: true })]);
    expect((await b.claim('ann')).work).toEqual([]);
    expect((await everything(b)).tasks.map(({ state, closedBecause }) => [state, closedBecause])).toEqual([['closed', 'opted-out']]);
  });

  it('keeps the customers of two stores apart', async () => {
    const b = await bench();
    await imported(b, rows(1));
    expect((await imported(b, rows(1), {}, 'olga')).rows[0]).toMatchObject({ status: 'imported', maybeSameAs: null });
  });

  it('writes nothing when a row is broken, and names it', async () => {
    const b = await bench();
    const broken = { ...aRow(2), service: { ...aRow(2).service, endedOn: '2026-02-30' } };
    const answer = await b.importRows([aRow(1), broken] as Parameters<Bench['importRows']>[0]);
    expect(answer.status).toBe(400);
    expect(errorSchema.parse(answer.body).error.field).toBe('rows.1.service.endedOn');
    expect((await everything(b)).customers).toEqual([]);
  });

  it('keeps HTML, formulas and emoji exactly as they came', async () => {
    const b = await bench();
    const name = '=HYPERLINK("http://x")<b>王\u202e佳琪</b> 👩🏽‍🦰 𠮷';
    const row = aRow(1, { name });
    row.customer.person.more = { '备注<i>': '@SUM(1+1)\n\t"', __proto__x: '-1+1' };
    await imported(b, [row]);
    const [customer] = (await everything(b)).customers;
    expect(customer?.person).toEqual(row.customer.person);
  });

  it('takes 20,000 rows in one go, and answers others meanwhile', async () => {
    const b = await bench();
    const began = performance.now();
    let slowest = 0;
    let done = false;
    const work = imported(b, rows(20_000)).then((reply) => {
      done = true;
      return reply;
    });
    while (!done) {
      const asked = performance.now();
      await b.get('/v1/me', 'ann');
      slowest = Math.max(slowest, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const reply = await work;
    const took = performance.now() - began;
    console.info(`import of 20,000 rows: ${Math.round(took)} ms; slowest other request meanwhile: ${Math.round(slowest)} ms`);
    expect(reply.tasks).toBe(20_000);
    const asked = performance.now();
    expect((await b.claim('ann', { want: 5 })).work).toHaveLength(5);
    const claimed = performance.now();
    await b.post('/v1/find', { query: 'Customer 19999' }, 'ann');
    console.info(`claim: ${Math.round(claimed - asked)} ms, find: ${Math.round(performance.now() - claimed)} ms with 20,000 customers`);
  }, 120_000);
});
