import { describe, expect, it } from 'vitest';
import { aRecord, aRow, aSave, type Bench, bench, recordOf } from './support.ts';

const secrets = ['王佳琪', '13800000001', 'S-0001', '袖口又脱线了', 'Agent ann', 'no calls'];

/** A day's work, with mistakes. */
async function work(b: Bench): Promise<void> {
  await b.importRows([aRow(1, { name: '王佳琪', phone: '+8613800000001', number: 'S-0001' })]);
  const drawn = (await b.claim('ann')).work[0];
  const said = { kind: 'text', text: '袖口又脱线了' } as const;
  const record = recordOf(drawn, { content: { said, correction: { phone: null, preferredHours: null, language: null, optOut: 'no calls' } } });
  await b.push('ann', aSave('m1', record), { ...aSave('m2', aRecord()), record: { ...record, outcome: '袖口又脱线了' } });
  await b.post('/v1/find', { query: '王佳琪' }, 'ann');
  await b.post('/v1/find', '{"query": "王佳琪', 'ann');
  await b.post('/v1/claims', { want: 0, hold: [], customerId: '13800000001' }, 'ann');
  await b.get('/v1/records/13800000001?q=王佳琪', 'ann');
  await b.get('/v1/13800000001', 'ann');
}

describe('customer data', () => {
  it('are in no index', async () => {
    const b = await bench();
    await work(b);
    const [indexes, tables] = [await b.database.indexed(), await b.database.tables()];
    expect(indexes.length).toBeGreaterThan(20);
    const indexed = new Set<string>();
    for (const { table, column } of indexes) {
      expect(['personal', 'facts', 'body', 'calling']).not.toContain(column);
      for (const row of tables.get(table) ?? []) indexed.add(String(row[column]));
    }
    for (const secret of secrets) expect([...indexed].filter((value) => value.includes(secret))).toEqual([]);
  });

  it('stand in one column of a row', async () => {
    const b = await bench();
    await work(b);
    const seen = new Set<unknown>();
    for (const [name, rows] of await b.database.tables()) {
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          if (!secrets.some((secret) => String(value).includes(secret))) continue;
          seen.add(name);
          expect([name, column]).toEqual([name, 'personal']);
        }
      }
    }
    expect([...seen].sort()).toEqual(['agents', 'customers', 'records']);
  });

  it('are in no line of the log, even when something fails', async () => {
    const b = await bench();
    await work(b);
    const broken = aRow(2, { name: '王佳琪' });
    await b.store.close();
    await b.importRows([broken]);
    await b.post('/v1/find', { query: '王佳琪' }, 'ann');
    const log = b.log.join('');
    expect(b.log.length).toBeGreaterThan(10);
    expect(log).toContain('"route":"/v1/records/:id"');
    expect(log).toContain('request failed');
    for (const secret of [...secrets, ...Object.values(b.tokens)]) expect(log).not.toContain(secret);
  });

  it('log only method, route, status and time of a request', async () => {
    const b = await bench();
    await b.get('/v1/records?limit=5', 'ann');
    const line: unknown = JSON.parse(b.log.at(-1) ?? '');
    expect(Object.keys(line as object).sort()).toEqual(['level', 'method', 'ms', 'msg', 'route', 'status', 'time']);
    expect(line).toMatchObject({ method: 'GET', route: '/v1/records', status: 200, msg: 'request' });
  });
});
