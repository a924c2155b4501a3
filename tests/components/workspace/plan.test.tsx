import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Place } from '../../../lib/contract/place.ts';
import type { PlanPreviewReply, PlanPreviewRequest } from '../../../lib/contract/plan.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import type { UiLanguage } from '../../../lib/i18n/language.ts';
import { shippedScripts } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { NOW, place } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const DAY = 86_400_000;
const afterRepair: Rule = {
  id: 'after-repair',
  trigger: { on: 'service-ended', kinds: ['维修', 'repair'] },
  fromDays: 1,
  withinDays: 3,
  purpose: 'after-repair',
  scriptId: 'retail-repair',
  priority: 2,
};
const birthday: Rule = {
  id: 'birthday',
  name: 'Birthday wishes',
  trigger: { on: 'birthday' },
  covers: { classes: ['Gold'] },
  fromDays: 0,
  withinDays: 0,
  purpose: 'birthday',
  scriptId: 'occasion-birthday',
  priority: 1,
};
const reply = (change: Partial<PlanPreviewReply> = {}, calls = 143): PlanPreviewReply => ({
  problems: [],
  classes: ['Gold', '钻石'],
  kinds: ['repair', 'purchase'],
  preview: {
    calls,
    customers: 600,
    lookedAt: 600,
    perDay: [
      { day: '2026-11-22', calls: 3 },
      { day: '2026-11-23', calls: calls - 3 },
    ],
    perRule: [{ ruleId: 'after-repair', calls }],
    first: [
      {
        customerId: 'c1',
        name: 'Wang Jiaqi',
        company: null,
        class: 'Gold',
        notBefore: NOW,
        dueBy: NOW + DAY,
        why: [
          { code: 'after-service', params: { kind: 'repair', item: 'coat', days: 2 } },
          { code: 'birthday', params: { day: '2026-11-23' } },
        ],
      },
    ],
  },
  ...change,
});

type Saved = { id: string; set: { rules: { put: Rule[]; drop: string[] } } };

async function open({
  rules = [afterRepair, birthday],
  preview = () => reply(),
  language = 'en',
  save,
}: {
  rules?: Rule[];
  preview?: (request: PlanPreviewRequest) => unknown;
  language?: UiLanguage;
  save?: () => unknown;
} = {}) {
  let store: Place = { ...place(), rules };
  const scripts = shippedScripts();
  const { fetcher, asked } = endpointOf({
    '/v1/places/list': () => ({ places: [store] }),
    '/v1/places/save': (body) => {
      if (save) return save();
      const { put, drop } = (body as Saved).set.rules;
      const kept = store.rules.filter(({ id }) => !drop.includes(id) && !put.some((one) => one.id === id));
      store = { ...store, rules: [...kept, ...put] };
      return { place: store };
    },
    '/v1/plan/preview': (body) => preview(body as PlanPreviewRequest),
    '/v1/content/list': () => ({
      entries: scripts.map(({ id, title, languages, version, purpose, steps }) => ({
        kind: 'script',
        id,
        title,
        languages,
        purpose,
        version,
        placeId: null,
        size: steps.length,
        publication: null,
        draft: null,
        scheduled: [],
      })),
    }),
  });
  const user = await showWorkspace(openDb(), team('lead'), fetcher, language);
  const saved = () => asked.filter(({ path }) => path === '/v1/places/save').map(({ body }) => (body as Saved).set.rules);
  const previews = () => asked.filter(({ path }) => path === '/v1/plan/preview').map(({ body }) => body as PlanPreviewRequest);
  return { user, saved, previews };
}

beforeEach(() => {
  location.hash = '#/plan';
});
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
});

const rows = async () =>
  (await screen.findAllByRole('row')).slice(1).map((row) =>
    within(row)
      .getAllByRole('cell')
      .slice(0, 5)
      .map((cell) => cell.textContent),
  );

describe('the rules of a place', () => {
  it('stand in the order of their priority, in words, with what each gives', async () => {
    await open();
    await screen.findByText('143 calls in the next 30 days');
    await waitFor(async () =>
      expect(await rows()).toEqual([
        ['Birthday wishesBirthday', 'on that day', 'Gold', 'Birthday', '0 calls'],
        ['A service ended · 维修, repair', '1 to 3 days after', 'everybody', 'After a repair', '143 calls'],
      ]),
    );
    expect(screen.getByText('23 Nov: 140 calls')).toBeTruthy();
  });

  it('are read in Chinese', async () => {
    await open({ language: 'zh-CN' });
    expect(await screen.findByText('今后 30 天共 143 通')).toBeTruthy();
    expect(screen.getByText('服务结束 · 维修、repair')).toBeTruthy();
  });

  it('say what to do where there are none, and begin with those of a trade, undone in one step', async () => {
    const { user, saved } = await open({ rules: [] });
    expect(await screen.findByText(/Without a rule nobody is called/)).toBeTruthy();
    const presets = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Rules of a trade' });
    await waitFor(() => expect(presets.disabled).toBe(false));
    await user.selectOptions(presets, 'workshop');
    expect(await screen.findByText('4 rules were added.')).toBeTruthy();
    expect(saved()[0]?.put.map(({ id, purpose }) => [id, purpose])).toEqual([
      ['after-workshop', 'workshop-service'],
      ['mot-due', 'workshop-due'],
      ['after-complaint', 'complaint-follow-up'],
      ['first-contact', 'first-contact'],
    ]);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('As it was before.')).toBeTruthy();
    expect(saved()[1]).toEqual({ put: [], drop: ['after-workshop', 'mot-due', 'after-complaint', 'first-contact'] });
    expect(await screen.findByText(/Without a rule nobody is called/)).toBeTruthy();
  });

  it('are paused, resumed and removed, and what was removed comes back', async () => {
    const { user, saved } = await open();
    await user.click(await screen.findByRole('button', { name: 'Pause Birthday wishes' }));
    expect(await screen.findByRole('button', { name: 'Resume Birthday wishes' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Resume Birthday wishes' }));
    await user.click(await screen.findByRole('button', { name: 'Remove Birthday wishes' }));
    expect(await screen.findByText(/“Birthday wishes” is removed/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(saved()).toHaveLength(4));
    expect(saved()).toEqual([
      { put: [{ ...birthday, paused: true }], drop: [] },
      { put: [birthday], drop: [] },
      { put: [], drop: ['birthday'] },
      { put: [birthday], drop: [] },
    ]);
  });

  it('tell why the preview could not be counted', async () => {
    const { user } = await open({ preview: () => new Refusal(503, 'unavailable') });
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Try again/ }));
  });
});

describe('the editor of a rule', () => {
  const editor = async (user: { click: (element: Element) => Promise<void> }, name = 'Edit A service ended · 维修, repair') => {
    await user.click(await screen.findByRole('button', { name }));
    return within(await screen.findByRole('dialog'));
  };

  it('shows what the rule gives: how many, the first of them, and all their reasons', async () => {
    const { user, previews } = await open();
    const dialog = await editor(user);
    expect(await dialog.findByText('143 calls in the next 30 days')).toBeTruthy();
    expect(dialog.getByText('Wang Jiaqi · Gold')).toBeTruthy();
    expect(dialog.getByText('Day 2 after repair · coat + Birthday on 23 Nov')).toBeTruthy();
    expect(previews().at(-1)).toMatchObject({ placeId: 'store', ruleId: 'after-repair' });
  });

  it('counts again while it is typed, and saves only that rule', async () => {
    const { user, saved, previews } = await open();
    const dialog = await editor(user);
    const save = () => dialog.getByRole<HTMLButtonElement>('button', { name: /^Save/ });
    expect(save().disabled).toBe(true);
    const within_ = dialog.getByLabelText('Until day');
    await user.clear(within_);
    expect(dialog.getByText(/counted here as soon as it is complete/)).toBeTruthy();
    expect(save().disabled).toBe(true);
    await user.type(within_, '7');
    await user.click(dialog.getByRole('button', { name: '+ Gold' }));
    await waitFor(() => expect(previews().at(-1)?.rules[0]).toMatchObject({ withinDays: 7, covers: { classes: ['Gold'] } }));
    await user.click(save());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved()).toEqual([{ put: [{ ...afterRepair, covers: { classes: ['Gold'] }, withinDays: 7 }], drop: [] }]);
    expect(screen.getByText(/is saved/)).toBeTruthy();
  });

  it.each<[string, (dialog: ReturnType<typeof within>, user: Awaited<ReturnType<typeof open>>['user']) => Promise<void>, Partial<Rule>]>([
    [
      'a renewal with a second reminder and another rhythm',
      async (dialog, user) => {
        await user.selectOptions(dialog.getByLabelText('Follows from'), 'renewal');
        await user.type(dialog.getByLabelText('Months, where the file has no date'), '36');
        await user.click(dialog.getByLabelText('A second reminder'));
        await user.click(dialog.getByRole('button', { name: 'Add a rhythm' }));
        await user.type(dialog.getAllByLabelText('Cities')[0] as HTMLElement, '深圳，珠海');
        await user.type(dialog.getByLabelText('Months'), '12');
      },
      {
        trigger: {
          on: 'renewal',
          kinds: ['维修', 'repair'],
          everyMonths: 36,
          rhythms: [{ cities: ['深圳', '珠海'], everyMonths: 12 }],
          second: { fromDays: -15, withinDays: -7 },
        },
        fromDays: -60,
        withinDays: -30,
      },
    ],
    [
      'a festival with a morning of its own',
      async (dialog, user) => {
        await user.selectOptions(dialog.getByLabelText('Follows from'), 'festival');
        await user.selectOptions(dialog.getByLabelText('Festival'), 'mid-autumn');
        await user.type(dialog.getByLabelText('Called from (HH:MM)'), '09:00');
        await user.type(dialog.getByLabelText('until (HH:MM)'), '11:30');
      },
      { trigger: { on: 'festival', festival: 'mid-autumn' }, fromDays: 0, withinDays: 0, windows: [{ from: '09:00', to: '11:30' }] },
    ],
    [
      'a call after a dissatisfied one',
      async (dialog, user) => {
        await user.selectOptions(dialog.getByLabelText('Follows from'), 'call-made');
        await user.click(dialog.getByLabelText('after-repair'));
        await user.selectOptions(dialog.getByLabelText('Only when the customer was'), 'dissatisfied');
      },
      { trigger: { on: 'call-made', purposes: ['after-repair'], satisfaction: 'dissatisfied' }, fromDays: 1, withinDays: 3 },
    ],
    [
      'points',
      async (dialog, user) => {
        await user.selectOptions(dialog.getByLabelText('Follows from'), 'points');
        await user.type(dialog.getByLabelText('Column of the file'), '可用积分');
        await user.type(dialog.getByLabelText('From this number'), '3000');
      },
      { trigger: { on: 'points', column: '可用积分', atLeast: 3000, everyMonths: 3 }, fromDays: 0, withinDays: 30 },
    ],
  ])('makes %s', async (_, fill, wanted) => {
    const { user, saved } = await open();
    const dialog = await editor(user);
    await fill(dialog, user);
    await user.click(dialog.getByRole('button', { name: /^Save/ }));
    await waitFor(() => expect(saved()).toHaveLength(1));
    expect(saved()[0]?.put[0]).toEqual({ ...afterRepair, ...wanted });
  });

  it('adds a rule: a script gives it its purpose, and a new one has an id of its own', async () => {
    const { user, saved } = await open();
    await user.click(await screen.findByRole('button', { name: /Add a rule/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'A new rule' }));
    await waitFor(() => expect(dialog.getByRole('option', { name: 'Care call' })).toBeTruthy());
    await user.selectOptions(dialog.getByLabelText('Script'), 'occasion-care');
    await user.type(dialog.getByLabelText('Name'), 'Quarterly care');
    await user.selectOptions(dialog.getByLabelText('Follows from'), 'recurring');
    await user.selectOptions(dialog.getByLabelText('Counted from'), 'call');
    await user.click(dialog.getByRole('button', { name: /^Save/ }));
    await waitFor(() => expect(saved()).toHaveLength(1));
    expect(saved()[0]?.put[0]).toMatchObject({
      name: 'Quarterly care',
      trigger: { on: 'recurring', since: 'call', kinds: null, everyMonths: 3 },
      purpose: 'care',
      scriptId: 'occasion-care',
    });
    expect(['after-repair', 'birthday']).not.toContain(saved()[0]?.put[0]?.id);
  });

  it('says what is wrong at its field and does not save it; what is doubtful can be saved', async () => {
    const problem = (severity: 'wrong' | 'doubtful', code: string, field: string, params = {}) => ({ ruleId: 'after-repair', field, code, params, severity });
    let problems = [problem('wrong', 'unknown-class', 'covers.classes', { class: 'Golf' })];
    const { user } = await open({ preview: (request) => (request.ruleId ? reply({ problems, preview: null }) : reply()) });
    const dialog = await editor(user);
    await user.type(dialog.getByLabelText('Name'), 'x');
    const field = dialog.getAllByLabelText('Classes')[0] as HTMLInputElement;
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(dialog.getAllByText(/No customer here has the class “Golf”/).length).toBe(2);
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: /^Save/ }).disabled).toBe(true);
    problems = [problem('doubtful', 'same-as', 'trigger', { rule: 'other' })];
    await user.type(dialog.getByLabelText('Until day'), '0');
    await waitFor(() => expect(dialog.getByRole<HTMLButtonElement>('button', { name: /^Save/ }).disabled).toBe(false));
    expect(dialog.getByRole('alert').textContent).toBe('Doubtful · For the same customers and days as “other”.');
  });

  it('asks before it throws away what was typed, and keeps it after a refusal', async () => {
    const { user } = await open({ save: () => new Refusal(403, 'forbidden') });
    const dialog = await editor(user);
    await user.type(dialog.getByLabelText('Name'), 'x');
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(dialog.getByText('There are unsaved changes.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Go on editing' }));
    await user.click(dialog.getByRole('button', { name: /^Save/ }));
    expect(await dialog.findByRole('alert')).toBeTruthy();
    expect(dialog.getByLabelText<HTMLInputElement>('Name').value).toBe('x');
  });
});
