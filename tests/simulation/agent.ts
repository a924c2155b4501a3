import { beginCall } from '../../lib/call/begin.ts';
import type { Call, Draft } from '../../lib/contract/call.ts';
import type { Customer, Service } from '../../lib/contract/customer.ts';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { Task } from '../../lib/contract/task.ts';
import { changeCall, currentCall, startCall } from '../../lib/db/calls.ts';
import { openDivergences, settleField, settleRecord } from '../../lib/db/divergences.ts';
import { readFile, readQueue } from '../../lib/db/queue.ts';
import { reviseRecord } from '../../lib/db/revise-record.ts';
import { type SaveInput, saveCall } from '../../lib/db/save-call.ts';
import { newestScript, scriptOf } from '../../lib/db/scripts.ts';
import { appointTask, skipTask } from '../../lib/db/task-changes.ts';
import { takeCustomer } from '../../lib/sync/take-customer.ts';
import { noCorrection, phone } from '../lib/plan/build.ts';
import { draft, full, text } from '../lib/record/build.ts';
import type { Chance } from './chance.ts';
import { HOUR, MINUTE, SECOND, scriptVersion, store } from './field.ts';
import type { SimPanel } from './panel.ts';
import type { Scheduler } from './scheduler.ts';

/** What the simulation must know to judge a run. */
export type Told = {
  /** Records of which a panel said "saved". */
  saved: Map<string, RecordOfCall>;
  /** Corrections of which a panel said so, by their reason, which is said once: the record. */
  corrected: Map<string, string>;
  /** Calls that were begun, with the version of the script they began with. */
  begun: Map<string, number>;
  /** Those of them that reached the panel's database: each must end in a record. */
  rung: Set<string>;
};

/** Changes how a call is saved: a planted bug. */
export type SavePlant = (save: typeof saveCall, scheduler: Scheduler) => typeof saveCall;

type Ending = 'satisfied' | 'corrected' | 'no answer' | 'not now' | 'refused';
const endings: { readonly [ending in Ending]: number } = { satisfied: 6, corrected: 3, 'no answer': 2, 'not now': 2, refused: 1 };

export type AgentInput = { panel: SimPanel; scheduler: Scheduler; chance: Chance; told: Told; customers: number; calls: number; plant: SavePlant };

/** What an agent does all day: call after call, until they have made so many. Lives in a page, and goes on in the next one when that page dies. */
export class SimAgent {
  readonly panel: SimPanel;
  /** Still to make. */
  left: number;
  private readonly save: typeof saveCall;
  private readonly input: AgentInput;

  constructor(input: AgentInput) {
    this.input = input;
    this.panel = input.panel;
    this.left = input.calls;
    this.save = input.plant(saveCall, input.scheduler);
  }

  /** Sits down at the page that is open. */
  sitDown(): void {
    const { page } = this.panel;
    this.input.scheduler.spawn(page.life, 'sits down', async () => {
      // What was under way when the last page went comes first.
      this.panel.sync(true);
      for (await this.finish(); this.left > 0; await this.finish()) {
        await this.think(SECOND, MINUTE);
        if (await this.act()) this.left -= 1;
      }
    });
  }

  private get db() {
    return this.panel.page.db;
  }

  private think(least: number, most: number): Promise<void> {
    return this.input.scheduler.pause('thinks', this.input.chance.between(least, most));
  }

  /** True when there was something to do. */
  private async act(): Promise<boolean> {
    const { chance, customers, scheduler } = this.input;
    const { agent } = this.panel;
    const what = chance.weighted({ next: 12, unasked: 2, take: 3, unknown: 2, skip: 1, appoint: 1, correct: 4, settle: 3 });
    scheduler.note(`does: ${what}`);
    const queue = await readQueue(this.db, { agent, place: store, now: this.panel.now(), claimed: true });
    const next = queue.ready[0];
    if (what === 'correct') return this.correct();
    if (what === 'settle') return this.settle();
    if (what === 'unknown') return this.dial(null, null, null);
    if (what === 'take') return this.take(`customer-${chance.between(1, customers)}`);
    if (!next) return false;
    const change = { taskId: next.task.id, agentId: agent.id, now: this.panel.now(), newId: this.panel.newId };
    if (what === 'skip') await skipTask(this.db, { ...change, reason: 'busy', until: change.now + HOUR });
    else if (what === 'appoint') await appointTask(this.db, { ...change, to: change.now + 5 * MINUTE, note: 'after lunch' });
    else await this.dial(next.customer, next.service, what === 'next' ? next.task : null);
    this.panel.sync(true);
    return true;
  }

  /** A record of one's own, sent or not. False: a call is what counts. */
  private async correct(): Promise<boolean> {
    const { chance, told, scheduler } = this.input;
    const own = await this.db.records.filter(({ agentId }) => agentId === this.panel.agent.id).toArray();
    const records = own.filter(({ erased }) => !erased);
    if (records.length === 0) return false;
    const { id, outcome, satisfaction, content } = chance.pick(records);
    await this.think(SECOND, MINUTE);
    const why = this.panel.newId();
    const said = content.said === null ? null : text(`${why}: the zip, not the hem`);
    const done = await reviseRecord(this.db, {
      ...{ recordId: id, agentId: this.panel.agent.id, why, outcome, satisfaction, content: { ...content, said } },
      ...{ script: null, now: this.panel.now(), newId: this.panel.newId },
    });
    if (done.ok) told.corrected.set(why, id);
    scheduler.note(`corrected: ${done.ok ? why : done.kind}`);
    this.panel.sync(true);
    return false;
  }

  /** What stands side by side here is looked at, and one is chosen. */
  private async settle(): Promise<boolean> {
    const { chance, told } = this.input;
    const open = await openDivergences(this.db, null);
    if (open.length === 0) return false;
    const divergence = chance.pick(open);
    const choose = chance.pick(divergence.versions as { id: string }[]).id;
    await this.think(SECOND, MINUTE);
    const who = { agent: this.panel.agent, now: this.panel.now(), newId: this.panel.newId, choose };
    if (divergence.kind === 'record') {
      const why = this.panel.newId();
      const done = await settleRecord(this.db, { ...who, divergence, why });
      if (done.ok) told.corrected.set(why, divergence.recordId);
    } else await settleField(this.db, { ...who, divergence });
    this.panel.sync(true);
    return false;
  }

  private async take(customerId: string): Promise<boolean> {
    const taken = await takeCustomer(this.panel.depsOf(this.db, true), customerId);
    const file = taken.ok ? await readFile(this.db, customerId) : null;
    return file ? this.dial(file.customer, file.services[0] ?? null, null) : false;
  }

  private async dial(customer: Customer | null, service: Service | null, task: Task | null): Promise<boolean> {
    const { panel, input } = this;
    const script = await newestScript(this.db, 'after-service');
    // Nothing came from the endpoint yet: there is nothing to say.
    if (!script) return false;
    const begun = beginCall({
      id: panel.newId(),
      direction: customer ? 'out' : 'in',
      agent: panel.agent,
      place: store,
      script,
      phraseLists: [],
      task,
      customer,
      service,
    });
    const now = panel.now();
    input.told.begun.set(begun.id, script.version);
    await startCall(this.db, { ...begun, phase: 'talking', startedAt: now, answeredAt: now });
    input.told.rung.add(begun.id);
    const words = ['The zip ', 'sticks again, ', 'since the <wash> of =May "24" 🧵'];
    for (const [index] of words.entries()) {
      await this.think(SECOND, 20 * SECOND);
      const said = text(words.slice(0, index + 1).join(''));
      await changeCall(this.db, begun.id, (call) => ({ ...call, draft: { ...call.draft, said } }));
    }
    return true;
  }

  /** Ends the call that is open, if one is, and saves it. */
  private async finish(): Promise<void> {
    const call = await currentCall(this.db);
    if (!call) return;
    const now = this.panel.now();
    const ended = await changeCall(this.db, call.id, (one) => ({ ...one, phase: 'wrap-up', endedAt: now, draft: this.ending(one, now) }));
    if (!ended) return;
    await this.think(0, 30 * SECOND);
    const saved = await this.save(this.db, await this.saving(ended));
    if (saved.ok) this.input.told.saved.set(saved.record.id, saved.record);
    this.input.scheduler.note(`saved: ${saved.ok ? saved.record.id : saved.kind}`);
    this.panel.sync(true);
  }

  private async saving(call: Call): Promise<SaveInput> {
    const script = (await scriptOf(this.db, call.walk)) ?? scriptVersion(call.walk.version);
    return { callId: call.id, script, place: store, demo: false, now: this.panel.now(), newId: this.panel.newId, phoneHash: null, kept: () => [] };
  }

  private ending(call: Call, now: number): Draft {
    const { chance } = this.input;
    const kept = { from: call.draft.from, to: call.draft.to, party: call.customerId === null ? { name: 'Sam', note: '' } : null };
    const said = call.draft.said ?? text('as always');
    switch (chance.weighted(endings)) {
      case 'satisfied':
        return full({ ...kept, said });
      case 'corrected': {
        const e164 = `+44770090${chance.between(1000, 9999)}`;
        return full({ ...kept, said, correction: { ...noCorrection, phone: phone({ original: e164, e164 }), language: chance.pick(['en', 'pl', 'zh-CN']) } });
      }
      case 'no answer':
        return draft({ ...kept, outcome: 'no-answer' });
      case 'not now':
        return draft({ ...kept, outcome: 'not-now', nextStep: { kind: 'appointment', at: now + 3 * MINUTE, note: '', taskId: this.panel.newId() } });
      case 'refused':
        return draft({ ...kept, outcome: 'refused', correction: { ...noCorrection, optOut: 'said so' } });
    }
  }
}
