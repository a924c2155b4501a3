import { describe, expect, it } from 'vitest';
import { explainNothing, offer } from '../../../lib/plan/offer.ts';
import { planCustomer } from '../../../lib/plan/plan-customer.ts';
import { reason } from '../../../lib/plan/reasons.ts';
import { appointment, at, customer, place, rule, service, task } from './build.ts';

type Input = Parameters<typeof offer>[0];
const noon = at('2026-11-23', '14:00');
const asked = (change: Partial<Input> = {}): Input => ({
  task: task(),
  customer: customer(),
  place: place(),
  agentId: 'agent-1',
  calls: { lastYear: 0, lastAt: null },
  now: at('2026-11-22', '15:00'),
  services: [service()],
  nameOf: (id) => ({ 'agent-2': 'Bo' })[id] ?? null,
  ...change,
});
const bos = { agentId: 'agent-2', isAway: false };

describe('whose customer somebody is', () => {
  it('is theirs alone until the afternoon of the last day, and says whose and until when', () => {
    expect(offer(asked({ owner: bos }))).toEqual({ ok: false, why: [reason('owned', { agent: 'Bo', at: noon })], nextAt: noon });
    expect(offer(asked({ owner: bos, now: noon - 1 })).ok).toBe(false);
    expect(offer(asked({ owner: bos, now: noon })).ok).toBe(true);
  });

  it.each<[string, Partial<Input>]>([
    ['the one who has them', { owner: bos, agentId: 'agent-2' }],
    ['anybody, while that one is away', { owner: { ...bos, isAway: true } }],
    ['anybody, when it is nobody’s', { owner: null }],
    ['whoever it was agreed with', { owner: bos, task: appointment({ agentId: 'agent-1' }), now: at('2026-11-22', '18:02') }],
  ])('lets call: %s', (_, change) => {
    expect(offer(asked(change)).ok).toBe(true);
  });

  it('says to whoever has nothing else that they are colleagues’ customers, and when the first is free', () => {
    const { why, nextAt } = explainNothing({ tasks: [asked({ owner: bos })], agentId: 'agent-1', now: asked().now });
    expect(why).toEqual([reason('all-owned', { count: 1, at: noon })]);
    expect(nextAt).toBe(noon);
  });

  it('is for those whom the rule names, until the deadline comes near', () => {
    const named = place({ rules: [rule({ agentIds: ['agent-2'] })] });
    expect(offer(asked({ place: named }))).toEqual({ ok: false, why: [reason('for-others', { at: noon })], nextAt: noon });
    expect(offer(asked({ place: named, agentId: 'agent-2' })).ok).toBe(true);
    expect(offer(asked({ place: named, now: noon })).ok).toBe(true);
    expect(offer(asked({ place: place({ rules: [rule({ id: 'another', agentIds: ['agent-2'] })] }) })).ok).toBe(true);
  });

  it('lets nobody call about their own service, ever', () => {
    expect(offer(asked({ isOwnService: true, agentId: 'agent-2' }))).toEqual({ ok: false, why: [reason('own-service', { by: 'Bo' })], nextAt: null });
  });
});

describe('a newly assigned customer (P13)', () => {
  const contact = rule({ id: 'first-contact', trigger: { on: 'assigned' }, fromDays: 0, withinDays: 7, purpose: 'first-contact', scriptId: 'first-contact' });
  const places = new Map([['store-1', place({ rules: [contact] })]]);
  const since = at('2026-11-20', '10:00');
  let n = 0;
  const plan = (owner: { agentId: string; since: number } | null, tasks = [] as ReturnType<typeof task>[]) => {
    const file = { customer: customer(), services: [], tasks, calls: [], owner };
    return planCustomer({ file, places, now: at('2026-11-20', '12:00'), newId: () => `new-${n++}` }).changed;
  };

  it('is called within a week of the day on which the owner began', () => {
    expect(plan({ agentId: 'agent-1', since })).toMatchObject([
      {
        cause: { kind: 'rule', ruleId: 'first-contact', on: '2026-11-20', occasion: 'assigned' },
        notBefore: at('2026-11-20', '00:00'),
        dueBy: at('2026-11-28', '00:00') - 1,
        state: 'open',
      },
    ]);
  });

  it('is not called when it is nobody’s, and once only for an owner', () => {
    expect(plan(null)).toEqual([]);
    const [first] = plan({ agentId: 'agent-1', since });
    if (!first) throw new Error('no call');
    expect(plan({ agentId: 'agent-1', since }, [{ ...first, state: 'done' }])).toEqual([]);
  });

  it('is called by the next owner as well, and what nobody has begun for the one before is withdrawn', () => {
    const [first] = plan({ agentId: 'agent-1', since });
    if (!first) throw new Error('no call');
    const next = plan({ agentId: 'agent-2', since: since - 86_400_000 }, [first]);
    expect(next.map(({ id, state, closedBecause }) => ({ isFirst: id === first.id, state, closedBecause }))).toEqual(
      expect.arrayContaining([
        { isFirst: true, state: 'closed', closedBecause: 'withdrawn' },
        { isFirst: false, state: 'open', closedBecause: null },
      ]),
    );
  });
});

describe('the worth of a customer', () => {
  const limits = { ...place().limits, importantClasses: ['钻石', 'Gold'] };
  const priorityOf = (name: string | null, one = place({ limits })) => {
    const file = { customer: customer({ class: name }), services: [service()], tasks: [], calls: [] };
    return planCustomer({ file, places: new Map([['store-1', one]]), now: at('2026-11-20', '12:00'), newId: () => 'new' }).changed[0]?.priority;
  };

  it('goes before the rule’s priority, in the order that the lead set, and only there', () => {
    expect([priorityOf('钻石'), priorityOf(' ＧＯＬＤ'), priorityOf('银'), priorityOf(null)]).toEqual([3, 13, 93, 93]);
    expect(priorityOf('钻石', place())).toBe(3);
  });
});
