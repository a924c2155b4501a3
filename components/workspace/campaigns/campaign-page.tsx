import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, CircleStop, Pause, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignListReply, CampaignProgress } from '../../../lib/contract/campaign.ts';
import { campaignAfter, type Move } from '../../../lib/plan/campaign.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { FailureNote } from '../failure-note.tsx';
import { pathTo } from '../use-route.ts';
import { CampaignDialog } from './campaign-dialog.tsx';
import { HowFar } from './campaign-list.tsx';
import { useCampaignsApi, useProgress, useRefreshCampaigns } from './campaigns-api.ts';
import { EvaluationView } from './evaluation.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PlanView } from './plan-view.tsx';
import { Numbers, PerAgent } from './progress-view.tsx';
import { CampaignRefused } from './refused.tsx';
import { Days, StateBadge } from './state.tsx';

type CampaignPageProps = { campaign: Campaign; people: CampaignListReply['people']; onRemoved: (campaign: Campaign) => void };
type Note = { words: string; back: Move | null };

const WORDS: { [what in Move]: string } = { start: 'campaigns.started', pause: 'campaigns.paused', end: 'campaigns.ended' };
/** What takes a step back; an end is for good. */
const BACK: { [what in Move]: Move | null } = { start: 'pause', pause: 'start', end: null };

/** One campaign: how far it is, what came of it, and what was planned. */
export function CampaignPage({ campaign, people, onRemoved }: CampaignPageProps) {
  const { t } = useTranslation();
  const isLead = mayOpen(useWorkspace().session).publishing;
  const api = useCampaignsApi();
  const refresh = useRefreshCampaigns();
  const progress = useProgress([campaign]);
  const [asked, setAsked] = useState<'start' | 'end' | 'edit' | null>(null);
  const [note, setNote] = useState<Note | null>(null);
  const shown = progress.data?.get(campaign.id) ?? null;
  const moved = useMutation({
    mutationFn: async (what: Move) => unwrap(api.move(what, campaign.id)),
    onSuccess: async (_, what) => {
      await refresh();
      setAsked(null);
      setNote({ words: t(WORDS[what], { name: campaign.name }), back: BACK[what] });
    },
  });
  const removed = useMutation({
    mutationFn: async () => unwrap(api.remove(campaign.id)),
    onSuccess: async () => {
      await refresh();
      onRemoved(campaign);
    },
  });
  const move = (what: Move) => moved.mutate(what);
  const error = moved.error ?? removed.error;
  const failure = error ? failureOf(error) : null;
  return (
    <>
      <header className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2">
        <a href={pathTo.campaigns} className="inline-flex min-h-8 items-center gap-1 text-fact text-muted no-underline hover:text-ink print:hidden">
          <ArrowLeft size={14} aria-hidden="true" />
          {t('campaigns.back')}
        </a>
        <h1 className="m-0 min-w-0 text-body font-bold">{campaign.name}</h1>
        <StateBadge state={campaign.state} />
        <div className="tabular flex items-baseline gap-2 text-fact">
          <Days campaign={campaign} />
        </div>
        {isLead ? (
          <Actions
            campaign={campaign}
            isBusy={moved.isPending || removed.isPending}
            onAsk={setAsked}
            onPause={() => move('pause')}
            onRemove={() => removed.mutate()}
          />
        ) : null}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6 print:overflow-visible">
        <div role="status" className="flex min-h-9 items-center gap-2 text-fact print:hidden">
          {note ? (
            <>
              <span>{note.words}</span>
              {note.back ? (
                <Button kind="quiet" isDisabled={moved.isPending} onPress={() => note.back && move(note.back)}>
                  {t('campaigns.undo')}
                </Button>
              ) : null}
            </>
          ) : null}
        </div>
        {asked === null ? <CampaignRefused failure={failure} /> : null}
        {progress.error ? <FailureNote failure={failureOf(progress.error)} onRetry={() => void progress.refetch()} /> : null}
        <div className="max-w-4xl">
          <HowFar campaign={campaign} progress={shown} isCounting={progress.isFetching} />
          {shown ? <Result campaign={campaign} progress={shown} /> : null}
          <PlanView campaign={campaign} people={people} />
        </div>
      </div>
      {asked === 'start' || asked === 'end' ? (
        <MoveDialog
          campaign={campaign}
          what={asked}
          open={shown?.open ?? 0}
          isBusy={moved.isPending}
          failure={failure}
          onConfirm={() => move(asked)}
          onClose={() => {
            moved.reset();
            setAsked(null);
          }}
        />
      ) : null}
      {asked === 'edit' ? (
        <CampaignDialog
          campaign={campaign}
          onSaved={({ name }) => setNote({ words: t('campaigns.saved', { name }), back: null })}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

function Result({ campaign, progress }: { campaign: Campaign; progress: CampaignProgress }) {
  return (
    <>
      <Numbers campaign={campaign} progress={progress} />
      <PerAgent progress={progress} />
      <EvaluationView campaign={campaign} progress={progress} />
    </>
  );
}

type ActionsProps = { campaign: Campaign; isBusy: boolean; onAsk: (what: 'start' | 'end' | 'edit') => void; onPause: () => void; onRemove: () => void };

/** What can be done with it from where it stands. */
function Actions({ campaign, isBusy, onAsk, onPause, onRemove }: ActionsProps) {
  const { t } = useTranslation();
  const may = (what: Move) => campaignAfter(campaign, what, 0) !== null;
  return (
    <div className="ml-auto flex gap-2 print:hidden">
      {campaign.startedAt === undefined ? (
        <Button kind="quiet" isDisabled={isBusy} onPress={onRemove}>
          <Trash2 size={14} aria-hidden="true" />
          {t('campaigns.remove')}
        </Button>
      ) : null}
      <Button onPress={() => onAsk('edit')}>
        <Pencil size={14} aria-hidden="true" />
        {t('campaigns.edit')}
      </Button>
      {may('pause') ? (
        <Button isDisabled={isBusy} onPress={onPause}>
          <Pause size={14} aria-hidden="true" />
          {t('campaigns.pause')}
        </Button>
      ) : null}
      {may('end') ? (
        <Button isDisabled={isBusy} onPress={() => onAsk('end')}>
          <CircleStop size={14} aria-hidden="true" />
          {t('campaigns.end')}
        </Button>
      ) : null}
      {may('start') ? (
        <Button kind="primary" isDisabled={isBusy} onPress={() => onAsk('start')}>
          <Play size={14} aria-hidden="true" />
          {t(campaign.state === 'paused' ? 'campaigns.resume' : 'campaigns.start')}
        </Button>
      ) : null}
    </div>
  );
}
