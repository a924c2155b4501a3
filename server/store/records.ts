import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Record as RecordOfCall, Revised } from '../../lib/contract/record.ts';
import { wasHeard } from '../../lib/plan/limits.ts';
import { complaintsIn } from '../../lib/record/complaints.ts';
import type { Attempt, ListedRecord, RecordTable } from './port.ts';
import { insertRows, prepared } from './prepared.ts';
import { type Db, inChunks, parse, takeSeqs } from './rows.ts';
import type { Tables } from './tables.ts';

type Row = { seq: number; received_at: number; apart: number; facts: string; personal: string };
export const recordColumns = ['seq', 'received_at', 'apart', 'facts', 'personal'] as const;

/** What was said, and why it was corrected: the personal column. */
type Personal = RecordOfCall['content'] & { why?: string };
type Facts = Omit<RecordOfCall, 'content' | 'revised'> & { revised?: Omit<Revised, 'why'> };

export function recordOf(row: Pick<Row, 'facts' | 'personal'>): RecordOfCall {
  const { revised, ...facts } = parse<Facts>(row.facts);
  const { why, ...content } = parse<Personal>(row.personal);
  return { ...facts, content, ...(revised ? { revised: { ...revised, why: why ?? '' } } : {}) };
}

export function columnsOf({ content, revised, ...facts }: RecordOfCall): { facts: string; personal: string } {
  const { why, ...rest } = revised ?? {};
  const inFacts = revised ? { ...facts, revised: rest } : facts;
  return { facts: JSON.stringify(inFacts), personal: JSON.stringify(revised ? { ...content, why } : content) };
}

/** The latest revision. */
export function rowOfRecord(record: RecordOfCall, receivedAt: Instant, seq: number, correction?: { madeBy: Id; apart: boolean }): Tables['records'] {
  return {
    id: record.id,
    revision: record.revision,
    latest: 1,
    place_id: record.placeId,
    agent_id: record.agentId,
    customer_id: record.customerId,
    task_id: record.taskId,
    call_id: record.callId,
    direction: record.direction,
    outcome: record.outcome,
    started_at: record.startedAt,
    saved_at: record.savedAt,
    received_at: receivedAt,
    seq,
    made_by: correction?.madeBy ?? null,
    apart: correction?.apart ? 1 : 0,
    ...columnsOf(record),
  };
}

export function listedRecordOf(row: Row): ListedRecord {
  const apart = Number(row.apart) === 1 ? { apart: true } : {};
  return { seq: Number(row.seq), receivedAt: Number(row.received_at), record: recordOf(row), ...apart };
}

export function recordTable(db: Db): RecordTable {
  return {
    async add(record, receivedAt, correction) {
      const seq = await takeSeqs(db, 1);
      if (record.revision > 1) await db.updateTable('records').set({ latest: 0 }).where('id', '=', record.id).execute();
      await insertRows(db, 'records', [rowOfRecord(record, receivedAt, seq, correction)]);
      return seq;
    },
    async get(id) {
      const build = () => db.selectFrom('records').select(recordColumns).where('id', '=', id).where('latest', '=', 1);
      const [row] = await prepared<Row>(db, 'record', build, [id, 1]);
      return row ? listedRecordOf(row) : null;
    },
    async ofCall(callId, agentId) {
      const build = () => db.selectFrom('records').select(recordColumns).where('call_id', '=', callId).where('agent_id', '=', agentId).where('latest', '=', 1);
      const [row] = await prepared<Row>(db, 'record of a call', build, [callId, agentId, 1]);
      return row ? listedRecordOf(row) : null;
    },
    async revisions(id) {
      const rows = await db.selectFrom('records').select(['facts', 'personal', 'made_by']).where('id', '=', id).orderBy('revision').execute();
      return rows.map((row) => ({ record: recordOf(row), madeBy: row.made_by }));
    },
    async list({ placeIds, agentId, before, limit }) {
      let query = db.selectFrom('records').select(recordColumns).where('latest', '=', 1).where('place_id', 'in', placeIds);
      if (agentId !== null) query = query.where('agent_id', '=', agentId);
      if (before !== null) query = query.where('seq', '<', before);
      return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(listedRecordOf);
    },
    async count({ placeIds, agentId }) {
      let query = db
        .selectFrom('records')
        .select((e) => e.fn.countAll().as('n'))
        .where('latest', '=', 1)
        .where('place_id', 'in', placeIds);
      if (agentId !== null) query = query.where('agent_id', '=', agentId);
      return Number((await query.executeTakeFirstOrThrow()).n);
    },
    async ofCustomers(ids, limit) {
      const found: RecordOfCall[] = [];
      for (const id of ids) {
        const rows = await db
          .selectFrom('records')
          .select(recordColumns)
          .where('customer_id', '=', id)
          .where('latest', '=', 1)
          .orderBy('started_at', 'desc')
          .orderBy('seq', 'desc')
          .limit(limit)
          .execute();
        found.push(...rows.map(recordOf));
      }
      return found;
    },
    attemptsSince: (ids, since) => attemptsSince(db, ids, since),
    heardOf: (ids) => heardOf(db, ids),
    complaintsOf: (ids) => complaintsOf(db, ids),
    async startedBetween({ placeIds, from, to }) {
      const rows = await db
        .selectFrom('records')
        .select(recordColumns)
        .where('place_id', 'in', placeIds)
        .where('latest', '=', 1)
        .where('started_at', '>=', from)
        .where('started_at', '<', to)
        .execute();
      return rows.map(recordOf);
    },
  };
}

async function attemptsSince(db: Db, ids: readonly Id[], since: Instant): Promise<Attempt[]> {
  const rows = await inChunks(ids, (part) =>
    db
      .selectFrom('records')
      .select(['id', 'customer_id', 'direction', 'outcome', 'started_at'])
      .where('customer_id', 'in', part)
      .where('latest', '=', 1)
      .where('started_at', '>=', since)
      .execute(),
  );
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id ?? '',
    direction: row.direction as Attempt['direction'],
    outcome: row.outcome as Attempt['outcome'],
    startedAt: Number(row.started_at),
  }));
}

async function heardOf(db: Db, ids: readonly Id[]): ReturnType<RecordTable['heardOf']> {
  const rows = await inChunks(ids, (part) =>
    db.selectFrom('records').select(['customer_id', 'facts']).where('customer_id', 'in', part).where('latest', '=', 1).where('direction', '=', 'out').execute(),
  );
  return rows.flatMap((row) => {
    const { id, outcome, purpose, satisfaction, serviceId, startedAt } = parse<Facts>(row.facts);
    return wasHeard(outcome) ? [{ customerId: row.customer_id ?? '', id, outcome, purpose, satisfaction, serviceId, startedAt }] : [];
  });
}

async function complaintsOf(db: Db, ids: readonly Id[]): ReturnType<RecordTable['complaintsOf']> {
  const rows = await inChunks(ids, (part) =>
    db.selectFrom('records').select(['customer_id', 'facts', 'personal']).where('customer_id', 'in', part).where('latest', '=', 1).execute(),
  );
  const own = Map.groupBy(rows, (row) => row.customer_id ?? '');
  return new Map([...own].map(([id, some]) => [id, complaintsIn(some.map(recordOf))]));
}
