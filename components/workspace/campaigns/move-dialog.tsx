import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../lib/contract/campaign.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { campaignPreview } from '../../../lib/plan/campaign.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { FailureNote } from '../failure-note.tsx';
import { usePlaces } from '../team/team-api.ts';
import { useReach } from './reach.tsx';
import { CampaignRefused } from './refused.tsx';

type MoveDialogProps = {
  campaign: Campaign;
  what: 'start' | 'end';
  /** Customers who are still to be called. */
  open: number;
  isBusy: boolean;
  failure: Failure | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before many are called, or are not called any more. */
export function MoveDialog({ campaign, what, open, isBusy, failure, onConfirm, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const place = usePlaces().data?.find((one) => one.place.id === campaign.placeId)?.place;
  const { name } = campaign;
  return (
    <Dialog
      title={t(`campaigns.confirm.${what}Title`, { name })}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind={what === 'end' ? 'danger' : 'primary'} isDisabled={isBusy} onPress={onConfirm}>
            {t(what === 'end' ? 'campaigns.end' : campaign.state === 'paused' ? 'campaigns.resume' : 'campaigns.start')}
          </Button>
        </>
      }
    >
      {what === 'end' ? (
        <>
          <p className="m-0 text-body">{t('campaigns.confirm.end', { count: open })}</p>
          <p className="m-0 mt-2 text-fact text-muted">{t('campaigns.confirm.endFinal')}</p>
        </>
      ) : place ? (
        <WhomItCalls campaign={campaign} place={place} />
      ) : (
        <p className="m-0 text-fact text-muted">{t('campaigns.counting')}</p>
      )}
      <CampaignRefused failure={failure} />
    </Dialog>
  );
}

function WhomItCalls({ campaign, place }: { campaign: Campaign; place: Place }) {
  const { t } = useTranslation();
  const { clock, format } = useWorkspace();
  const { data, error, refetch } = useReach(place, campaignPreview(campaign, localDateAt(clock.now(), place.timeZone)));
  const days = { from: formatLocalDate(campaign.from, format()), to: formatLocalDate(campaign.to, format()) };
  const calls = data?.preview?.calls ?? 0;
  if (error) return <FailureNote failure={failureOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <p className="m-0 text-fact text-muted">{t('campaigns.counting')}</p>;
  if (!data.preview) return <p className="m-0 text-fact font-semibold text-bad">{t('campaigns.refused.rule')}</p>;
  return (
    <>
      <p className="tabular m-0 text-body">{calls === 0 ? t('campaigns.confirm.nobody') : t('campaigns.confirm.start', { count: calls, ...days })}</p>
      {data.preview.lookedAt < data.preview.customers ? <p className="m-0 mt-1 text-fact text-fair">{t('rules.partial', data.preview)}</p> : null}
      <p className="m-0 mt-2 text-fact text-muted">{t('campaigns.confirm.startLater')}</p>
    </>
  );
}
