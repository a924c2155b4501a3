import { describe, expect, it } from 'vitest';
import type { FindReply } from '../../lib/contract/wire.ts';
import { customerListReplySchema } from '../../lib/contract/wire.ts';
import { aRow, type Bench, bench, rows } from './support.ts';

const people = [
  aRow(1, { name: '王佳琪', phone: '+8613800000001', number: 'S-0001' }),
  aRow(2, { name: '王佳', phone: '+8613800000002', number: 'S-0002' }),
  aRow(3, { name: 'Łukasz Żak', phone: '+447700900103', number: 'Ｓ-0003' }),
  aRow(4, { name: 'Emily Carter', phone: '+447700900104', number: 'vip 77' }),
  aRow(5, { name: "Siobhán O'Neill", phone: '+12025550105', number: null }),
];

async function names(b: Bench, query: string, agentId = 'ann'): Promise<string[]> {
  const answer = await b.post('/v1/find', { query }, agentId);
  return (answer.body as FindReply).found.map(({ customer }) => customer.person.name);
}

describe('find', () => {
  const cases: [query: string, found: string[]][] = [
    ['王佳琪', ['王佳琪']],
    ['王佳', ['王佳', '王佳琪']],
    ['琪', ['王佳琪']],
    ['lukasz', ['Łukasz Żak']],
    ['CARTER', ['Emily Carter']],
    ['carter emily', []],
    ['oneill', ["Siobhán O'Neill"]],
    ['o’neill', ["Siobhán O'Neill"]],
    ['138 0000 0001', ['王佳琪']],
    ['138-0000-0001', ['王佳琪']],
    ['+86 138 0000 0001', ['王佳琪']],
    ['0086 13800000001', ['王佳琪']],
    ['１３８００００００01', ['王佳琪']],
    ['07700 900104', ['Emily Carter']],
    ['+44 (0)7700 900104', ['Emily Carter']],
    ['(202) 555-0105', ["Siobhán O'Neill"]],
    ['0001', ['王佳琪']],
    ['s-0001', ['王佳琪']],
    ['S-0003', ['Łukasz Żak']],
    ['VIP77', ['Emily Carter']],
    ['nobody', []],
    ['%', []],
    ['_', []],
    ["'; drop table customers; --", []],
  ];
  it('finds by name, phone in any form and number', async () => {
    const b = await bench();
    await b.importRows(people);
    for (const [query, found] of cases) expect([query, await names(b, query)]).toEqual([query, found]);
  });

  it('answers the last service and who has the customer', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { endedOn: '2026-11-16' }), { ...aRow(1, { endedOn: '2026-11-17', kind: 'purchase' }), row: 3 }]);
    await b.claim('ben');
    const { found } = (await b.post('/v1/find', { query: 'C-1' }, 'ann')).body as FindReply;
    expect(found).toMatchObject([{ lastService: { kind: 'purchase' }, heldBy: { name: 'Agent ben' } }]);
  });

  it('stays within the places of the agent', async () => {
    const b = await bench();
    await b.importRows(people);
    expect(await names(b, '王佳琪', 'oli')).toEqual([]);
    expect(await names(b, '王佳琪', 'ada')).toEqual(['王佳琪']);
  });

  it('shows twenty and says that there are more', async () => {
    const b = await bench();
    await b.importRows(rows(25));
    const reply = (await b.post('/v1/find', { query: 'Customer' }, 'ann')).body as FindReply;
    expect([reply.found.length, reply.more]).toEqual([20, true]);
  });
});

describe('list of customers', () => {
  const page = async (b: Bench, cursor: string | null, query: string | null = null) =>
    customerListReplySchema.parse((await b.post('/v1/customers/list', { cursor, limit: 10, query }, 'lee')).body);

  it('pages through all of them once, newest first', async () => {
    const b = await bench();
    await b.importRows(rows(25));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const reply: Awaited<ReturnType<typeof page>> = await page(b, cursor);
      expect(reply.total).toBe(25);
      for (const { openTasks, lastService } of reply.customers) expect([openTasks, lastService?.kind]).toEqual([1, 'repair']);
      seen.push(...reply.customers.map(({ customer }) => customer.id));
      cursor = reply.next;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(25);
  });

  it('lists those that match a query', async () => {
    const b = await bench();
    await b.importRows(rows(25));
    const first = await page(b, null, 'Customer 1');
    expect([first.customers.length, first.total, first.customers[0]?.customer.person.name]).toEqual([10, 11, 'Customer 1']);
    expect((await page(b, first.next, 'Customer 1')).customers).toHaveLength(1);
  });

  it('refuses a cursor of something else', async () => {
    const b = await bench();
    expect((await b.post('/v1/customers/list', { cursor: 'x', limit: 10, query: null }, 'lee')).body).toMatchObject({
      error: { kind: 'invalid', field: 'cursor' },
    });
  });
});
