import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../lib/contract/rule.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { afterAppoint } from '../../../lib/plan/after-record.ts';
import { dayNumber } from '../../../lib/plan/days.ts';
import { ledgerOf } from '../../../lib/plan/ledger.ts';
import { planCustomer } from '../../../lib/plan/plan-customer.ts';
import type { CustomerFile } from '../../../lib/plan/touches.ts';
import { always, at, customer, place, rule, service } from './build.ts';

const now = at('2026-11-22', '15:00');
const birthday = rule({ id: 'birthday', trigger: { on: 'birthday' }, fromDays: 0, withinDays: 0 });
const born = (monthDay: string) => customer({ person: { ...customer().person, birthday: `--${monthDay}` } });
const fileOf = (change: Partial<CustomerFile> = {}): CustomerFile => ({ customer: customer(), services: [service()], tasks: [], calls: [], ...change });
type Change = { file?: Partial<CustomerFile>; rules?: Rule[]; at?: number; hours?: typeof always; lastYear?: number };

/** With the plan of that moment written, unless the file brings tasks. */
function ledger({ file = {}, rules = [rule()], at: then = now, hours = always, lastYear = 0 }: Change = {}) {
  const places = new Map([['store-1', place({ rules, hours })]]);
  const whole = fileOf(file);
  let n = 0;
  const { changed } = planCustomer({ file: whole, places, now: then, newId: () => `t-${n++}` });
  const tasks = [...new Map([...whole.tasks, ...changed].map((task) => [task.id, task])).values()];
  const input = { places, placeId: 'store-1', now: then, calls: { lastYear, lastAt: null }, from: dayNumber('2026-11-01'), to: dayNumber('2027-01-31') };
  return ledgerOf({ ...input, file: { ...whole, tasks } }).map(({ about, state, late, why, nextAt }) => ({
    says: [about.code, state, late ? 'late' : '', ...why.map(({ code }) => code)].filter(Boolean).join(' '),
    nextAt,
  }));
}
const says = (change?: Change) => ledger(change).map((entry) => entry.says);
const planned = (change: Partial<Task> = {}): Task[] => {
  const { changed } = planCustomer({ file: fileOf(), places: new Map([['store-1', place({ rules: [rule()] })]]), now, newId: () => 'task' });
  return changed.map((task) => ({ ...task, ...change }));
};

describe('the coverage ledger', () => {
  it.each<[string, Change, string[]]>([
    ['is due while it can be called in time', {}, ['after-service due']],
    ['is due for those whom its rule names', { rules: [rule({ agentIds: ['agent-9'] })] }, ['after-service due']],
    ['is late once its last day is over', { at: at('2026-11-25', '15:00') }, ['after-service due late']],
    ['is done', { file: { tasks: planned({ state: 'done', updatedAt: now }) } }, ['after-service done']],
    [
      'was late when it was called after its last day',
      { file: { tasks: planned({ state: 'done', updatedAt: at('2026-11-24', '00:00') }) } },
      ['after-service done late'],
    ],
    ['is blocked by the yearly limit', { lastYear: 10 }, ['after-service blocked yearly-limit']],
    ['is blocked when nothing opens before its last day', { hours: { ...always, closed: ['2026-11-22', '2026-11-23'] } }, ['after-service blocked closed-day']],
    ['waits for the hours of its last day', { hours: { ...always, closed: ['2026-11-22'] } }, ['after-service due closed-day']],
    ['is excluded by an opt-out', { file: { customer: customer({ optOut: { at: 1, reason: 'asked' } }) } }, ['after-service excluded opted-out']],
    ['is excluded without a phone', { file: { customer: customer({}, []) } }, ['after-service excluded no-phone']],
    ['is excluded as history', { file: { services: [service({ history: true })] } }, ['after-service excluded history']],
    ['is excluded where no rule asks', { rules: [] }, ['after-service excluded no-rule']],
    [
      'is excluded after a wrong number',
      { file: { tasks: planned({ state: 'closed', closedBecause: 'number-wrong' }) } },
      ['after-service excluded closed-number-wrong'],
    ],
    ['is to come when the service has not ended', { file: { services: [service({ endedOn: '2026-11-30' })] } }, ['after-service coming service-in-future']],
    ['was missed when a wish’s day went by', { rules: [birthday], file: { customer: born('11-20'), services: [] } }, ['birthday missed']],
    ['is to come while it is not in the plan', { rules: [birthday], file: { customer: born('01-20'), services: [] } }, ['birthday coming']],
  ])('%s', (_, change, wanted) => {
    expect(says(change)).toEqual(wanted);
  });

  it('follows a call to the appointment that came of it', () => {
    const covered = planned({ state: 'closed', closedBecause: 'covered' });
    const cause = { kind: 'appointment' as const, recordId: null, fromTaskId: 'task', note: '' };
    const agreed = (state: Task['state'], updatedAt = now): Task[] => [
      ...covered,
      {
        ...(covered[0] as Task),
        id: 'agreed',
        cause,
        agentId: 'agent-1',
        state,
        closedBecause: null,
        notBefore: at('2026-11-25', '10:00'),
        dueBy: at('2026-11-25', '12:00'),
        updatedAt,
      },
    ];
    expect(ledger({ file: { tasks: agreed('open') } })).toEqual([{ says: 'after-service due appointment-later', nextAt: at('2026-11-25', '10:00') }]);
    expect(says({ file: { tasks: agreed('done', at('2026-11-25', '11:00')) } })).toEqual(['after-service done']);
    expect(says({ file: { tasks: [afterAppoint({ task: planned()[0] as Task, agentId: 'agent-1', to: at('2026-11-25', '10:00'), note: '', now })] } })).toEqual(
      ['after-service due appointment-later'],
    );
  });

  it('has every touch of one call by itself', () => {
    expect(says({ rules: [rule(), birthday], file: { customer: born('11-23') } }).sort()).toEqual(['after-service due not-yet', 'birthday due not-yet']);
  });

  it('leaves out what has its last day elsewhere', () => {
    expect(says({ file: { services: [service({ endedOn: '2026-10-20', history: true })] } })).toEqual([]);
  });
});
