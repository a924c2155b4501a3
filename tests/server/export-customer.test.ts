import { describe, expect, it } from 'vitest';
import { customerExportSchema } from '../../lib/contract/customer-export.ts';
import type { ImportReply } from '../../lib/contract/import.ts';
import { aRow, aSave, type Bench, bench, recordOf, START } from './support.ts';

async function two(): Promise<{ b: Bench; ids: string[] }> {
  const b = await bench();
  const reply = (await b.importRows([aRow(1), aRow(2, { name: 'Somebody Else' })])).body as ImportReply;
  return { b, ids: reply.rows.flatMap(({ customerId }) => customerId ?? []) };
}

const exported = (b: Bench, customerId: string | undefined, who = 'lee') => b.post('/v1/customers/export', { customerId }, who);

describe('all that is held about one person', () => {
  it('has the file, services, calls to make, every revision of every record, changes by hand and whose they are', async () => {
    const { b, ids } = await two();
    const [id = ''] = ids;
    const { work } = await b.claim('ann', { want: 2 });
    const record = recordOf(work.find(({ customer }) => customer.id === id));
    await b.push('ann', aSave('m1', record));
    const content = { ...record.content, said: { kind: 'text', text: 'The sleeve is short' } };
    const { satisfaction } = record;
    const revise = { kind: 'record.revise', recordId: record.id, why: 'misheard', basedOn: [1], satisfaction, outcome: record.outcome, content };
    expect(await b.push('ann', { id: 'm2', at: START, ...revise })).toMatchObject([{ status: 'stored' }]);
    await b.post('/v1/customers/save', { customerId: id, set: { class: { value: 'gold', was: null } } }, 'lee');
    await b.store.write((tx) => tx.owners.put([{ customerId: id, agentId: 'ben', since: START }]));
    const held = customerExportSchema.parse((await exported(b, id)).body);
    expect(held).toMatchObject({
      exportedAt: START,
      customer: { id, class: 'gold', person: { name: 'Customer 1' } },
      services: [{ customerId: id, item: 'coat' }],
      tasks: [{ customerId: id }],
      records: [{ agentName: 'Agent ann', revisions: [{ revision: 1 }, { revision: 2, content: { said: { text: 'The sleeve is short' } } }] }],
      changes: [{ changed: { kind: 'edit', after: { class: 'gold' } } }],
      owner: { agentId: 'ben' },
    });
  });

  it('has nothing of anybody else', async () => {
    const { b, ids } = await two();
    const { body } = await exported(b, ids[0]);
    expect(JSON.stringify(body)).not.toMatch(/Somebody Else|13800000002|C-2/);
    expect(JSON.stringify(body)).not.toContain(ids[1]);
  });

  it('is not for agents, nor for leads of another place, nor of who was erased', async () => {
    const { b, ids } = await two();
    expect((await exported(b, ids[0], 'ann')).status).toBe(403);
    expect((await exported(b, ids[0], 'olga')).status).toBe(404);
    await b.post('/v1/customers/erase', { customerId: ids[0], why: 'asked' }, 'lee');
    expect((await exported(b, ids[0])).status).toBe(404);
  });
});
