import type { Mutation } from '../../lib/contract/mutation.ts';
import type { PushReply } from '../../lib/contract/wire.ts';
import { headsOf } from '../../lib/record/revisions.ts';
import { phone } from '../lib/plan/build.ts';
import type { Chance } from './chance.ts';
import { type Answered, type SimEndpoint, tokenOf } from './endpoint.ts';
import { lead, MINUTE, SECOND, scriptVersion } from './field.ts';
import type { Scheduler } from './scheduler.ts';

/** Whoever sits at the workspace: corrects records and customers, publishes, erases. What the endpoint did not answer is done or not, and nobody knows. */
export class SimLead {
  /** What the endpoint said is stored, as it was sent. */
  readonly acknowledged = new Map<string, Mutation>();
  /** What the endpoint did not answer: it may be stored all the same. */
  readonly unanswered: Mutation[] = [];
  private readonly scheduler: Scheduler;
  private readonly chance: Chance;
  private readonly endpoint: SimEndpoint;
  private ids = 0;

  constructor(scheduler: Scheduler, chance: Chance, endpoint: SimEndpoint) {
    this.scheduler = scheduler;
    this.chance = chance;
    this.endpoint = endpoint;
  }

  /** Based on what stands there when they look; the agent may correct it meanwhile. */
  async correctRecord(recordId: string): Promise<void> {
    const revisions = await this.endpoint.store.read((tx) => tx.records.revisions(recordId));
    const latest = revisions.at(-1)?.record;
    if (!latest || latest.erased) return;
    await this.think();
    const { outcome, satisfaction, content } = latest;
    const id = this.newId();
    const basedOn = headsOf(revisions.map(({ record }) => record));
    const corrected = { ...content, suggestions: { kind: 'text' as const, text: `heard by ${id}` } };
    await this.push({ id, at: this.scheduler.now, kind: 'record.revise', recordId, basedOn, why: id, outcome, satisfaction, content: corrected });
  }

  async correctPhone(customerId: string): Promise<void> {
    const [customer] = await this.endpoint.store.read((tx) => tx.customers.get([customerId]));
    const was = customer?.person.phones[0];
    if (!was) return;
    await this.think();
    const e164 = `+44770090${this.chance.between(1000, 9999)}`;
    const change = { field: 'phone', value: phone({ original: e164, e164 }), was } as const;
    await this.push({ id: this.newId(), at: this.scheduler.now, kind: 'customer.set', customerId, change });
  }

  /** A draft, then the draft published: the endpoint may go down in between, and the draft stays. */
  async publish(): Promise<void> {
    const version = await newestVersion(this.endpoint);
    const draft = await this.endpoint.store.read((tx) => tx.publishing.draft({ kind: 'script', id: 'after-service', placeId: lead.placeId }));
    const content = { kind: 'script', body: scriptVersion(version + 1) };
    const saved = await this.ask('/v1/content/save-draft', { content, rev: draft?.rev ?? 0, basedOn: version });
    if (saved?.status !== 200) return;
    const { rev } = (JSON.parse(saved.text) as { draft: { rev: number } }).draft;
    await this.ask('/v1/content/publish', { kind: 'script', id: 'after-service', rev, why: 'clearer', at: null });
  }

  async erase(customerId: string): Promise<void> {
    await this.ask('/v1/customers/erase', { customerId, why: 'asked' });
  }

  private newId(): string {
    this.ids += 1;
    return `${lead.id}-${this.ids}`;
  }

  private think(): Promise<void> {
    return this.scheduler.pause('the lead thinks', this.chance.between(SECOND, 4 * MINUTE));
  }

  private async push(mutation: Mutation): Promise<void> {
    const answer = await this.ask('/v1/push', { mutations: [mutation] });
    if (answer?.status !== 200) {
      this.unanswered.push(mutation);
      return;
    }
    const [result] = (JSON.parse(answer.text) as PushReply).results;
    if (result && result.status !== 'rejected') this.acknowledged.set(mutation.id, mutation);
  }

  /** Null: the endpoint is down, or went down before it answered. */
  private ask(path: string, body: object): Promise<Answered | null> {
    const gate = this.scheduler.gate<Answered | null>();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(lead.id)}` };
    this.endpoint.ask(
      path,
      { method: 'POST', headers, body: JSON.stringify(body) },
      (answer) => gate.open(answer),
      () => gate.open(null),
    );
    return gate.wait(`the lead asks ${path}`);
  }
}

/** Of the script of all calls. */
export async function newestVersion(endpoint: SimEndpoint): Promise<number> {
  const [newest] = await endpoint.store.read((tx) => tx.publishing.versions('script', 'after-service', [lead.placeId]));
  return newest?.version ?? 0;
}
