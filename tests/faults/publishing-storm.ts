import type { DraftContent } from '../../lib/contract/publishing.ts';
import { createPublishApi, type PublishApi } from '../../lib/sync/publish-api.ts';
import { createRequest, type Reply } from '../../lib/sync/request.ts';
import { until } from '../support/browser.ts';
import { type Desk, dial, hangUp, line, save, sitDown, stored, walk } from '../support/journey.ts';
import { emptied, type Field, startField } from './desk.ts';
import type { Fault } from './fault.ts';

const SCRIPT = { kind: 'script', id: 'retail-repair' } as const;
const WITHIN_MS = 60_000;

/** Row 17: one version after the other is published while an agent is in a call. */
export const publishingStorm: Fault = {
  name: 'publishing storm: one version after the other during a call',
  passes: 'the call keeps its version and its words to the end, the next one has the newest, and each record says its own',
  short: 5,
  long: 100,
  play: async (times) => {
    const field = await startField(5);
    await sameScript(field);
    const desk = await sitDown(field.team, 'agent-li', { url: field.url });
    const problems: string[] = [];
    let changes = 0;
    try {
      await dial(desk);
      const first = await inCall(desk);
      const words = await line(desk);
      const newest = await publishMany(field, times, async () => {
        if ((await inCall(desk)) !== first || (await line(desk)) !== words) changes += 1;
      });
      const published = performance.now();
      await until('the newest version at the panel', async () => (await stored(desk, 'scripts')).some(({ version }) => version === newest), WITHIN_MS);
      const arrived = performance.now() - published;
      if ((await inCall(desk)) !== first || (await line(desk)) !== words) changes += 1;
      if (changes > 0) return { times, problems: [`the call changed ${changes} times`], seen: `“${words}” became “${await line(desk)}”` };
      await finish(desk);
      await dial(desk);
      const next = await inCall(desk);
      const nextWords = await line(desk);
      await finish(desk);
      if ((await emptied(desk)) === null) problems.push('the outbox is not empty');
      const said = (await field.team.records()).map(({ record }) => record.walk.version).toReversed();
      if (newest !== (first ?? 0) + times) problems.push(`${times} versions after ${first} end with ${newest}`);
      if (next !== newest || !nextWords.includes(wordsOf(times))) problems.push(`the next call has version ${next} (“${nextWords}”) instead of ${newest}`);
      if (said.join() !== [first, newest].join()) problems.push(`the records say ${said.join(' and ')} instead of ${first} and ${newest}`);
      problems.push(...desk.faults);
      return {
        times,
        problems,
        seen: `no change in the call; the newest was there ${(arrived / 1000).toFixed(1)} s after it was published; the records say ${said.join(' and ')}`,
      };
    } finally {
      await desk.close();
      await field.close();
    }
  },
};

/** Everybody who is due is due for this script. */
async function sameScript({ team }: Field): Promise<void> {
  await team.endpoint.store.write(async (tx) => {
    const customers = await tx.customers.page({ placeIds: ['store-hexi'], after: null, limit: 500 });
    const ids = customers.map(({ id }) => id);
    await tx.tasks.put((await tx.tasks.ofCustomers(ids, true)).map((task) => ({ ...task, scriptId: SCRIPT.id })));
    // And the rules say so too: the planner would take back what only the tasks say.
    for (const place of await tx.places.all()) await tx.places.put({ ...place, rules: place.rules.map((rule) => ({ ...rule, scriptId: SCRIPT.id })) });
  });
}

const inCall = async (desk: Desk) => (await stored(desk, 'calls'))[0]?.walk.version;
const wordsOf = (n: number) => `第 ${n} 稿`;

async function publishMany({ team, lead }: Field, times: number, look: () => Promise<void>): Promise<number> {
  const api = createPublishApi(createRequest({ endpoint: team.endpoint.url, token: lead }));
  let newest = 0;
  for (let n = 1; n <= times; n++) {
    newest = await publish(api, n);
    await look();
  }
  return newest;
}

/** The version in use with another opening line; answers its number. */
async function publish(api: PublishApi, n: number): Promise<number> {
  const { inUse } = good(await api.draft(SCRIPT));
  if (inUse.kind !== 'script') throw new Error('no script');
  const { body } = inUse;
  const steps = body.steps.map((step) =>
    step.id === body.start ? { ...step, line: { 'zh-CN': `{customer.address}，您好，${wordsOf(n)}。`, en: `Hello {customer.address}, draft ${n}.` } } : step,
  );
  const content: DraftContent = { kind: 'script', body: { ...body, steps } };
  const { draft } = good(await api.saveDraft({ content, rev: 0, basedOn: body.version }));
  const { publication } = good(await api.publish({ ...SCRIPT, rev: draft.rev, why: `draft ${n}`, at: null }));
  return publication.version ?? 0;
}

function good<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.failure.kind}: ${reply.failure.message}`);
  return reply.value;
}

async function finish(desk: Desk): Promise<void> {
  await walk(desk, '1', '1', '1', '1', '1');
  await hangUp(desk);
  await save(desk);
}
