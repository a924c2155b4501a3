import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Agent } from '../../lib/contract/agent.ts';
import type { Mutation } from '../../lib/contract/mutation.ts';
import type { OutboxRow } from '../../lib/contract/outbox.ts';
import { CallsideDb } from '../../lib/db/database.ts';
import { outboxRow } from '../../lib/outbox/outbox.ts';
import { drain } from '../../lib/sync/drain.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import { record } from '../lib/plan/build.ts';
import type { Team } from '../support/team.ts';

// Dexie looks for these once, when it is loaded, and that may have been before this file.
Dexie.dependencies.indexedDB ??= new IDBFactory();
Dexie.dependencies.IDBKeyRange ??= IDBKeyRange;

const MINUTE = 60_000;

export type Enrolled = { token: string; agent: Agent };

/** Signs somebody of the sample team in over the wire. */
export async function enrol(team: Team, agentId: string): Promise<Enrolled> {
  const reply = await createTransport({ endpoint: team.endpoint.url, token: null }).enrol(team.code(agentId), 'faults');
  if (!reply.ok) throw new Error(`${agentId} was not let in: ${reply.failure.kind}`);
  return { token: reply.value.token, agent: reply.value.agent };
}

/** A record of a call with nobody in the files, ready to be sent. */
export function aSave({ agent }: Enrolled, id: string, at: number): Mutation {
  const made = { id, callId: `call-${id}`, agentId: agent.id, placeId: agent.placeId, customerId: null, taskId: null, serviceId: null };
  return { id: `m-${id}`, at, kind: 'record.save', record: record({ ...made, startedAt: at, answeredAt: at, endedAt: at, savedAt: at, demo: true }) };
}

let count = 0;

/** The extension's own outbox and sync in Node, over a real socket. Its clock can be put forward, so that no test waits for a backoff. */
export class NodePanel {
  readonly db = new CallsideDb(`faults-${++count}`);
  private ahead = 0;
  private readonly who: Enrolled;
  private readonly endpoint: string;

  constructor(who: Enrolled, endpoint: string) {
    this.who = who;
    this.endpoint = endpoint;
  }

  now = (): number => Date.now() + this.ahead;

  async put(ids: readonly string[]): Promise<void> {
    const rows = ids.map((id) => outboxRow(aSave(this.who, id, this.now()), this.now()));
    await this.db.outbox.bulkAdd(rows as OutboxRow[]);
  }

  /** Sends until nothing waits, at most so many rounds. Answers how many it took; more than `most` when something still waits. */
  async empty(most = 200): Promise<number> {
    const transport = createTransport({ endpoint: this.endpoint, token: this.who.token });
    for (let round = 1; round <= most; round++) {
      await drain({ db: this.db, transport, now: this.now, random: Math.random });
      if ((await this.db.outbox.where('state').equals('waiting').count()) === 0) return round;
      this.ahead += 11 * MINUTE;
    }
    return most + 1;
  }

  async left(): Promise<string[]> {
    return (await this.db.outbox.toArray()).map((row) => `${row.id} ${row.state} ${row.lastError?.kind ?? ''}`);
  }

  async close(): Promise<void> {
    await this.db.delete();
  }
}
