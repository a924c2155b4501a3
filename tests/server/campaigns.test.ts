import { describe, expect, it, vi } from 'vitest';
import type { Campaign, CampaignPlan, CampaignProgress } from '../../lib/contract/campaign.ts';
import type { Place } from '../../lib/contract/place.ts';
import { evaluate } from '../../lib/plan/campaign.ts';
import { planBatch } from '../../server/planner.ts';
import { shippedScripts } from '../support/builders.ts';
import { aCampaign } from '../support/campaign.ts';
import { aRow, aSave, type Bench, HOUR, places, recordOf, START, bench as withoutScripts } from './support.ts';

const DAY = 24 * HOUR;
const fieldOf = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as { error: { field: string | null } }).error.field];
const inClass = (n: number, name: string) => {
  const row = aRow(n);
  return { ...row, service: null, customer: { ...row.customer, class: name } };
};

/** The store's only rules are its campaigns; customers 1 to 4 are Gold, 5 is Silver. */
async function bench(): Promise<Bench> {
  const b = await withoutScripts();
  await b.store.write(async (tx) => {
    for (const script of shippedScripts()) await tx.content.putScript(script, null);
  });
  await b.post('/v1/places/save', { id: 'store', set: { rules: { put: [], drop: ['after-any'] } } }, 'lee');
  await b.importRows([...[1, 2, 3, 4].map((n) => inClass(n, 'Gold')), inClass(5, 'Silver')]);
  await settled(b);
  return b;
}

async function settled(b: Bench): Promise<void> {
  while (await planBatch(b.deps));
}
const save = async (b: Bench, change: Partial<CampaignPlan> = {}, basedOn: number | null = null, by = 'lee') =>
  b.post('/v1/campaigns/save', { campaign: aCampaign(change), basedOn }, by);
const move = async (b: Bench, what: 'start' | 'pause' | 'end', by = 'lee') => {
  const answer = await b.post(`/v1/campaigns/${what}`, { id: 'autumn' }, by);
  await settled(b);
  return answer;
};
const campaignOf = (answer: { body: unknown }) => (answer.body as { campaign: Campaign }).campaign;
const progressOf = async (b: Bench, by = 'quinn') =>
  ((await b.post('/v1/campaigns/progress', { ids: ['autumn'] }, by)).body as { progress: CampaignProgress[] }).progress[0];
const open = async (b: Bench) => await b.store.read((tx) => tx.tasks.openIn(['store']));
const rulesOf = async (b: Bench) =>
  (((await b.post('/v1/places/list', {}, 'lee')).body as { places: Place[] }).places.find(({ id }) => id === 'store')?.rules ?? []).map(({ id }) => id);

describe('a campaign', () => {
  it('calls those it is for once it is started, and says what came of it', async () => {
    const b = await bench();
    expect((await save(b, { agents: ['ann', 'ben'] })).status).toBe(200);
    expect(await open(b)).toBe(0);
    expect(campaignOf(await move(b, 'start'))).toMatchObject({ state: 'running', startedAt: expect.any(Number) });
    expect(await open(b)).toBe(4);
    expect(await progressOf(b)).toMatchObject({ customers: 4, open: 4, called: 0, reached: 0, partial: false, perAgent: [] });

    const next = async (by: string, n: number, change: Parameters<typeof recordOf>[1]) => {
      b.clock.time += 60_000;
      const [work] = (await b.claim(by, { want: 1 })).work;
      const { time } = b.clock;
      await b.push(
        by,
        aSave(`m-${n}`, recordOf(work, { id: `r-${n}`, agentId: by, startedAt: time, answeredAt: time, endedAt: time, savedAt: time, ...change })),
      );
      await settled(b);
    };
    // Lee, the lead, is not among those who were named.
    expect((await b.claim('lee', { want: 5 })).work).toEqual([]);
    const at = START + 3 * DAY;
    await next('ann', 1, { content: { nextStep: { kind: 'send', at, note: '' } } });
    await next('ann', 2, { satisfaction: 'fair' });
    await next('ben', 3, { outcome: 'no-answer', satisfaction: null, answeredAt: null });
    expect(await progressOf(b)).toEqual({
      campaignId: 'autumn',
      customers: 4,
      open: 2,
      called: 3,
      reached: 2,
      satisfied: 1,
      converted: 1,
      perAgent: [
        { agentId: 'ann', name: 'Agent ann', called: 2, reached: 2, satisfied: 1, converted: 1 },
        { agentId: 'ben', name: 'Agent ben', called: 1, reached: 0, satisfied: 0, converted: 0 },
      ],
      partial: false,
    });

    const ended = campaignOf(await move(b, 'end'));
    expect(ended).toMatchObject({ state: 'ended', customersAtEnd: 4 });
    expect(await rulesOf(b)).toEqual([]);
    // What somebody has begun stays; what nobody has is withdrawn.
    expect(await open(b)).toBe(1);
    const progress = await progressOf(b);
    expect(progress).toMatchObject({ customers: 4, called: 3, reached: 2, converted: 1 });
    expect(evaluate(ended, progress as CampaignProgress)).toMatchObject({ cost: 350.5, perConverted: 350.5, perReached: 175.25, left: 149.5 });
  });

  it('counts the call that was agreed on as its own', async () => {
    const b = await bench();
    await save(b);
    await move(b, 'start');
    const [work] = (await b.claim('ann', { want: 1 })).work;
    const nextStep = { kind: 'appointment', at: START + 2 * HOUR, note: '', taskId: 'later' } as const;
    await b.push('ann', aSave('m-1', recordOf(work, { id: 'r-1', outcome: 'not-now', satisfaction: null, content: { nextStep } })));
    expect(await progressOf(b)).toMatchObject({ customers: 4, open: 4, called: 1, reached: 0 });
    b.clock.time = START + 2 * HOUR;
    const agreed = (await b.claim('ann', { want: 5 })).work.find(({ task }) => task.id === 'later');
    const { time } = b.clock;
    await b.push('ann', aSave('m-2', recordOf(agreed, { id: 'r-2', startedAt: time, answeredAt: time, endedAt: time, savedAt: time })));
    expect(await progressOf(b)).toMatchObject({ customers: 4, open: 3, called: 1, reached: 1, satisfied: 1 });
  });

  it('takes along who comes to fit while it runs, and calls nobody twice after a pause', async () => {
    const b = await bench();
    await save(b);
    await move(b, 'start');
    await b.importRows([inClass(6, 'Gold'), inClass(7, 'Silver')]);
    await settled(b);
    expect(await open(b)).toBe(5);
    const [work] = (await b.claim('ann', { want: 1 })).work;
    await b.push('ann', aSave('m-1', recordOf(work)));
    expect(campaignOf(await move(b, 'pause')).state).toBe('paused');
    expect(await open(b)).toBe(0);
    await move(b, 'start');
    expect(await open(b)).toBe(4);
    expect(await progressOf(b)).toMatchObject({ customers: 5, open: 4, called: 1 });
  });

  it('remembers at its end how many it had, also those whose call is about something else too', async () => {
    const b = await bench();
    const afterAny = places.find(({ id }) => id === 'store')?.rules ?? [];
    await b.post('/v1/places/save', { id: 'store', set: { rules: { put: afterAny, drop: [] } } }, 'lee');
    await b.importRows([aRow(8)]);
    await save(b, { customers: { kinds: ['repair'] } });
    await move(b, 'start');
    expect(await open(b)).toBe(1);
    expect(await progressOf(b)).toMatchObject({ customers: 1, open: 1 });
    await move(b, 'end');
    expect(await open(b)).toBe(1);
    expect(await progressOf(b)).toMatchObject({ customers: 1, open: 0 });
  });

  it('is told from others that run at the same time, in the order in which they were asked for', async () => {
    const b = await bench();
    await save(b);
    await move(b, 'start');
    await save(b, { id: 'silver', customers: { classes: ['Silver'] }, from: '2026-11-18' });
    await b.post('/v1/campaigns/start', { id: 'silver' }, 'lee');
    await save(b, { id: 'later' });
    await settled(b);
    const { progress } = (await b.post('/v1/campaigns/progress', { ids: ['later', 'silver', 'autumn'] }, 'quinn')).body as { progress: CampaignProgress[] };
    expect(progress.map(({ campaignId, customers }) => [campaignId, customers])).toEqual([
      ['later', 0],
      ['silver', 1],
      ['autumn', 4],
    ]);
  });

  it('says when there was no time to count everything', async () => {
    const b = await bench();
    await save(b);
    await move(b, 'start');
    let clock = 0;
    const spy = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 20_000));
    const progress = await progressOf(b);
    spy.mockRestore();
    expect(progress).toMatchObject({ customers: 0, partial: true });
  });

  it('changes in the plan at once while it runs, but for its first day', async () => {
    const b = await bench();
    await save(b);
    const { updatedAt } = campaignOf(await move(b, 'start'));
    expect(fieldOf(await save(b, { from: '2026-11-19' }, updatedAt))).toEqual([409, 'campaign.from']);
    expect((await save(b, { customers: { classes: ['Silver'] } }, updatedAt)).status).toBe(200);
    await settled(b);
    expect(await open(b)).toBe(1);
  });

  it('is changed by one at a time, and after its end only in what it cost and taught', async () => {
    const b = await bench();
    const { updatedAt } = campaignOf(await save(b));
    const second = campaignOf(await save(b, { name: 'Autumn coats' }, updatedAt));
    expect(fieldOf(await save(b, { name: 'Winter' }, updatedAt))).toEqual([409, 'basedOn']);
    expect(fieldOf(await save(b, { name: 'Winter' }, null))).toEqual([409, 'basedOn']);
    const named = { name: second.name };
    await move(b, 'start');
    const ended = campaignOf(await move(b, 'end'));
    expect(fieldOf(await save(b, { ...named, aim: 'another' }, ended.updatedAt))).toEqual([409, 'campaign']);
    const costs = [{ what: 'Print', amount: 12.5 }];
    expect(campaignOf(await save(b, { ...named, costs, lesson: 'Begin earlier' }, ended.updatedAt))).toMatchObject({ costs, state: 'ended' });
  });

  it('is not saved with days the wrong way round, or people and places out of reach', async () => {
    const b = await bench();
    const refused: [Partial<CampaignPlan>, unknown][] = [
      [{ to: '2026-11-17' }, [400, 'campaign.to']],
      [{ customers: { lastFrom: '2026-11-02', lastTo: '2026-11-01' } }, [400, 'campaign.customers.lastTo']],
      [{ agents: ['ann', 'oli'] }, [404, 'campaign.agents']],
      [{ supervisorId: 'nobody' }, [404, 'campaign.supervisorId']],
      [{ placeId: 'other-store' }, [404, 'campaign.placeId']],
    ];
    for (const [change, answer] of refused) expect(fieldOf(await save(b, change))).toEqual(answer);
    expect((await b.post('/v1/campaigns/list', {}, 'lee')).body).toMatchObject({ campaigns: [] });
  });

  it('does not start when its days are over, or its rule is wrong', async () => {
    const b = await bench();
    await save(b, { from: '2026-11-01', to: '2026-11-17' });
    expect(fieldOf(await move(b, 'start'))).toEqual([409, 'campaign.to']);
    const other = await bench();
    await save(other, { scriptId: 'no-such-script' });
    expect(fieldOf(await move(other, 'start'))).toEqual([400, 'rule.scriptId']);
    expect(await rulesOf(other)).toEqual([]);
  });

  it('does only what follows from where it stands', async () => {
    const b = await bench();
    await save(b);
    await move(b, 'start');
    expect(fieldOf(await move(b, 'start'))).toEqual([409, 'id']);
    await move(b, 'end');
    for (const what of ['start', 'pause', 'end'] as const) expect(fieldOf(await move(b, what))).toEqual([409, 'id']);
  });

  it('is removed as long as it was never started', async () => {
    const b = await bench();
    await save(b);
    expect((await b.post('/v1/campaigns/remove', { id: 'autumn' }, 'lee')).status).toBe(200);
    expect((await b.post('/v1/campaigns/list', {}, 'lee')).body).toMatchObject({ campaigns: [] });
    await save(b);
    await move(b, 'start');
    await move(b, 'pause');
    expect(fieldOf(await b.post('/v1/campaigns/remove', { id: 'autumn' }, 'lee'))).toEqual([409, 'id']);
  });

  it('has a rule that nobody changes as a rule, and that no new place takes over', async () => {
    const b = await bench();
    await save(b);
    await move(b, 'start');
    const set = (rules: object) => b.post('/v1/places/save', { id: 'store', set: { rules } }, 'lee');
    expect(fieldOf(await set({ put: [], drop: ['campaign:autumn'] }))).toEqual([409, 'set.rules.drop.0']);
    const rule = { id: 'campaign:x', trigger: { on: 'birthday' }, fromDays: 0, withinDays: 0, purpose: 'after-repair', scriptId: 'retail-repair', priority: 1 };
    expect(fieldOf(await set({ put: [rule], drop: [] }))).toEqual([409, 'set.rules.put.0.id']);
    const made = await b.post('/v1/places/save', { id: null, set: { parentId: 'store', name: 'Corner' } }, 'lee');
    expect((made.body as { place: Place }).place.rules).toEqual([]);
    expect(await rulesOf(b)).toEqual(['campaign:autumn']);
  });

  it('is read by who looks after its place', async () => {
    const b = await bench();
    await save(b);
    const ids = async (by: string) => ((await b.post('/v1/campaigns/list', {}, by)).body as { campaigns: Campaign[] }).campaigns.map(({ id }) => id);
    expect([await ids('lee'), await ids('quinn'), await ids('olga')]).toEqual([['autumn'], ['autumn'], []]);
    expect((await b.post('/v1/campaigns/progress', { ids: ['autumn'] }, 'olga')).status).toBe(404);
  });
});
