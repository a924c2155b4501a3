import type { Id, LocalDate } from '../contract/basics.ts';
import type { Rule } from '../contract/rule.ts';
import { plain } from './covers.ts';

/** What a rule says that cannot be meant. `params` are names and days for its words (`rules.problem.<code>`). */
export type RuleProblem = {
  ruleId: Id;
  /** Where in the rule, as in `trigger.kinds`. */
  field: string;
  code:
    | 'same-id'
    | 'unknown-script'
    | 'other-purpose'
    | 'window-reversed'
    | 'before-it-happened'
    | 'no-kinds'
    | 'period-reversed'
    | 'period-over'
    | 'unknown-class'
    | 'circular'
    | 'always-due'
    | 'same-as';
  params: { [name: string]: string | number };
  /** A rule that is wrong is not saved; one that is only doubtful is, once somebody has seen it. */
  severity: 'wrong' | 'doubtful';
};

export type RulesKnown = {
  /** The purpose of each script that is in use. */
  scripts: ReadonlyMap<Id, Id>;
  /** Null: not looked at. */
  classes: readonly string[] | null;
  today: LocalDate;
};

/** All that is wrong or doubtful in the rules of a place, in their order. A rule that rests is looked at as well: it may go on tomorrow. */
export function checkRules(rules: readonly Rule[], known: RulesKnown): RuleProblem[] {
  const circles = circlesOf(rules);
  return rules.flatMap((rule, index) => [
    ...(rules.findIndex(({ id }) => id === rule.id) < index ? [problem(rule, 'id', 'same-id', {})] : []),
    ...ofScript(rule, known),
    ...ofWindow(rule),
    ...ofTrigger(rule, known),
    ...ofClasses(rule, known),
    ...(circles.get(rule.id) ?? []),
    ...ofOthers(rule, rules.slice(0, index)),
  ]);
}

function problem(
  rule: Rule,
  field: string,
  code: RuleProblem['code'],
  params: RuleProblem['params'],
  severity: RuleProblem['severity'] = 'wrong',
): RuleProblem {
  return { ruleId: rule.id, field, code, params, severity };
}

function ofScript(rule: Rule, { scripts }: RulesKnown): RuleProblem[] {
  const purpose = scripts.get(rule.scriptId);
  if (purpose === undefined) return [problem(rule, 'scriptId', 'unknown-script', { script: rule.scriptId })];
  return purpose === rule.purpose ? [] : [problem(rule, 'purpose', 'other-purpose', { script: rule.scriptId, purpose })];
}

const BEHIND: ReadonlySet<Rule['trigger']['on']> = new Set(['service-ended', 'call-made', 'lapsed', 'assigned', 'complaint']);

function ofWindow(rule: Rule): RuleProblem[] {
  const { trigger, fromDays, withinDays } = rule;
  if (trigger.on === 'period') return [];
  const found: RuleProblem[] = [];
  if (withinDays < fromDays) found.push(problem(rule, 'withinDays', 'window-reversed', { from: fromDays, within: withinDays }));
  if (fromDays < 0 && BEHIND.has(trigger.on)) found.push(problem(rule, 'fromDays', 'before-it-happened', { from: fromDays }));
  if (trigger.on === 'renewal' && trigger.second && trigger.second.withinDays < trigger.second.fromDays) {
    found.push(problem(rule, 'trigger.second.withinDays', 'window-reversed', { from: trigger.second.fromDays, within: trigger.second.withinDays }));
  }
  // A window as long as its round is never closed: somebody called today is due again tomorrow.
  if (trigger.on === 'recurring' && withinDays - fromDays >= trigger.everyMonths * 28) {
    found.push(problem(rule, 'withinDays', 'always-due', { days: withinDays - fromDays + 1, months: trigger.everyMonths }, 'doubtful'));
  }
  return found;
}

function ofTrigger(rule: Rule, { today }: RulesKnown): RuleProblem[] {
  const { trigger } = rule;
  if ('kinds' in trigger && trigger.kinds?.length === 0) return [problem(rule, 'trigger.kinds', 'no-kinds', {})];
  if (trigger.on !== 'period') return [];
  if (trigger.to < trigger.from) return [problem(rule, 'trigger.to', 'period-reversed', { from: trigger.from, to: trigger.to })];
  return trigger.to < today ? [problem(rule, 'trigger.to', 'period-over', { to: trigger.to }, 'doubtful')] : [];
}

/** A class that no customer has covers nobody, and a slip of the pen looks the same. */
function ofClasses(rule: Rule, { classes }: RulesKnown): RuleProblem[] {
  if (classes === null) return [];
  const there = new Set(classes.map(plain));
  const rhythms = 'rhythms' in rule.trigger ? (rule.trigger.rhythms ?? []) : [];
  const named: [field: string, names: readonly string[]][] = [
    ['covers.classes', rule.covers?.classes ?? []],
    ...rhythms.map((rhythm, index): [string, readonly string[]] => [`trigger.rhythms.${index}.classes`, rhythm.classes ?? []]),
  ];
  return named.flatMap(([field, names]) =>
    names.filter((name) => !there.has(plain(name))).map((name) => problem(rule, field, 'unknown-class', { class: name })),
  );
}

/**
 * A rule that follows calls of a purpose to which, over other such rules, its own calls lead back: one call would bring the next without end. Where a step
 * asks for a satisfaction the chain can end, so it is let be.
 */
function circlesOf(rules: readonly Rule[]): Map<Id, RuleProblem[]> {
  const steps = rules.flatMap((rule) =>
    rule.trigger.on === 'call-made' && rule.trigger.satisfaction === null ? [{ rule, after: rule.trigger.purposes }] : [],
  );
  const found = new Map<Id, RuleProblem[]>();
  for (const { rule, after } of steps) {
    const chain = chainBack(rule.purpose, new Set(after), steps, []);
    if (chain)
      found.set(rule.id, [problem(rule, 'trigger.purposes', 'circular', { chain: [...chain, rule.purpose].join(' → '), days: Math.max(1, rule.fromDays) })]);
  }
  return found;
}

type Step = { rule: Rule; after: readonly string[] };

/** The purposes from one call to another that leads back to it; null when nothing does. */
function chainBack(purpose: Id, wanted: ReadonlySet<Id>, steps: readonly Step[], seen: readonly Id[]): Id[] | null {
  if (wanted.has(purpose)) return [purpose];
  if (seen.includes(purpose)) return null;
  for (const { rule, after } of steps) {
    const rest = after.includes(purpose) ? chainBack(rule.purpose, wanted, steps, [...seen, purpose]) : null;
    if (rest) return [purpose, ...rest];
  }
  return null;
}

/** Two rules about the same thing, the same customers and days: every one of them would hear both scripts, or one of the rules is forgotten. */
function ofOthers(rule: Rule, before: readonly Rule[]): RuleProblem[] {
  const twin = before.find(
    (other) =>
      JSON.stringify([other.trigger, other.covers ?? {}]) === JSON.stringify([rule.trigger, rule.covers ?? {}]) &&
      other.fromDays <= rule.withinDays &&
      rule.fromDays <= other.withinDays,
  );
  return twin ? [problem(rule, 'trigger', 'same-as', { rule: twin.name ?? twin.id }, 'doubtful')] : [];
}
