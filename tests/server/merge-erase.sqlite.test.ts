import { expect, it } from 'vitest';
import type { ImportReply } from '../../lib/contract/import.ts';
import { erase, known, traces } from './erasing.ts';
import { aRow, HOUR } from './support.ts';

it('leaves no trace of who went into a customer, once that customer is erased', async () => {
  const { b, customerId } = await known();
  // What an import changed of them stays with that import.
  await b.importRows([aRow(1, { name: 'Another Wang' })]);
  const ids = ((await b.importRows([aRow(8), aRow(9)])).body as ImportReply).rows.map((row) => row.customerId ?? '');
  b.clock.time += 2 * HOUR;
  for (const [keepId, dropId] of [
    [ids[0], customerId],
    [ids[1], ids[0]],
  ]) {
    expect((await b.post('/v1/customers/merge', { keepId, dropId, take: ['name'] }, 'lee')).status).toBe(200);
    b.clock.time += 1;
  }
  expect(traces(b)).toBeGreaterThan(5);
  expect((await erase(b, ids[1] ?? '')).status).toBe(200);
  expect(traces(b)).toBe(0);
});
