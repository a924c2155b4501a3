import { describe, expect, it } from 'vitest';
import type { Rule, Trigger } from '../../../lib/contract/rule.ts';
import { checkRules, type RulesKnown } from '../../../lib/plan/check-rules.ts';
import { rule } from './build.ts';

const known: RulesKnown = { scripts: new Map([['after-service', 'after-service']]), classes: ['金卡', 'Gold'], today: '2026-11-25' };
const problems = (...rules: Partial<Rule>[]) =>
  checkRules(
    rules.map((one, index) => rule({ id: `r${index + 1}`, ...one })),
    known,
  ).map(({ ruleId, field, code, severity }) => [ruleId, field, code, severity].join(' '));
const callMade = (purposes: string[], satisfaction: string | null = null): Trigger => ({ on: 'call-made', purposes, satisfaction });
const recurring = (everyMonths: number, classes?: string[]): Trigger => ({
  on: 'recurring',
  since: 'service',
  kinds: null,
  everyMonths,
  ...(classes && { rhythms: [{ classes, everyMonths: 1 }] }),
});

describe('checking rules', () => {
  it.each<[string, Partial<Rule>[], string[]]>([
    ['finds nothing in a good one', [{}], []],
    ['tells of an id that is there twice', [{ id: 'a' }, { id: 'a', fromDays: 5, withinDays: 6 }], ['a id same-id wrong']],
    ['tells of a script that is not there', [{ scriptId: 'gone' }], ['r1 scriptId unknown-script wrong']],
    ['tells of a purpose that is not the script’s', [{ purpose: 'other' }], ['r1 purpose other-purpose wrong']],
    ['tells of a window that ends before it begins', [{ fromDays: 3, withinDays: 1 }], ['r1 withinDays window-reversed wrong']],
    ['tells of a call before the service', [{ fromDays: -1 }], ['r1 fromDays before-it-happened wrong']],
    ['lets a reminder come before its day', [{ trigger: { on: 'renewal', kinds: null, everyMonths: 12 }, fromDays: -60, withinDays: -30 }], []],
    [
      'tells of a second reminder that ends before it begins',
      [{ trigger: { on: 'renewal', kinds: null, everyMonths: 12, second: { fromDays: -5, withinDays: -9 } }, fromDays: -60, withinDays: -30 }],
      ['r1 trigger.second.withinDays window-reversed wrong'],
    ],
    ['tells of a rule for no kind at all', [{ trigger: { on: 'service-ended', kinds: [] } }], ['r1 trigger.kinds no-kinds wrong']],
    [
      'tells of days that are the wrong way round',
      [{ trigger: { on: 'period', from: '2026-12-09', to: '2026-12-01' } }],
      ['r1 trigger.to period-reversed wrong'],
    ],
    ['tells of days that are over', [{ trigger: { on: 'period', from: '2026-11-01', to: '2026-11-24' } }], ['r1 trigger.to period-over doubtful']],
    ['takes the last day as one that is not over', [{ trigger: { on: 'period', from: '2026-11-01', to: '2026-11-25' } }], []],
    ['tells of a class that nobody has', [{ covers: { classes: ['金卡', 'Golf'] } }], ['r1 covers.classes unknown-class wrong']],
    ['knows a class in other letters', [{ covers: { classes: [' gold', '金卡'] } }], []],
    ['tells of one in a rhythm', [{ trigger: recurring(3, ['白金']) }], ['r1 trigger.rhythms.0.classes unknown-class wrong']],
    ['tells of care that is always due', [{ trigger: recurring(1), withinDays: 30 }], ['r1 withinDays always-due doubtful']],
    ['tells of a call that follows itself', [{ trigger: callMade(['after-service']) }], ['r1 trigger.purposes circular wrong']],
    ['lets it be when only some calls lead on', [{ trigger: callMade(['after-service'], 'dissatisfied') }], []],
    [
      'tells of two rules for the same days and customers',
      [{}, { fromDays: 3, withinDays: 9 }, { fromDays: 10, withinDays: 12 }],
      ['r2 trigger same-as doubtful', 'r3 trigger same-as doubtful'].slice(0, 1),
    ],
    ['lets two rules be that cover others', [{ covers: { classes: ['Gold'] } }, { covers: { classes: ['金卡'] } }], []],
  ])('%s', (_, rules, wanted) => {
    expect(problems(...rules)).toEqual(wanted);
  });

  it('follows a circle over several rules, and names it', () => {
    const scripts = new Map(['a', 'b', 'c'].map((name) => [name, name]));
    const step = (id: string, after: string): Rule => rule({ id, trigger: callMade([after]), purpose: id, scriptId: id, fromDays: 2 });
    const found = checkRules([step('a', 'c'), step('b', 'a'), step('c', 'b')], { ...known, scripts });
    expect(found.map(({ ruleId, code }) => [ruleId, code])).toEqual(['a', 'b', 'c'].map((id) => [id, 'circular']));
    expect(found[0]?.params).toEqual({ chain: 'a → b → c → a', days: 2 });
    expect(checkRules([step('b', 'a'), step('c', 'b')], { ...known, scripts })).toEqual([]);
  });
});
