import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginCall } from '../../../lib/call/begin.ts';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { ImportReply } from '../../../lib/contract/import.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { currentCall, startCall } from '../../../lib/db/calls.ts';
import { readFile, readQueue } from '../../../lib/db/queue.ts';
import { saveCall } from '../../../lib/db/save-call.ts';
import { appointTask, skipTask } from '../../../lib/db/task-changes.ts';
import { type Bench, bench, HOUR, MINUTE, rows } from '../../server/support.ts';
import { anAgent, ids } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { benchPlace, type Fate, type Panel, panelOf } from '../../support/endpoint.ts';
import { noCorrection, phone } from '../plan/build.ts';
import { draft, full, script } from '../record/build.ts';

/** What happens, in some order. `who`: which of the two panels; both sync at the same time where it says so (`both`, `during`). */
type Move =
  | { do: 'sync'; fates: Fate[]; both: boolean }
  | { do: 'dial'; task: boolean }
  | { do: 'take'; customer: number; fates: Fate[]; during: boolean }
  | { do: 'answer-unknown' }
  | { do: 'save'; how: keyof typeof endings }
  | { do: 'skip' | 'appoint' }
  | { do: 'wait'; ms: number }
  | { do: 'restart' };
type Step = Move & { who: 0 | 1 };

const endings = {
  satisfied: () => full(),
  corrected: () => full({ correction: { ...noCorrection, phone: phone({ e164: '+8613900000099' }), language: 'en' } }),
  'no answer': () => draft({ outcome: 'no-answer' }),
  'not now': (now: number, newId: () => string) =>
    draft({ outcome: 'not-now', nextStep: { kind: 'appointment', at: now + 3 * MINUTE, note: '', taskId: newId() } }),
  refused: () => draft({ outcome: 'refused', correction: { ...noCorrection, optOut: 'said so' } }),
};

const fate = fc.oneof({ weight: 2, arbitrary: fc.constant<Fate>('fine') }, { weight: 1, arbitrary: fc.constantFrom<Fate>('not-sent', 'reply-lost', 'fault') });
const fates = fc.oneof(fc.constant<Fate[]>([]), fc.array(fate, { minLength: 3, maxLength: 6 }));
const how = fc.constantFrom(...(Object.keys(endings) as (keyof typeof endings)[]));
const moves: fc.Arbitrary<Move[]> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sync' as const), fates, both: fc.boolean() }).map((one) => [one]) },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.boolean(), how).map(([task, end]): Move[] => [
      { do: 'dial', task },
      { do: 'save', how: end },
    ]),
  },
  { weight: 1, arbitrary: fc.boolean().map((task): Move[] => [{ do: 'dial', task }]) },
  { weight: 1, arbitrary: how.map((end): Move[] => [{ do: 'save', how: end }]) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), customer: fc.nat(5), fates, during: fc.boolean() }).map((one) => [one]) },
  { weight: 1, arbitrary: fc.constant<Move[]>([{ do: 'answer-unknown' }]) },
  { weight: 1, arbitrary: fc.constantFrom('skip' as const, 'appoint' as const).map((one): Move[] => [{ do: one }]) },
  // All waits together stay under the lease, so that no customer is lost by having been held too long.
  { weight: 1, arbitrary: fc.integer({ min: 1, max: MINUTE }).map((ms): Move[] => [{ do: 'wait', ms }]) },
  { weight: 1, arbitrary: fc.constant<Move[]>([{ do: 'restart' }]) },
);
const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.tuple(moves, fc.constantFrom(0 as const, 1 as const)).map(([some, who]) => some.map((one): Step => ({ ...one, who }))),
    { minLength: 12, maxLength: 25, size: 'max' },
  )
  .map((all) => [{ who: 0, do: 'sync', fates: [], both: true } as Step, ...all.flat()]);

class Team {
  readonly newId = ids('panel');
  readonly saved: string[] = [];
  readonly settled = new Set<string>();
  private readonly fates: { [agentId: string]: Fate[] } = {};
  readonly panels: readonly [Panel, Panel];
  readonly endpoint: Bench;
  private readonly customerIds: readonly string[];

  constructor(endpoint: Bench, customerIds: readonly string[]) {
    this.endpoint = endpoint;
    this.customerIds = customerIds;
    const panel = (agentId: string) =>
      panelOf(endpoint, agentId, openDb(), async () => {
        // Lets the requests of two panels overlap.
        await new Promise((done) => setTimeout(done, 0));
        return this.fates[agentId]?.shift() ?? 'fine';
      });
    this.panels = [panel('ann'), panel('ben')];
  }

  private now = () => this.endpoint.clock.time;
  private agent = (panel: Panel) => anAgent({ id: panel.agentId, placeId: 'store' });
  private ready = async (panel: Panel) => (await readQueue(panel.db, { agent: this.agent(panel), place: benchPlace, now: this.now(), claimed: true })).ready;
  private first = async (panel: Panel) => (await this.ready(panel))[0];

  /** Who is on the screen: the one in the call, and those who are offered, next and after. */
  async onScreen(panel: Panel): Promise<{ all: string[]; offered: string[] }> {
    const call = await currentCall(panel.db);
    const offered = (await this.ready(panel)).map(({ customer: { id } }) => id);
    return { all: [...(call?.customerId ? [call.customerId] : []), ...offered], offered };
  }

  async step(step: Step): Promise<void> {
    const panel = this.panels[step.who];
    switch (step.do) {
      case 'sync':
        this.fates[panel.agentId] = [...step.fates];
        await Promise.all(step.both ? this.panels.map((one) => one.sync()) : [panel.sync()]);
        this.fates[panel.agentId] = [];
        return;
      case 'dial': {
        const next = await this.first(panel);
        if (next) await this.call(panel, next.customer, next.service, step.task ? next.task : null);
        return;
      }
      case 'take': {
        if (await currentCall(panel.db)) return;
        const id = this.customerIds[step.customer] ?? '';
        this.fates[panel.agentId] = [...step.fates];
        const [taken] = await Promise.all([panel.take(id), ...(step.during ? this.panels.map((one) => one.sync()) : [])]);
        this.fates[panel.agentId] = [];
        const file = taken.ok ? await readFile(panel.db, id) : null;
        if (file) await this.call(panel, file.customer, file.services[0] ?? null, null);
        return;
      }
      case 'answer-unknown':
        return this.call(panel, null, null, null);
      case 'save':
        return this.save(panel, step.how);
      case 'skip':
      case 'appoint': {
        const next = (await currentCall(panel.db)) ? undefined : await this.first(panel);
        const input = { taskId: next?.task.id ?? '', agentId: panel.agentId, now: this.now(), newId: this.newId };
        if (step.do === 'skip') await skipTask(panel.db, { ...input, reason: 'busy', until: this.now() + HOUR });
        else await appointTask(panel.db, { ...input, to: this.now() + 5 * MINUTE, note: '' });
        return;
      }
      case 'wait':
        this.endpoint.clock.time += step.ms;
        return;
      case 'restart':
        return this.endpoint.restart();
    }
  }

  private async call(panel: Panel, customer: Customer | null, service: Service | null, task: Task | null): Promise<void> {
    const begun = beginCall({
      id: this.newId(),
      direction: customer ? 'out' : 'in',
      agent: this.agent(panel),
      place: benchPlace,
      script: script(),
      phraseLists: [],
      task,
      customer,
      service,
    });
    await startCall(panel.db, { ...begun, phase: 'wrap-up', startedAt: this.now(), answeredAt: this.now(), endedAt: this.now() });
  }

  private async save(panel: Panel, how: keyof typeof endings): Promise<void> {
    const call = await currentCall(panel.db);
    if (!call) return;
    const now = this.now();
    const party = call.customerId === null ? { name: 'Sam', note: '' } : null;
    await panel.db.calls.put({ ...call, draft: { ...endings[how](now, this.newId), party } });
    const input = { callId: call.id, script: script(), place: benchPlace, demo: false, now, newId: this.newId, phoneHash: null, kept: () => [] };
    const saved = await saveCall(panel.db, input);
    if (!saved.ok) throw new Error(saved.kind);
    this.saved.push(saved.record.id);
    // Each has one service, so one call is all there is to make, unless another was agreed on.
    const { customerId } = saved.record;
    if (how === 'not now') this.settled.delete(customerId ?? '');
    else if (how !== 'no answer' && customerId) this.settled.add(customerId);
  }

  /** No more faults; every call is finished, and both sync until nothing moves. */
  async quieten(): Promise<void> {
    for (const panel of this.panels) await this.save(panel, 'satisfied');
    for (let round = 0; round < 3; round++) {
      this.endpoint.clock.time += 11 * MINUTE;
      for (const panel of this.panels) await panel.sync();
    }
  }
}

async function run(all: readonly Step[]): Promise<Team> {
  const endpoint = await bench();
  const { body: imported } = await endpoint.importRows(rows(6));
  const team = new Team(
    endpoint,
    (imported as ImportReply).rows.map(({ customerId }) => customerId),
  );
  const check = async (step: Step | null) => {
    const [a, b] = [await team.onScreen(team.panels[0]), await team.onScreen(team.panels[1])];
    expect(
      a.all.filter((id) => b.all.includes(id)),
      `both show after ${JSON.stringify(step)}`,
    ).toEqual([]);
    expect(
      [...a.offered, ...b.offered].filter((id) => team.settled.has(id)),
      `offered again after ${JSON.stringify(step)}`,
    ).toEqual([]);
  };
  for (const step of all) {
    await team.step(step);
    await check(step);
  }
  await team.quieten();
  await check(null);
  for (const { db } of team.panels) expect(await db.outbox.toArray()).toEqual([]);
  const { body } = await endpoint.get('/v1/records?limit=100', 'lee');
  const stored = (body as { records: { record: { id: string } }[] }).records.map(({ record }) => record.id);
  expect(stored.toSorted()).toEqual(team.saved.toSorted());
  await endpoint.store.close();
  return team;
}

describe('two panels and one endpoint, whatever happens in whichever order', () => {
  it('never show the same customer nor one again whose call is made, lose nothing, double nothing, and empty their outboxes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await run(all);
      }),
      { numRuns: Number(process.env.CALLSIDE_SEEDS ?? 25) },
    );
  }, 600_000);

  it('really do the work: a whole day without faults has every customer called once', async () => {
    const day = Array.from({ length: 8 }, (): Step[] => [
      { who: 0, do: 'sync', fates: [], both: true },
      { who: 0, do: 'dial', task: true },
      { who: 1, do: 'dial', task: false },
      { who: 0, do: 'save', how: 'satisfied' },
      { who: 1, do: 'save', how: 'satisfied' },
    ]).flat();
    expect((await run(day)).saved.length).toBe(6);
  });
});
