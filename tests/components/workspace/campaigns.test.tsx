import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Campaign, CampaignPlan, CampaignProgress } from '../../../lib/contract/campaign.ts';
import type { SavedFilter } from '../../../lib/contract/filter.ts';
import type { PlanPreviewReply, PlanPreviewRequest } from '../../../lib/contract/plan.ts';
import type { UiLanguage } from '../../../lib/i18n/language.ts';
import { campaignAfter, campaignRule, type Move } from '../../../lib/plan/campaign.ts';
import { shippedScripts } from '../../support/builders.ts';
import { aCampaign, runningCampaign } from '../../support/campaign.ts';
import { openDb } from '../../support/db.ts';
import { NOW, place } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const progress = (change: Partial<CampaignProgress> = {}): CampaignProgress => ({
  campaignId: 'autumn',
  customers: 40,
  open: 20,
  called: 20,
  reached: 16,
  satisfied: 12,
  converted: 4,
  perAgent: [{ agentId: 'ann', name: 'Ann', called: 20, reached: 16, satisfied: 12, converted: 4 }],
  partial: false,
  ...change,
});
const draft: Campaign = { ...aCampaign(), state: 'draft', createdAt: 1, updatedAt: 1 };

type Options = {
  campaigns?: Campaign[];
  role?: 'lead' | 'qa';
  language?: UiLanguage;
  hash?: string;
  preview?: Partial<PlanPreviewReply>;
  save?: () => unknown;
  shown?: Partial<CampaignProgress>;
  filters?: SavedFilter[];
};

async function open({ campaigns = [], role = 'lead', language = 'en', hash = '#/campaigns', preview = {}, save, shown = {}, filters = [] }: Options = {}) {
  location.hash = hash;
  let all = campaigns;
  const put = (campaign: Campaign) => {
    all = [campaign, ...all.filter(({ id }) => id !== campaign.id)];
    return { campaign };
  };
  const moveTo = (what: Move) => (body: unknown) => {
    const known = all.find(({ id }) => id === (body as { id: string }).id);
    const moved = known && campaignAfter(known, what, NOW);
    return moved ? put(moved) : new Refusal(409, 'conflict');
  };
  const first = { customerId: 'c1', name: 'Wang Jiaqi', company: null, class: 'Gold', notBefore: NOW, dueBy: NOW, why: [] };
  const { fetcher, asked } = endpointOf({
    '/v1/campaigns/list': () => ({ campaigns: all, people: [{ id: 'ann', name: 'Ann' }] }),
    '/v1/campaigns/save': (body) => (save ? save() : put({ ...(body as { campaign: CampaignPlan }).campaign, state: 'draft', createdAt: NOW, updatedAt: NOW })),
    '/v1/campaigns/start': moveTo('start'),
    '/v1/campaigns/pause': moveTo('pause'),
    '/v1/campaigns/end': moveTo('end'),
    '/v1/campaigns/remove': (body) => {
      all = all.filter(({ id }) => id !== (body as { id: string }).id);
      return { ok: true };
    },
    '/v1/campaigns/progress': () => ({ progress: [progress(shown)] }),
    '/v1/places/list': () => ({ places: [place()] }),
    '/v1/filters/list': () => ({ filters }),
    '/v1/people/list': () => ({
      people: [
        {
          agent: { id: 'ann', name: 'Ann', role: 'agent', placeId: 'store', languages: ['en'] },
          login: 'ann',
          hasPassword: true,
          deactivatedAt: null,
          createdAt: NOW,
          devices: 1,
          seenAt: null,
          codeUntil: null,
        },
      ],
    }),
    '/v1/plan/preview': () => ({
      problems: [],
      classes: ['Gold', '钻石'],
      kinds: ['repair'],
      preview: { calls: 1234, customers: 1300, lookedAt: 1300, perDay: [], perRule: [], first: [first] },
      ...preview,
    }),
    '/v1/content/list': () => ({
      entries: shippedScripts().map(({ id, title, languages, version, purpose, steps }) => ({
        ...{ kind: 'script', id, title, languages, purpose, version, placeId: null, size: steps.length, publication: null, draft: null, scheduled: [] },
      })),
    }),
  });
  const user = await showWorkspace(openDb(), team(role), fetcher, language);
  const bodies = (path: string) => asked.filter((one) => one.path === path).map(({ body }) => body);
  return { user, bodies };
}

beforeEach(() => {
  vi.spyOn(window, 'print').mockImplementation(() => undefined);
});
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
  vi.restoreAllMocks();
});
const button = (name: string) => screen.findByRole('button', { name });
const fact = (name: string) => screen.getByText(name).nextElementSibling?.textContent;

describe('campaigns', () => {
  it('say where there are none what to do, and to QA who does it', async () => {
    await open();
    expect(await screen.findByText(/Nobody is called before you start it/)).toBeTruthy();
  });

  it('are read by QA, and changed by nobody but a lead', async () => {
    await open({ role: 'qa', campaigns: [runningCampaign()] });
    (await screen.findByRole('link', { name: 'Autumn coats' })).click();
    expect(await screen.findByRole('heading', { name: 'Autumn coats' })).toBeTruthy();
    await screen.findByText('Leaflets 50.00 CNY');
    for (const name of ['Edit', 'Pause', 'End', 'Start']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('button', { name: /New campaign/ })).toBeNull();
  });

  it('stand in a list with their state, their days and how far they are, in words and as a bar', async () => {
    await open({ campaigns: [runningCampaign(), { ...draft, id: 'winter', name: 'Winter' }] });
    const bar = await screen.findByRole('progressbar', { name: '20 of 40 called, 16 reached, 4 converted' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    const [, first, second] = screen.getAllByRole('row');
    await waitFor(() => expect(within(first as HTMLElement).getByText('Store')).toBeTruthy());
    for (const words of ['Running', '18 Nov – 27 Nov', '6 days left']) expect(within(first as HTMLElement).getByText(words)).toBeTruthy();
    for (const words of ['Draft', 'not started']) expect(within(second as HTMLElement).getByText(words)).toBeTruthy();
  });

  it('are read in Chinese', async () => {
    await open({ language: 'zh-CN', campaigns: [runningCampaign()], hash: '#/campaigns/autumn' });
    expect(await screen.findByText('40 位中已致电 20 位，接通 16 位，转化 4 位')).toBeTruthy();
    expect(screen.getByText('每位转化客户的费用')).toBeTruthy();
  });

  it('are made with a live count of whom they reach, and nothing is saved before it is whole', async () => {
    const { user, bodies } = await open();
    await screen.findByText('No campaigns yet');
    await user.keyboard('n');
    const dialog = await screen.findByRole('dialog', { name: 'A new campaign' });
    const field = (name: string) => within(dialog).getByLabelText(name);
    await user.type(field('Name'), 'Spring visit');
    expect(within(dialog).getByText(/Not ready yet: Script, First day, Last day/)).toBeTruthy();
    await user.type(field('First day'), '2026-12-01');
    await user.type(field('Last day'), '2026-12-10');
    await user.type(field('Classes'), 'Gold');
    await user.click(await within(dialog).findByRole('button', { name: '+ 钻石' }));
    await user.type(field('Last service until'), '2026-06-30');
    expect(await within(dialog).findByText('Reaches 1234 customers')).toBeTruthy();
    expect(within(dialog).getByText('Wang Jiaqi · Gold')).toBeTruthy();
    const rule = () => (bodies('/v1/plan/preview').at(-1) as PlanPreviewRequest).rules.at(-1);
    await waitFor(() => expect(rule()?.covers).toEqual({ classes: ['Gold', '钻石'], lastTo: '2026-06-30' }));
    expect(rule()?.trigger).toEqual({ on: 'period', from: '2026-12-01', to: '2026-12-10' });
    await user.selectOptions(field('Script'), 'retail-repair');
    await user.click(await within(dialog).findByRole('checkbox', { name: 'Ann' }));
    await user.click(within(dialog).getByRole('button', { name: 'Add a gift' }));
    await user.type(field('Gift'), 'Brush');
    await user.type(field('How many'), '50');
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await user.type(field('Each costs'), '6.01');
    await user.type(field('Customers converted'), '20');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('heading', { name: 'Spring visit' })).toBeTruthy();
    expect(bodies('/v1/campaigns/save')).toMatchObject([
      {
        basedOn: null,
        campaign: {
          placeId: 'store',
          purpose: 'after-repair',
          customers: { classes: ['Gold', '钻石'], lastTo: '2026-06-30' },
          agents: ['ann'],
          gifts: [{ name: 'Brush', count: 50, unitCost: 6.01 }],
          target: { converted: 20 },
        },
      },
    ]);
    expect(location.hash).toMatch(/^#\/campaigns\/[\w-]+$/);
  });

  it('begin with a filter that was kept, and say what of it is true of one moment only', async () => {
    const { user, bodies } = await open({
      filters: [
        {
          id: 'f1',
          placeId: 'store',
          name: 'Gold coats',
          createdAt: 1,
          filter: { classes: ['Gold', '钻石'], products: ['coat'], lastFrom: '2026-06-01', query: 'wang' },
        },
      ],
    });
    await screen.findByText('No campaigns yet');
    await user.keyboard('n');
    await user.selectOptions(await screen.findByLabelText('Begin with a kept filter'), 'Gold coats');
    expect(screen.getByLabelText<HTMLInputElement>('Classes').value).toBe('Gold, 钻石');
    expect(screen.getByLabelText<HTMLInputElement>(/^Products/).value).toBe('coat');
    expect(screen.getByText('Not taken along, for it is true of one moment: what was looked for.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2026-12-01' } });
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-12-10' } });
    await user.selectOptions(screen.getByLabelText('Script'), 'retail-repair');
    await waitFor(() => expect(JSON.stringify(bodies('/v1/plan/preview').at(-1))).toContain('"lastFrom":"2026-06-01"'));
  });

  it('say what is wrong beside the count', async () => {
    const problem = { ruleId: 'campaign:autumn', field: 'covers.classes', code: 'unknown-class', params: { class: 'Gold' }, severity: 'wrong' } as const;
    const { user } = await open({ campaigns: [draft], hash: '#/campaigns/autumn', preview: { problems: [problem], preview: null } });
    await user.click(await button('Edit'));
    expect(await screen.findByText(/No customer here has the class “Gold”/)).toBeTruthy();
  });

  it('start after a question that says how many are called, and are paused again in one step', async () => {
    const { user, bodies } = await open({ campaigns: [draft], hash: '#/campaigns/autumn' });
    await user.click(await button('Start'));
    const dialog = await screen.findByRole('dialog', { name: 'Start “Autumn coats”?' });
    expect(await within(dialog).findByText('1234 customers will be called from 18 Nov to 27 Nov.')).toBeTruthy();
    expect(bodies('/v1/campaigns/start')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Start' }));
    await screen.findByText(/“Autumn coats” is running/);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Running')).toBeTruthy();
    await user.click(await button('Undo'));
    expect(await screen.findByText('Paused')).toBeTruthy();
    expect(await button('Go on')).toBeTruthy();
    expect([bodies('/v1/campaigns/start'), bodies('/v1/campaigns/pause')]).toEqual([[{ id: 'autumn' }], [{ id: 'autumn' }]]);
  });

  it('that were never started are removed, and come back in one step', async () => {
    const { user, bodies } = await open({ campaigns: [draft], hash: '#/campaigns/autumn' });
    await user.click(await button('Remove'));
    expect(await screen.findByText('“Autumn coats” is removed.')).toBeTruthy();
    expect(screen.getByText('No campaigns yet')).toBeTruthy();
    await user.click(await button('Undo'));
    expect(await screen.findByRole('link', { name: 'Autumn coats' })).toBeTruthy();
    expect(bodies('/v1/campaigns/save')).toEqual([{ campaign: aCampaign(), basedOn: null }]);
  });

  it('that have been started cannot be removed', async () => {
    await open({ campaigns: [runningCampaign()], hash: '#/campaigns/autumn' });
    await button('End');
    expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull();
  });

  it('end after a question that says who is not called any more, for good', async () => {
    const { user, bodies } = await open({ campaigns: [runningCampaign()], hash: '#/campaigns/autumn' });
    await screen.findByText('20 of 40 called, 16 reached, 4 converted');
    await user.click(await button('End'));
    const dialog = await screen.findByRole('dialog', { name: 'End “Autumn coats”?' });
    expect(within(dialog).getByText(/^20 customers are still to be called/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(bodies('/v1/campaigns/end')).toEqual([]);
    await user.click(await button('End'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End' }));
    expect(await screen.findByText('Ended')).toBeTruthy();
    for (const name of ['Start', 'Go on', 'Pause', 'End', 'Undo']) expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('say what came of them against what was planned, to print and to take away', async () => {
    const { user } = await open({ campaigns: [runningCampaign({ budget: 300, name: '=Autumn' })], hash: '#/campaigns/autumn' });
    await screen.findByText('Cost altogether');
    expect(fact('Cost altogether')).toBe('350.50 CNY');
    expect(fact('Cost per converted customer')).toBe('87.63 CNY');
    expect(fact('Over the budget by')).toBe('50.50 CNY');
    expect(fact('Targets · Converted')).toBe('4 of 2');
    expect(screen.getByRole('cell', { name: 'Ann' })).toBeTruthy();
    const made: Blob[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      made.push(blob as Blob);
      return 'blob:x';
    });
    await user.click(await button('Save as CSV'));
    const text = await made[0]?.text();
    expect(text).toContain("Campaign,'=Autumn\r\n");
    expect(text).toContain('Cost per converted customer,87.63 CNY\r\n');
    expect(text).toContain('Ann,20,16,12,4\r\n');
    await user.click(await button('Print'));
    expect(window.print).toHaveBeenCalledOnce();
  });

  it('tell when not everything could be read', async () => {
    await open({ campaigns: [runningCampaign()], shown: { partial: true }, hash: '#/campaigns/autumn' });
    expect(await screen.findByText(/Counted so far/)).toBeTruthy();
  });

  it('keep what was written when it is refused, and say why', async () => {
    const { user } = await open({ campaigns: [draft], hash: '#/campaigns/autumn', save: () => new Refusal(409, 'conflict') });
    await user.click(await button('Edit'));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), ' II');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByRole('alert')).toBeTruthy();
    expect(within(dialog).getByLabelText<HTMLInputElement>('Name').value).toBe('Autumn coats II');
    await user.keyboard('{Escape}');
    expect(await within(dialog).findByText('There are unsaved changes.')).toBeTruthy();
  });

  it('that have ended take only what they cost and taught', async () => {
    const { user } = await open({ campaigns: [runningCampaign({ state: 'ended', endedAt: 3 })], hash: '#/campaigns/autumn' });
    await user.click(await button('Edit'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByLabelText('Name')).toBeNull();
    expect(within(dialog).getByLabelText('Spent on')).toBeTruthy();
    expect(within(dialog).getByLabelText('What is to be done otherwise the next time')).toBeTruthy();
  });

  it('that nobody knows are said not to be here', async () => {
    await open({ hash: '#/campaigns/nothing' });
    expect(await screen.findByText('This campaign is not here')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All campaigns' })).toBeTruthy();
  });

  it('have nothing that axe finds', async () => {
    const { user } = await open({ campaigns: [runningCampaign()], hash: '#/campaigns/autumn' });
    await screen.findByText('Cost altogether');
    const violations = async () => (await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })).violations;
    expect(await violations()).toEqual([]);
    await user.click(await button('Edit'));
    await screen.findByRole('dialog');
    expect(await violations()).toEqual([]);
  });
});

it('the rule of a campaign stands among the rules, and leads to where it is changed', async () => {
  location.hash = '#/plan';
  const { fetcher } = endpointOf({
    '/v1/places/list': () => ({ places: [{ ...place(), rules: [campaignRule(aCampaign())] }] }),
    '/v1/plan/preview': () => ({ problems: [], classes: [], kinds: [], preview: null }),
    '/v1/content/list': () => ({ entries: [] }),
  });
  await showWorkspace(openDb(), team('lead'), fetcher);
  const link = await screen.findByRole('link', { name: 'Autumn coats' });
  expect(link.getAttribute('href')).toBe('#/campaigns/autumn');
  expect(screen.getByText('a campaign’s, changed there')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Autumn coats/ })).toBeNull();
});
