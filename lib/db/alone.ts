import type { Agent } from '../contract/agent.ts';
import type { Place } from '../contract/place.ts';
import { guarantees } from '../plan/guarantees.ts';
import { callsMade } from '../plan/limits.ts';
import { explainNothing } from '../plan/offer.ts';
import { isComplete } from '../record/missing.ts';
import type { CallsideDb } from './database.ts';
import type { QueueState } from './meta.ts';

const YEAR = 365 * 86_400_000;

/** What the endpoint says of the queue in a team, worked out here for an agent alone. */
export async function aloneState(db: CallsideDb, { agent, place, now }: { agent: Agent; place: Place; now: number }): Promise<QueueState> {
  const tasks = await db.tasks.toArray();
  const records = await db.records
    .where('savedAt')
    .above(now - YEAR)
    .toArray();
  const scripts = new Map((await db.scripts.toArray()).map((script) => [`${script.id}@${script.version}`, script]));
  const open = tasks.filter((task) => task.state === 'open');
  const customers = await db.customers.bulkGet(open.map((task) => task.customerId));
  const made = Map.groupBy(records, ({ customerId }) => customerId);
  const asked = open.flatMap((task, index) => {
    const customer = customers[index];
    return customer ? [{ task, customer, place, calls: callsMade(made.get(customer.id) ?? [], now) }] : [];
  });
  const nothing = explainNothing({ tasks: asked, agentId: agent.id, now });
  return {
    key: 'queue',
    at: now,
    waiting: open.length,
    why: tasks.length > 0 && open.length === 0 ? [{ code: 'all-done', params: {} }] : nothing.why,
    nextAt: nothing.nextAt,
    guarantees: guarantees({
      tasks,
      records,
      place,
      now,
      isComplete: (record) => isComplete(record, scripts.get(`${record.walk.scriptId}@${record.walk.version}`) ?? null),
    }),
  };
}
