import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignProgress } from '../../../lib/contract/campaign.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { failureOf } from '../api.ts';
import { FailureNote } from '../failure-note.tsx';
import { usePlaces } from '../team/team-api.ts';
import { pathTo } from '../use-route.ts';
import { useProgress } from './campaigns-api.ts';
import { Days, StateBadge } from './state.tsx';

const HEAD = 'border-b border-line px-2 py-1.5 text-left text-label font-normal text-muted';
const CELL = 'border-b border-line px-2 py-2 align-top text-fact';

/** Newest first, each with how far it is. */
export function CampaignList({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { t } = useTranslation();
  const progress = useProgress(campaigns);
  const places = new Map((usePlaces().data ?? []).map(({ place }) => [place.id, place.name]));
  const columns = ['name', 'state', 'period', 'place', 'progress'] as const;
  return (
    <>
      {progress.error ? <FailureNote failure={failureOf(progress.error)} onRetry={() => void progress.refetch()} /> : null}
      <table className="mt-3 w-full border-collapse">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={HEAD}>
                {t(`campaigns.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <tr key={campaign.id}>
              <td className={`${CELL} min-w-40`}>
                <a href={pathTo.campaign(campaign.id)} className="text-body font-semibold text-ink no-underline hover:text-accent hover:underline">
                  {campaign.name}
                </a>
              </td>
              <td className={CELL}>
                <StateBadge state={campaign.state} />
              </td>
              <td className={`${CELL} tabular`}>
                <Days campaign={campaign} />
              </td>
              <td className={CELL}>{places.get(campaign.placeId) ?? ''}</td>
              <td className={`${CELL} min-w-56`}>
                <HowFar campaign={campaign} progress={progress.data?.get(campaign.id) ?? null} isCounting={progress.isFetching} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** In words and as a bar. */
export function HowFar({ campaign, progress, isCounting }: { campaign: Campaign; progress: CampaignProgress | null; isCounting: boolean }) {
  const { t } = useTranslation();
  if (campaign.startedAt === undefined) return <span className="text-muted">{t('campaigns.notStarted')}</span>;
  if (!progress) return isCounting ? <span className="text-muted">{t('campaigns.counting')}</span> : null;
  const { called, customers, reached, converted } = progress;
  return (
    <>
      <ProgressBar label={t('campaigns.progress', { called, customers, reached, converted })} done={called} total={customers} />
      {progress.partial ? <p className="m-0 mt-1 text-label text-fair">{t('campaigns.partial')}</p> : null}
    </>
  );
}
