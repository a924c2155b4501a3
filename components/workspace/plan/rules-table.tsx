import { Pause, Play, Trash2, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlanPreviewReply } from '../../../lib/contract/plan.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import { campaignOfRule } from '../../../lib/plan/campaign.ts';
import { Button } from '../../ui/button.tsx';
import { pathTo } from '../use-route.ts';
import { useRuleWords } from './rule-words.ts';
import type { ScriptChoice } from './use-scripts.ts';

type RulesTableProps = {
  rules: readonly Rule[];
  scripts: readonly ScriptChoice[];
  /** Calls of each in the next 30 days; null: not counted yet. */
  perRule: ReadonlyMap<string, number> | null;
  problems: PlanPreviewReply['problems'];
  isBusy: boolean;
  onOpen: (rule: Rule) => void;
  onPut: (rule: Rule) => void;
  onRemove: (rule: Rule) => void;
};

const HEAD = 'border-b border-line px-2 py-1.5 text-left text-label font-normal text-muted';
const CELL = 'border-b border-line px-2 py-1 align-middle text-fact';

/** In the order of their priority: what is asked first stands first. */
export function RulesTable({ rules, scripts, perRule, problems, ...acts }: RulesTableProps) {
  const { t } = useTranslation();
  const columns = ['rule', 'window', 'covers', 'script', 'calls'] as const;
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={`${HEAD} ${column === 'calls' ? 'text-right' : ''}`}>
              {t(`rules.column.${column}`)}
            </th>
          ))}
          <th scope="col" className={HEAD}>
            <span className="sr-only">{t('rules.column.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rules
          .toSorted((a, b) => a.priority - b.priority)
          .map((rule) => (
            <Row
              key={rule.id}
              rule={rule}
              script={scripts.find(({ id }) => id === rule.scriptId)?.title ?? rule.scriptId}
              calls={perRule ? (perRule.get(rule.id) ?? 0) : null}
              problems={problems.filter(({ ruleId }) => ruleId === rule.id)}
              {...acts}
            />
          ))}
      </tbody>
    </table>
  );
}

type RowProps = Pick<RulesTableProps, 'problems' | 'isBusy' | 'onOpen' | 'onPut' | 'onRemove'> & { rule: Rule; script: string; calls: number | null };

function Row({ rule, script, calls, problems, isBusy, onOpen, onPut, onRemove }: RowProps) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const title = words.title(rule);
  const { paused, ...going } = rule;
  const campaignId = campaignOfRule(rule.id);
  const name = 'cursor-pointer border-0 bg-transparent p-0 text-left text-body font-semibold text-inherit hover:text-accent hover:underline';
  return (
    <tr className={paused ? 'text-muted' : ''}>
      <td className={`${CELL} min-w-48`}>
        {campaignId === null ? (
          <button type="button" aria-label={t('rules.edit', { rule: title })} onClick={() => onOpen(rule)} className={name}>
            {title}
          </button>
        ) : (
          <a href={pathTo.campaign(campaignId)} className={`${name} no-underline`}>
            {title}
          </a>
        )}
        {rule.name ? <div className="text-label text-muted">{words.when(rule)}</div> : null}
        {problems.map((problem) => (
          <div
            key={`${problem.field} ${problem.code}`}
            className={`flex items-start gap-1 text-label ${problem.severity === 'wrong' ? 'text-bad' : 'text-fair'}`}
          >
            <TriangleAlert size={13} aria-hidden="true" className="mt-0.5 shrink-0" />
            {t(`rules.problem.${problem.code}`, problem.params)}
          </div>
        ))}
      </td>
      <td className={`${CELL} min-w-28`}>{rule.trigger.on === 'period' ? '' : words.window(rule)}</td>
      <td className={`${CELL} min-w-28`}>{words.covers(rule)}</td>
      <td className={`${CELL} min-w-36`}>{script}</td>
      <td className={`${CELL} tabular text-right whitespace-nowrap`}>
        {paused ? t('rules.paused') : calls === null ? t('rules.counting') : t('rules.calls', { count: calls })}
      </td>
      <td className={`${CELL} w-px whitespace-nowrap`}>
        {campaignId === null ? (
          <>
            <Button
              kind="quiet"
              tight
              isDisabled={isBusy}
              aria-label={t(paused ? 'rules.resumeRule' : 'rules.pauseRule', { rule: title })}
              onPress={() => onPut(paused ? going : { ...rule, paused: true })}
              className="min-h-7"
            >
              {paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
              {t(paused ? 'rules.resume' : 'rules.pause')}
            </Button>
            <Button
              kind="quiet"
              tight
              isDisabled={isBusy}
              aria-label={t('rules.removeRule', { rule: title })}
              onPress={() => onRemove(rule)}
              className="min-h-7"
            >
              <Trash2 size={14} aria-hidden="true" />
              {t('rules.remove')}
            </Button>
          </>
        ) : (
          <span className="text-label text-muted">{t('rules.ofCampaign')}</span>
        )}
      </td>
    </tr>
  );
}
