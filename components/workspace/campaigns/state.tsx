import { CircleCheck, CircleDashed, CirclePause, CirclePlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignState } from '../../../lib/contract/campaign.ts';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { daysLeft } from '../../../lib/plan/campaign.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import { useWorkspace } from '../context.ts';

const icons = { draft: CircleDashed, running: CirclePlay, paused: CirclePause, ended: CircleCheck };
const colours: { [S in CampaignState]: string } = { draft: 'text-muted', running: 'text-good', paused: 'text-fair', ended: 'text-ink' };

/** Meaning is icon + word + colour, never colour alone. */
export function StateBadge({ state }: { state: CampaignState }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={`inline-flex items-center gap-1 text-fact font-semibold whitespace-nowrap ${colours[state]}`}>
      <Icon size={14} aria-hidden="true" className="shrink-0" />
      {t(`campaigns.state.${state}`)}
    </span>
  );
}

/** From when to when, and what is left of it. */
export function Days({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  const left = daysLeft(campaign, localDateAt(context.now, context.zone));
  const isOpen = campaign.state === 'running' || campaign.state === 'paused';
  return (
    <>
      <div className="whitespace-nowrap">
        {t('campaigns.period', { from: formatLocalDate(campaign.from, context), to: formatLocalDate(campaign.to, context) })}
      </div>
      {isOpen ? (
        <div className={`text-label ${left === 0 ? 'font-semibold text-fair' : 'text-muted'}`}>
          {left === 0 ? t('campaigns.over') : t('campaigns.daysLeft', { count: left })}
        </div>
      ) : null}
    </>
  );
}
