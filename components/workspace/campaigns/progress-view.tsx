import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignProgress } from '../../../lib/contract/campaign.ts';
import { evaluate } from '../../../lib/plan/campaign.ts';

const COUNTS = ['customers', 'called', 'reached', 'satisfied', 'converted', 'open'] as const;
const OF_AGENT = ['called', 'reached', 'satisfied', 'converted'] as const;
const CELL = 'border-b border-line px-2 py-1 text-fact';

/** How many customers stand where, and what is missing to the targets. */
export function Numbers({ campaign, progress }: { campaign: Campaign; progress: CampaignProgress }) {
  const { t } = useTranslation();
  const { targets } = evaluate(campaign, progress);
  return (
    <section aria-label={t('campaigns.count.title')} className="mt-4">
      <dl className="m-0 flex flex-wrap gap-x-8 gap-y-2">
        {COUNTS.map((what) => (
          <div key={what}>
            <dt className="text-label text-muted">{t(`campaigns.count.${what}`)}</dt>
            <dd className="tabular m-0 text-body font-semibold">{progress[what]}</dd>
          </div>
        ))}
      </dl>
      {targets.length > 0 ? (
        <>
          <h2 className="m-0 mt-4 text-body font-semibold">{t('campaigns.target.title')}</h2>
          <ul className="tabular m-0 mt-1 list-none p-0 text-fact">
            {targets.map(({ what, wanted, got }) => (
              <li key={what}>
                {t(`campaigns.target.${what}`)}: {t('campaigns.target.line', { got, wanted })} ·{' '}
                <span className={got >= wanted ? 'font-semibold text-good' : 'text-muted'}>
                  {got >= wanted ? t('campaigns.target.met') : t('campaigns.target.missing', { n: wanted - got })}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

/** Each agent's own calls. */
export function PerAgent({ progress: { perAgent } }: { progress: CampaignProgress }) {
  const { t } = useTranslation();
  const title = t('campaigns.agents.title');
  return (
    <section className="mt-4">
      <h2 className="m-0 text-body font-semibold">{title}</h2>
      {perAgent.length === 0 ? (
        <p className="m-0 mt-1 text-fact text-muted">{t('campaigns.agents.none')}</p>
      ) : (
        <table aria-label={title} className="mt-1 w-full max-w-2xl border-collapse">
          <thead>
            <tr>
              <th scope="col" className={`${CELL} text-left text-label font-normal text-muted`}>
                {t('campaigns.agents.name')}
              </th>
              {OF_AGENT.map((what) => (
                <th key={what} scope="col" className={`${CELL} text-right text-label font-normal text-muted`}>
                  {t(`campaigns.count.${what}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {perAgent.map((agent) => (
              <tr key={agent.agentId}>
                <td className={CELL}>{agent.name}</td>
                {OF_AGENT.map((what) => (
                  <td key={what} className={`${CELL} tabular text-right`}>
                    {agent[what]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
