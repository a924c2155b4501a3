import { FileDown, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignProgress } from '../../../lib/contract/campaign.ts';
import { evaluate } from '../../../lib/plan/campaign.ts';
import { guardedCsv } from '../../../lib/text/guarded-csv.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { useWorkspace } from '../context.ts';

type EvaluationProps = { campaign: Campaign; progress: CampaignProgress };

/** What it has brought and what it has cost, to print and to take away. */
export function EvaluationView({ campaign, progress }: EvaluationProps) {
  const { t } = useTranslation();
  const lines = useLines(campaign, progress);
  const title = t('campaigns.evaluation.title');
  const save = () => {
    const own = [
      [t('campaigns.column.name'), campaign.name],
      [t('campaigns.column.period'), `${campaign.from} – ${campaign.to}`],
    ];
    const agents = progress.perAgent.map(({ name, called, reached, satisfied, converted }) => [name, ...[called, reached, satisfied, converted].map(String)]);
    const heads = [t('campaigns.agents.name'), ...(['called', 'reached', 'satisfied', 'converted'] as const).map((what) => t(`campaigns.count.${what}`))];
    const rows = [[t('campaigns.evaluation.what'), t('campaigns.evaluation.value')], ...own, ...lines.map(({ what, value }) => [what, value])];
    download(`${t('campaigns.evaluation.file')}-${campaign.from}.csv`, guardedCsv([...rows, [], heads, ...agents]), 'text/csv');
  };
  return (
    <section aria-label={title} className="mt-4 break-inside-avoid">
      <div className="flex items-center gap-2">
        <h2 className="m-0 text-body font-semibold">{title}</h2>
        <Button kind="quiet" tight onPress={() => window.print()} className="print:hidden">
          <Printer size={14} aria-hidden="true" />
          {t('campaigns.evaluation.print')}
        </Button>
        <Button kind="quiet" tight onPress={save} className="print:hidden">
          <FileDown size={14} aria-hidden="true" />
          {t('campaigns.evaluation.csv')}
        </Button>
      </div>
      {campaign.state === 'ended' ? null : <p className="m-0 text-label text-muted">{t('campaigns.evaluation.soFar')}</p>}
      <dl className="m-0 mt-1 grid max-w-xl grid-cols-[1fr_auto] gap-x-6">
        {lines.map(({ what, value, isBad }) => (
          <div key={what} className="col-span-2 grid grid-cols-subgrid border-b border-line py-1 text-fact">
            <dt className="text-muted">{what}</dt>
            <dd className={`tabular m-0 text-right font-semibold ${isBad ? 'text-bad' : ''}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {campaign.lesson === '' ? null : (
        <>
          <h3 className="m-0 mt-3 text-label font-semibold text-muted">{t('campaigns.editor.lesson')}</h3>
          <p className="m-0 mt-0.5 max-w-prose text-body whitespace-pre-wrap">{campaign.lesson}</p>
        </>
      )}
    </section>
  );
}

type Line = { what: string; value: string; isBad?: boolean };

function useLines(campaign: Campaign, progress: CampaignProgress): Line[] {
  const { t } = useTranslation();
  const money = useMoney(campaign.currency);
  const result = evaluate(campaign, progress);
  const share = (count: number, of: number) => (of === 0 ? String(count) : t('campaigns.evaluation.rate', { count, share: Math.round((100 * count) / of) }));
  const each = (amount: number | null) => (amount === null ? t('campaigns.evaluation.nobody') : money(amount));
  const { customers, called, reached, satisfied, converted } = progress;
  const isOver = result.left !== null && result.left < 0;
  return [
    { what: t('campaigns.count.customers'), value: String(customers) },
    { what: t('campaigns.count.called'), value: share(called, customers) },
    { what: t('campaigns.count.reached'), value: share(reached, called) },
    { what: t('campaigns.count.satisfied'), value: share(satisfied, reached) },
    { what: t('campaigns.count.converted'), value: share(converted, reached) },
    ...result.targets.map(({ what, wanted, got }) => ({
      what: `${t('campaigns.target.title')} · ${t(`campaigns.target.${what}`)}`,
      value: t('campaigns.target.line', { got, wanted }),
      isBad: got < wanted,
    })),
    { what: t('campaigns.evaluation.gifts'), value: money(result.gifts) },
    { what: t('campaigns.evaluation.costs'), value: money(result.costs) },
    { what: t('campaigns.evaluation.cost'), value: money(result.cost) },
    { what: t('campaigns.evaluation.perReached'), value: each(result.perReached) },
    { what: t('campaigns.evaluation.perConverted'), value: each(result.perConverted) },
    { what: t('campaigns.evaluation.budget'), value: campaign.budget === null ? t('campaigns.evaluation.noBudget') : money(campaign.budget) },
    ...(result.left === null
      ? []
      : [{ what: t(isOver ? 'campaigns.evaluation.overrun' : 'campaigns.evaluation.left'), value: money(Math.abs(result.left)), isBad: isOver }]),
  ];
}

/** With two places behind the point and the campaign's own words for its currency. */
export function useMoney(currency: string): (amount: number) => string {
  const { format } = useWorkspace();
  const words = new Intl.NumberFormat(format().language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (amount) => `${words.format(amount)} ${currency}`.trim();
}
