import { readFileSync } from 'node:fs';
import { aRow, aSave, type Bench, bench, MINUTE, recordOf, rows, START } from './support.ts';

export const secret = 'Zanzibar';
export const erase = (b: Bench, customerId: string, agentId = 'lee') => b.post('/v1/customers/erase', { customerId, why: 'asked' }, agentId);

/** A customer about whom everything was written: file, service, appointment, record with a correction, versions side by side. */
export async function known(): Promise<{ b: Bench; customerId: string; taskId: string }> {
  const b = await bench();
  await b.importRows([aRow(1, { name: `${secret} Wang`, kind: `kind ${secret}`, phone: '+8613800000001' }), ...rows(3).slice(1)]);
  const { work } = await b.claim('ann', { want: 3 });
  const one = work.find(({ customer }) => customer.person.name.includes(secret));
  if (!one) throw new Error('not drawn');
  const customerId = one.customer.id;
  const said = { kind: 'text', text: `said ${secret}` } as const;
  const nextStep = { kind: 'appointment', at: START + 60 * MINUTE, note: `note ${secret}`, taskId: 'appointment-1' } as const;
  const record = recordOf(one, { content: { said, nextStep, answers: { a: secret } } });
  const { outcome, satisfaction } = record;
  const revision = {
    id: 'm2',
    at: START,
    kind: 'record.revise',
    recordId: record.id,
    basedOn: [1],
    why: `why ${secret}`,
    outcome,
    satisfaction,
    content: record.content,
  };
  await b.push('ann', aSave('m1', record), revision, { ...revision, id: 'm3', at: START + 1 });
  await b.push('ann', { id: 'm4', at: START, kind: 'customer.set', customerId, change: { field: 'language', value: 'en', was: null } });
  await b.push('ben', { id: 'm5', at: START, kind: 'customer.set', customerId, change: { field: 'language', value: 'yue', was: null } });
  await b.push('ann', { id: 'm6', at: START, kind: 'task.skip', taskId: 'appointment-1', reason: `skip ${secret}`, until: START });
  return { b, customerId, taskId: one.task.id };
}

/** Bytes of the secret anywhere in the files of the database. */
export function traces(b: Bench): number {
  const files = [b.file, `${b.file}-wal`, `${b.file}-shm`].flatMap((file) => {
    try {
      return [readFileSync(file).toString('latin1')];
    } catch {
      return [];
    }
  });
  return files.reduce((sum, bytes) => sum + bytes.split(secret).length - 1, 0);
}
