import { describe, expect, it } from 'vitest';
import { type Campaign, type Converted, campaignPlanSchema, campaignSchema } from '../../../lib/contract/campaign.ts';
import type { Record as RecordOfCall } from '../../../lib/contract/record.ts';
import { ruleSchema } from '../../../lib/contract/rule.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { addUp, campaignAfter, campaignOfRule, campaignRule, countCampaign, daysLeft, evaluate, isConverted } from '../../../lib/plan/campaign.ts';
import { aCampaign, runningCampaign } from '../../support/campaign.ts';
import { appointment, record, task } from './build.ts';

const touch = { ruleId: 'campaign:autumn', serviceId: null, on: '2026-11-18', occasion: 'period' } as const;
const ofCampaign = (n: number, change: Partial<Task> = {}) => task({ id: `t${n}`, customerId: `c${n}`, cause: { kind: 'rule', ...touch }, ...change });
const call = (n: number, change: Parameters<typeof record>[0] = {}) =>
  record({ id: `r${n}`, customerId: `c${n}`, taskId: `t${n}`, agentId: 'ann', outcome: 'reached', satisfaction: 'satisfied', savedAt: n, ...change });
const withdrawn = { state: 'closed', closedBecause: 'withdrawn' } as const;

describe('a campaign', () => {
  it('keeps to its contract, and its rule to the one of rules', () => {
    expect(campaignPlanSchema.parse(aCampaign())).toEqual(aCampaign());
    expect(campaignSchema.parse(runningCampaign())).toEqual(runningCampaign());
    expect(ruleSchema.parse(campaignRule(aCampaign()))).toMatchObject({
      id: 'campaign:autumn',
      name: 'Autumn coats',
      trigger: { on: 'period', from: '2026-11-18', to: '2026-11-27' },
      covers: { classes: ['Gold'] },
    });
    expect(ruleSchema.parse(campaignRule(aCampaign({ customers: {} })))).not.toHaveProperty('covers');
    expect(ruleSchema.safeParse(campaignRule(aCampaign({ id: 'x'.repeat(50) }))).success).toBe(true);
    expect(campaignPlanSchema.safeParse(aCampaign({ id: 'x'.repeat(51) })).success).toBe(false);
  });

  it.each<[string, object]>([
    ['a part of the filter that no rule can ask', { customers: { planned: true } }],
    ['a gift for less than nothing', { gifts: [{ name: 'Brush', count: 1, unitCost: -1 }] }],
    ['half a gift', { gifts: [{ name: 'Brush', count: 0.5, unitCost: 1 }] }],
    ['nothing that counts as converted', { converted: { by: 'outcome', values: [] } }],
    ['a day that is none', { from: '2026-02-30' }],
  ])('is not saved with %s', (_, change) => {
    expect(campaignPlanSchema.safeParse({ ...aCampaign(), ...change }).success).toBe(false);
  });

  it('tells its rules from a place’s own', () => {
    expect([campaignOfRule('campaign:autumn'), campaignOfRule('birthday')]).toEqual(['autumn', null]);
  });

  it.each<[Campaign['state'], 'start' | 'pause' | 'end', Campaign['state'] | null]>([
    ['draft', 'start', 'running'],
    ['draft', 'pause', null],
    ['draft', 'end', null],
    ['running', 'start', null],
    ['running', 'pause', 'paused'],
    ['running', 'end', 'ended'],
    ['paused', 'start', 'running'],
    ['paused', 'pause', null],
    ['paused', 'end', 'ended'],
    ['ended', 'start', null],
    ['ended', 'pause', null],
    ['ended', 'end', null],
  ])('that is %s, at %s: %s', (state, what, after) => {
    const moved = campaignAfter(runningCampaign({ state }), what, 2);
    expect(moved?.state ?? null).toBe(after);
    if (moved) expect(moved).toMatchObject({ startedAt: 1, updatedAt: 3 });
  });

  it.each<[string, Converted, Parameters<typeof record>[0], boolean]>([
    ['a satisfied customer', { by: 'satisfaction', values: ['satisfied', 'fair'] }, { satisfaction: 'fair' }, true],
    ['another answer', { by: 'satisfaction', values: ['satisfied'] }, { satisfaction: 'fair' }, false],
    ['no answer', { by: 'satisfaction', values: ['satisfied'] }, { satisfaction: null }, false],
    ['a next step', { by: 'next-step', values: ['send'] }, { content: { nextStep: { kind: 'send', at: 1, note: '' } } }, true],
    ['no next step', { by: 'next-step', values: ['send'] }, { content: { nextStep: { kind: 'none' } } }, false],
    ['nothing about it', { by: 'next-step', values: ['none'] }, { content: { nextStep: null } }, false],
    ['an outcome', { by: 'outcome', values: ['reached'] }, { outcome: 'reached' }, true],
  ])('counts %s as converted or not', (_, converted, change, wanted) => {
    expect(isConverted(converted, record(change))).toBe(wanted);
  });

  type Counts = Partial<Omit<ReturnType<typeof countCampaign>, 'perAgent'>>;
  it.each<[string, { state?: Campaign['state']; tasks: Task[]; records?: RecordOfCall[] }, Counts]>([
    ['calls that are open', { tasks: [ofCampaign(1), ofCampaign(2)] }, { customers: 2, open: 2, called: 0 }],
    ['only its own calls', { tasks: [task({ id: 't1', customerId: 'c1' })], records: [call(1)] }, { customers: 0, called: 0 }],
    [
      'a call that is about something else too',
      { tasks: [task({ id: 't1', customerId: 'c1', also: [touch], state: 'done' })], records: [call(1)] },
      { customers: 1, open: 0, called: 1, reached: 1, satisfied: 1 },
    ],
    [
      'a customer once, however often they were tried',
      { tasks: [ofCampaign(1)], records: [call(1, { outcome: 'busy', satisfaction: null }), call(1, { id: 'r1b' })] },
      { customers: 1, called: 1, reached: 1, satisfied: 1 },
    ],
    [
      'whom nobody answered as called, not as reached',
      { tasks: [ofCampaign(1)], records: [call(1, { outcome: 'no-answer', satisfaction: null })] },
      { customers: 1, open: 1, called: 1, reached: 0 },
    ],
    [
      'the family that answers for the customer',
      { tasks: [ofCampaign(1, { state: 'done' })], records: [call(1, { outcome: 'family', satisfaction: 'satisfied' })] },
      { reached: 1, satisfied: 1 },
    ],
    [
      'the appointment that came of a call, and the one that came of that',
      {
        tasks: [
          ofCampaign(1, { state: 'closed', closedBecause: 'covered' }),
          appointment({ id: 'a2', customerId: 'c1', cause: { kind: 'appointment', recordId: null, fromTaskId: 'a1', note: '' } }),
          appointment({ id: 'a1', customerId: 'c1', state: 'closed', cause: { kind: 'appointment', recordId: null, fromTaskId: 't1', note: '' } }),
        ],
        records: [call(1, { taskId: 'a2' })],
      },
      { customers: 1, open: 1, called: 1, reached: 1 },
    ],
    [
      'a call without a task that settled one',
      { tasks: [ofCampaign(1, { state: 'done', updatedAt: 7, lastOutcome: 'reached' })], records: [call(1, { taskId: null, savedAt: 7 })] },
      { customers: 1, called: 1, reached: 1 },
    ],
    [
      'not another call without a task',
      { tasks: [ofCampaign(1, { updatedAt: 7, lastOutcome: null })], records: [call(1, { taskId: null, savedAt: 7 })] },
      { customers: 1, called: 0 },
    ],
    ['nobody who does not fit any more, while it runs', { tasks: [ofCampaign(1, withdrawn)] }, { customers: 0 }],
    ['whoever was not called before the end, once it has ended', { state: 'ended', tasks: [ofCampaign(1, withdrawn)] }, { customers: 1, open: 0 }],
  ])('counts %s', (_, { state = 'running', tasks, records = [] }, wanted) => {
    expect(countCampaign({ campaign: runningCampaign({ state }), tasks, records })).toMatchObject(wanted);
  });

  it('counts for each agent what they did themselves, and adds up what was counted apart', () => {
    const campaign = runningCampaign({ converted: { by: 'satisfaction', values: ['satisfied'] } });
    const one = countCampaign({ campaign, tasks: [ofCampaign(1)], records: [call(1, { outcome: 'busy', satisfaction: null }), call(1, { agentId: 'ben' })] });
    const two = countCampaign({ campaign, tasks: [ofCampaign(2)], records: [call(2, { agentId: 'ben' })] });
    const all = addUp(one, two);
    expect(all).toMatchObject({ customers: 2, called: 2, reached: 2, satisfied: 2, converted: 2 });
    expect([...all.perAgent]).toEqual([
      ['ann', { called: 1, reached: 0, satisfied: 0, converted: 0 }],
      ['ben', { called: 2, reached: 2, satisfied: 2, converted: 2 }],
    ]);
  });

  const counts = { called: 8, reached: 4, satisfied: 3, converted: 3 };
  it.each<[string, Partial<Campaign>, typeof counts, object]>([
    ['gifts and what else was spent', {}, counts, { gifts: 300.5, costs: 50, cost: 350.5, perReached: 87.63, perConverted: 116.83, left: 149.5 }],
    ['nothing', { gifts: [], costs: [], budget: null }, counts, { cost: 0, perReached: 0, perConverted: 0, left: null }],
    ['nobody', {}, { called: 2, reached: 0, satisfied: 0, converted: 0 }, { perReached: null, perConverted: null }],
    ['more than the budget', { budget: 350 }, counts, { left: -0.5 }],
    [
      'amounts that floating point cannot add',
      { gifts: [], costs: [0.1, 0.2].map((amount) => ({ what: 'a', amount })), budget: 0.3 },
      counts,
      { cost: 0.3, left: 0 },
    ],
    [
      'targets that were set',
      { target: { calls: 10, converted: 3 } },
      counts,
      {
        targets: [
          { what: 'calls', wanted: 10, got: 8 },
          { what: 'converted', wanted: 3, got: 3 },
        ],
      },
    ],
    ['no targets', { target: {} }, counts, { targets: [] }],
  ])('evaluates %s', (_, change, counted, wanted) => {
    expect(evaluate(runningCampaign(change), counted)).toMatchObject(wanted);
  });

  it.each([
    ['2026-11-01', 10],
    ['2026-11-18', 10],
    ['2026-11-27', 1],
    ['2026-11-28', 0],
  ])('has on %s %i days left', (today, days) => {
    expect(daysLeft(aCampaign(), today)).toBe(days);
  });
});
