import type { Customer, Service } from '../../lib/contract/customer.ts';
import type { PhraseList } from '../../lib/contract/phrases.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { Script } from '../../lib/contract/script.ts';
import { divergenceTable } from './divergences.ts';
import { erasingTable } from './erasing.ts';
import type { Change, Tx } from './port.ts';
import { recordOf } from './records.ts';
import { type Db, parse } from './rows.ts';
import { selectTasks, taskOf } from './task-row.ts';

type Input = Parameters<Tx['changes']>[0];

/** The first `upTo` changes after a number, in their order, as far as this agent's customers reach. */
export async function changesAfter(db: Db, input: Input): Promise<Change[]> {
  const mine = await customersOf(db, input);
  const found = [...(await contentChanges(db, input)), ...(await customerChanges(db, input, mine)), ...(await correctionChanges(db, input, mine))];
  return found.sort((a, b) => a.seq - b.seq).slice(0, input.upTo);
}

async function contentChanges(db: Db, { after, upTo, contentPlaceIds }: Input): Promise<Change[]> {
  const places = await db
    .selectFrom('places')
    .select(['seq', 'body'])
    .where('seq', '>', after)
    .where('id', 'in', contentPlaceIds)
    .orderBy('seq')
    .limit(upTo)
    .execute();
  const scripts = await db
    .selectFrom('scripts')
    .select(['seq', 'body'])
    .where('seq', '>', after)
    .where((e) => e.or([e('place_id', 'is', null), e('place_id', 'in', contentPlaceIds)]))
    .orderBy('seq')
    .limit(upTo)
    .execute();
  const lists = await db
    .selectFrom('phrase_lists')
    .select(['seq', 'body'])
    .where('seq', '>', after)
    .where((e) => e.or([e('place_id', 'is', null), e('place_id', 'in', contentPlaceIds)]))
    .orderBy('seq')
    .limit(upTo)
    .execute();
  return [
    ...places.map((row): Change => ({ seq: Number(row.seq), kind: 'place', row: parse<Place>(row.body) })),
    ...scripts.map((row): Change => ({ seq: Number(row.seq), kind: 'script', row: parse<Script>(row.body) })),
    ...lists.map((row): Change => ({ seq: Number(row.seq), kind: 'phraseList', row: parse<PhraseList>(row.body) })),
  ];
}

/** Customers this agent holds or has an appointment with. */
async function customersOf(db: Db, { placeIds, agentId, now }: Input): Promise<string[]> {
  const held = db.selectFrom('holds').select('customer_id').where('agent_id', '=', agentId).where('expires_at', '>', now);
  const agreed = db.selectFrom('tasks').select('customer_id').where('agent_id', '=', agentId).where('state', '=', 'open').where('place_id', 'in', placeIds);
  return (await held.union(agreed).execute()).map((row) => row.customer_id);
}

/** What was corrected of the agent's own records, versions that stand side by side, and who was erased. */
async function correctionChanges(db: Db, { after, upTo, agentId }: Input, mine: readonly string[]): Promise<Change[]> {
  const records = await db
    .selectFrom('records')
    .select(['seq', 'facts', 'personal', 'customer_id'])
    .where('agent_id', '=', agentId)
    .where('seq', '>', after)
    .where('revision', '>', 1)
    .where('latest', '=', 1)
    // A correction that was under way when they were erased comes after the word that they were, which is told once.
    .where((e) => e.or([e('customer_id', 'is', null), e('customer_id', 'not in', e.selectFrom('erased').select('erased.customer_id'))]))
    .orderBy('seq')
    .limit(upTo)
    .execute();
  const divergences = await divergenceTable(db).after({ after, upTo, customerIds: mine, agentId });
  // To everybody: whoever had the customer once may have them still.
  const erased = await erasingTable(db).after({ after, upTo });
  return [
    // Those of customers at hand come with them.
    ...records
      .filter((row) => row.customer_id === null || !mine.includes(row.customer_id))
      .map((row): Change => ({ seq: Number(row.seq), kind: 'record', row: recordOf(row) })),
    ...divergences.map(({ seq, divergence }): Change => ({ seq, kind: 'divergence', row: divergence })),
    ...erased.map(({ seq, customerId }): Change => ({ seq, kind: 'erased', row: customerId })),
  ];
}

/** Those customers and what belongs to them. */
async function customerChanges(db: Db, { after, upTo }: Input, mine: readonly string[]): Promise<Change[]> {
  if (mine.length === 0) return [];
  const customers = await db
    .selectFrom('customers')
    .select(['seq', 'personal'])
    .where('seq', '>', after)
    .where('erased_at', 'is', null)
    .where('id', 'in', mine)
    .orderBy('seq')
    .limit(upTo)
    .execute();
  const services = await db
    .selectFrom('services')
    .select(['seq', 'personal'])
    .where('seq', '>', after)
    .where('customer_id', 'in', mine)
    .orderBy('seq')
    .limit(upTo)
    .execute();
  const tasks = await selectTasks(db).select('t.seq').where('t.seq', '>', after).where('t.customer_id', 'in', mine).orderBy('t.seq').limit(upTo).execute();
  const records = await db
    .selectFrom('records')
    .select(['seq', 'facts', 'personal'])
    .where('seq', '>', after)
    .where('latest', '=', 1)
    .where('customer_id', 'in', mine)
    .orderBy('seq')
    .limit(upTo)
    .execute();
  return [
    ...customers.map((row): Change => ({ seq: Number(row.seq), kind: 'customer', row: parse<Customer>(row.personal) })),
    ...services.map((row): Change => ({ seq: Number(row.seq), kind: 'service', row: parse<Service>(row.personal) })),
    ...tasks.map((row): Change => ({ seq: Number(row.seq), kind: 'task', row: taskOf(row) })),
    ...records.map(
      (row): Change => ({
        seq: Number(row.seq),
        kind: 'record',
        row: recordOf(row),
      }),
    ),
  ];
}
