import { useTranslation } from 'react-i18next';
import type { Rule, Trigger } from '../../../lib/contract/rule.ts';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { useWorkspace } from '../context.ts';
import { COVERS } from './rule-draft.ts';

export type RuleWords = {
  title: (rule: Rule) => string;
  when: (rule: Rule) => string;
  window: (rule: Pick<Rule, 'fromDays' | 'withinDays'>) => string;
  covers: (rule: Rule) => string;
};

/** A rule in words: what it is called, what it follows from, in which days, and whom it covers. */
export function useRuleWords(): RuleWords {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const list = (names: readonly string[]) => names.join(format().language === 'en' ? ', ' : '、');
  const window: RuleWords['window'] = ({ fromDays, withinDays }) => {
    if (fromDays === 0 && withinDays === 0) return t('rules.window.sameDay');
    if (withinDays <= 0) return t('rules.window.before', { from: -fromDays, within: -withinDays });
    return fromDays < 0 ? t('rules.window.around', { from: -fromDays, within: withinDays }) : t('rules.window.after', { from: fromDays, within: withinDays });
  };
  const detail = (trigger: Trigger): string => {
    switch (trigger.on) {
      case 'service-ended':
      case 'lapsed':
        return trigger.kinds ? list(trigger.kinds) : t('rules.allKinds');
      case 'recurring':
      case 'renewal': {
        const every = trigger.everyMonths === null ? [] : [t('rules.every', { count: trigger.everyMonths })];
        return [...every, ...(trigger.kinds ? [list(trigger.kinds)] : [])].join(' · ');
      }
      case 'festival':
        return t(`festival.${trigger.festival}`);
      case 'yearly':
        return trigger.monthDay;
      case 'period':
        return `${formatLocalDate(trigger.from, format())} – ${formatLocalDate(trigger.to, format())}`;
      case 'points':
        return t('rules.atLeast', { column: trigger.column, points: trigger.atLeast });
      case 'call-made':
        return list(trigger.purposes);
      case 'birthday':
      case 'complaint':
      case 'assigned':
        return '';
    }
  };
  const when: RuleWords['when'] = ({ trigger }) => [t(`rules.on.${trigger.on}`), detail(trigger)].filter((part) => part !== '').join(' · ');
  return {
    title: (rule) => rule.name ?? when(rule),
    when,
    window,
    covers: ({ covers = {} }) => {
      const { lastFrom, lastTo } = covers;
      const days = [lastFrom, lastTo].map((day) => (day === undefined ? '' : formatLocalDate(day, format())));
      const parts = [...COVERS.flatMap((what) => covers[what] ?? []), ...(lastFrom || lastTo ? [t('rules.lastBetween', { from: days[0], to: days[1] })] : [])];
      return parts.length > 0 ? list(parts) : t('rules.everybody');
    },
  };
}
