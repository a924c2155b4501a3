import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignPlan } from '../../../lib/contract/campaign.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { useScripts } from '../plan/use-scripts.ts';
import { usePlaces } from '../team/team-api.ts';
import { type CampaignDraft, draftOfCampaign, emptyCampaign, planOfDraft } from './campaign-draft.ts';
import { CampaignFields, LaterFields } from './campaign-fields.tsx';
import { useCampaignsApi, useRefreshCampaigns } from './campaigns-api.ts';
import { Reach, useDraftReach } from './reach.tsx';
import { CampaignRefused } from './refused.tsx';

type CampaignDialogProps = { campaign: Campaign | null; onSaved: (campaign: Campaign) => void; onClose: () => void };

/** One campaign: left what it says, right whom it reaches. Nobody is called before it is started. */
export function CampaignDialog({ campaign, onSaved, onClose }: CampaignDialogProps) {
  const { t } = useTranslation();
  const { newId, session } = useWorkspace();
  const form = useId();
  const api = useCampaignsApi();
  const refresh = useRefreshCampaigns();
  const scripts = useScripts();
  const places = (usePlaces().data ?? []).filter(({ place }) => place.closedAt === undefined || place.id === campaign?.placeId);
  const [before] = useState(() => (campaign ? draftOfCampaign(campaign) : emptyCampaign(newId(), session.place.id)));
  const [draft, setDraft] = useState(before);
  const [isLeaving, setLeaving] = useState(false);
  const read = planOfDraft(draft);
  const plan = 'plan' in read ? read.plan : null;
  const saved = useMutation({
    mutationFn: async (next: CampaignPlan) => (await unwrap(api.save(next, campaign?.updatedAt ?? null))).campaign,
    onSuccess: async (made) => {
      await refresh();
      onSaved(made);
      onClose();
    },
  });
  const isChanged = JSON.stringify(draft) !== JSON.stringify(before);
  const leave = () => (isChanged && !isLeaving ? setLeaving(true) : onClose());
  const patch = (next: Partial<CampaignDraft>) => setDraft({ ...draft, ...next });
  const place = places.find((one) => one.place.id === draft.placeId)?.place;
  const isEnded = campaign?.state === 'ended';
  const reach = useDraftReach(isEnded ? null : (place ?? null), draft, scripts);
  return (
    <Dialog
      huge
      title={campaign ? t('campaigns.editor.title', { name: campaign.name }) : t('campaigns.editor.new')}
      onClose={leave}
      footer={
        isLeaving ? (
          <>
            <span role="alert" className="mr-auto self-center text-fact font-semibold">
              {t('rules.discard')}
            </span>
            <Button key="go-on" autoFocus onPress={() => setLeaving(false)}>
              {t('rules.goOn')}
            </Button>
            <Button key="discard" kind="danger" onPress={onClose}>
              {t('rules.discardIt')}
            </Button>
          </>
        ) : (
          <>
            {'fields' in read && isChanged ? <NotReady fields={read.fields} /> : null}
            <Button onPress={leave}>{t('common.cancel')}</Button>
            <Button kind="primary" type="submit" form={form} isDisabled={!plan || !isChanged || saved.isPending} keyLabel="↵">
              {t('team.save')}
            </Button>
          </>
        )
      }
    >
      <div className={isEnded ? '' : 'grid grid-cols-[minmax(0,1fr)_minmax(0,22rem)] gap-5 max-lg:grid-cols-1'}>
        <form
          id={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (plan && isChanged) saved.mutate(plan);
          }}
        >
          {isEnded ? (
            <LaterFields draft={draft} onChange={patch} />
          ) : (
            <CampaignFields
              draft={draft}
              onChange={patch}
              scripts={scripts}
              places={places}
              isNew={campaign === null}
              isStarted={campaign?.startedAt !== undefined}
              known={{ classes: reach.asked.data?.classes ?? [], kinds: reach.asked.data?.kinds ?? [] }}
            />
          )}
          <CampaignRefused failure={saved.error ? failureOf(saved.error) : null} />
        </form>
        {isEnded ? null : (
          <section aria-label={t('campaigns.editor.reach')} className="min-w-0 border-l border-line pl-5 max-lg:border-l-0 max-lg:pl-0">
            {place ? <Reach place={place} {...reach} isStarted={campaign?.startedAt !== undefined} /> : null}
          </section>
        )}
      </div>
    </Dialog>
  );
}

/** By what a field is called here; of several in one row the row. */
const LABELS: { [field: string]: string } = {
  name: 'name',
  scriptId: 'script',
  purpose: 'script',
  from: 'from',
  to: 'to',
  customers: 'customers',
  gifts: 'gift',
  costs: 'cost',
  budget: 'budget',
  currency: 'currency',
  target: 'goals',
  converted: 'converted',
};

function NotReady({ fields }: { fields: readonly string[] }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const labels = [...new Set(fields.map((field) => LABELS[field.split('.')[0] ?? ''] ?? 'about'))].map((label) => t(`campaigns.editor.${label}`));
  return (
    <span role="status" className="mr-auto self-center text-fact text-muted">
      {t('campaigns.editor.notReady', { fields: labels.join(format().language === 'en' ? ', ' : '、') })}
    </span>
  );
}
