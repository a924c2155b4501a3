import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignListReply } from '../../../lib/contract/campaign.ts';
import { campaignRule } from '../../../lib/plan/campaign.ts';
import { useWorkspace } from '../context.ts';
import { useRuleWords } from '../plan/rule-words.ts';
import { useConvertedWords } from './campaign-fields.tsx';
import { useMoney } from './evaluation.tsx';

/** What was planned, to read. */
export function PlanView({ campaign, people }: { campaign: Campaign; people: CampaignListReply['people'] }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const words = useRuleWords();
  const money = useMoney(campaign.currency);
  const converted = useConvertedWords()(campaign.converted.by);
  const list = (parts: readonly string[]) => parts.join(format().language === 'en' ? ', ' : '、');
  const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name ?? id ?? '';
  const values: readonly string[] = campaign.converted.values;
  const facts: [label: string, text: string][] = [
    [t('campaigns.editor.aim'), campaign.aim],
    [t('campaigns.editor.content'), campaign.content],
    [t('campaigns.editor.customers'), words.covers(campaignRule(campaign))],
    [t('campaigns.editor.agents'), list(campaign.agents.map(nameOf))],
    [t('campaigns.editor.supervisor'), nameOf(campaign.supervisorId)],
    [t('campaigns.editor.supervision'), campaign.supervision],
    [t('campaigns.editor.training'), campaign.training],
    [t('campaigns.editor.materials'), campaign.materials],
    [t('campaigns.evaluation.gifts'), list(campaign.gifts.map(({ name, count, unitCost }) => `${name} ${count} × ${money(unitCost)}`))],
    [t('campaigns.evaluation.costs'), list(campaign.costs.map(({ what, amount }) => `${what} ${money(amount)}`))],
    [t('campaigns.plan.converted'), list(converted.filter(({ value }) => values.includes(value)).map(({ label }) => label))],
  ];
  const title = t('campaigns.plan.title');
  return (
    <section aria-label={title} className="mt-6">
      <h2 className="m-0 text-body font-semibold">{title}</h2>
      <dl className="m-0 mt-1 grid grid-cols-[12rem_minmax(0,1fr)] gap-x-4 max-sm:grid-cols-1">
        {facts.map(([label, text]) => (
          <div key={label} className="col-span-full grid grid-cols-subgrid border-b border-line py-1">
            <dt className="text-fact text-muted">{label}</dt>
            <dd className="m-0 text-body whitespace-pre-wrap">{text === '' ? t('campaigns.plan.none') : text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
