import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../lib/contract/campaign.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { failureOf, unwrap } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { pathTo } from '../use-route.ts';
import { CampaignDialog } from './campaign-dialog.tsx';
import { draftOfCampaign, planOfDraft } from './campaign-draft.ts';
import { CampaignList } from './campaign-list.tsx';
import { CampaignPage } from './campaign-page.tsx';
import { useCampaigns, useCampaignsApi, useRefreshCampaigns } from './campaigns-api.ts';
import { CampaignRefused } from './refused.tsx';

/** The campaigns of the places within reach, or one of them. */
export function CampaignsPage({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const campaigns = useCampaigns();
  const { data } = campaigns;
  const shown = data?.campaigns.find((one) => one.id === id);
  const [removed, setRemoved] = useState<Campaign | null>(null);
  return (
    <div className="flex h-full flex-col bg-surface print:h-auto">
      {campaigns.error ? <FailureNote failure={failureOf(campaigns.error)} onRetry={() => void campaigns.refetch()} /> : null}
      {!data && !campaigns.error ? <p className="m-4 text-muted">{t('common.loading')}</p> : null}
      {data && id === null ? <List campaigns={data.campaigns} removed={removed} onBack={() => setRemoved(null)} /> : null}
      {data && shown ? (
        <CampaignPage
          key={shown.id}
          campaign={shown}
          people={data.people}
          onRemoved={(campaign) => {
            setRemoved(campaign);
            location.hash = pathTo.campaigns;
          }}
        />
      ) : null}
      {data && id !== null && !shown ? (
        <EmptyNote title={t('campaigns.unknown')}>
          <p className="m-0">{t('campaigns.unknownAdvice')}</p>
          <a href={pathTo.campaigns} className="mt-2 inline-block text-accent">
            {t('campaigns.back')}
          </a>
        </EmptyNote>
      ) : null}
    </div>
  );
}

type ListProps = { campaigns: readonly Campaign[]; removed: Campaign | null; onBack: () => void };

function List({ campaigns, removed, onBack }: ListProps) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const isLead = mayOpen(session).publishing;
  const [isAdding, setAdding] = useState(false);
  const add = () => setAdding(true);
  useKeys({ KeyN: isLead && !isAdding ? add : undefined });
  return (
    <>
      <header className="flex min-h-13 items-center gap-4 border-b border-line px-4">
        <h1 className="m-0 text-body font-bold">{t('campaigns.title')}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <div className="flex items-start justify-between gap-4">
          <p className="m-0 max-w-prose text-fact text-muted">{t('campaigns.explain')}</p>
          {isLead ? (
            <Button kind="primary" onPress={add} shortcut="n" keyLabel="N">
              <Plus size={16} aria-hidden="true" />
              {t('campaigns.add')}
            </Button>
          ) : null}
        </div>
        {removed ? <Removed campaign={removed} onBack={onBack} /> : null}
        {campaigns.length === 0 ? (
          <EmptyNote title={t('campaigns.none')}>{t(isLead ? 'campaigns.noneAdvice' : 'campaigns.noneRead')}</EmptyNote>
        ) : (
          <CampaignList campaigns={campaigns} />
        )}
      </div>
      {isAdding ? (
        <CampaignDialog
          campaign={null}
          onSaved={({ id }) => {
            location.hash = pathTo.campaign(id);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}

/** One word is enough to have it back. */
function Removed({ campaign, onBack }: { campaign: Campaign; onBack: () => void }) {
  const { t } = useTranslation();
  const api = useCampaignsApi();
  const refresh = useRefreshCampaigns();
  const read = planOfDraft(draftOfCampaign(campaign));
  const back = useMutation({
    mutationFn: async () => ('plan' in read ? unwrap(api.save(read.plan, null)) : null),
    onSuccess: async () => {
      await refresh();
      onBack();
    },
  });
  return (
    <div role="status" className="mt-2 flex min-h-9 items-center gap-2 text-fact">
      <span>{t('campaigns.removed', { name: campaign.name })}</span>
      <Button kind="quiet" isDisabled={back.isPending} onPress={() => back.mutate()}>
        {t('campaigns.undo')}
      </Button>
      <CampaignRefused failure={back.error ? failureOf(back.error) : null} />
    </div>
  );
}
