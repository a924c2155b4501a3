import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Id } from '../../../lib/contract/basics.ts';
import { type Campaign, type CampaignPlan, campaignListReplySchema, campaignProgressReplySchema, campaignReplySchema } from '../../../lib/contract/campaign.ts';
import { doneReplySchema } from '../../../lib/contract/wire.ts';
import type { Move } from '../../../lib/plan/campaign.ts';
import { unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** Calls go on while somebody looks. */
const EVERY = 60_000;

export function useCampaignsApi() {
  const { api } = useWorkspace();
  if (!api) throw new TypeError('there is no team without an endpoint');
  const ask = api.request;
  return useMemo(() => {
    const post = (path: string, body: object) => ({ method: 'POST' as const, path: `/v1/campaigns/${path}`, body });
    return {
      list: () => ask(post('list', {}), campaignListReplySchema),
      save: (campaign: CampaignPlan, basedOn: number | null) => ask(post('save', { campaign, basedOn }), campaignReplySchema),
      move: (what: Move, id: Id) => ask(post(what, { id }), campaignReplySchema),
      remove: (id: Id) => ask(post('remove', { id }), doneReplySchema),
      progress: (ids: readonly Id[]) => ask(post('progress', { ids }), campaignProgressReplySchema),
    };
  }, [ask]);
}

export function useCampaigns() {
  const api = useCampaignsApi();
  return useQuery({ queryKey: ['campaigns', 'list'], queryFn: () => unwrap(api.list()) });
}

/** How far these are, those that have been started: the others are nowhere yet. */
export function useProgress(campaigns: readonly Campaign[]) {
  const api = useCampaignsApi();
  const ids = campaigns.filter(({ startedAt }) => startedAt !== undefined).map(({ id }) => id);
  return useQuery({
    queryKey: ['campaigns', 'progress', ids],
    enabled: ids.length > 0,
    refetchInterval: campaigns.some(({ state }) => state === 'running') ? EVERY : false,
    queryFn: async () => (await unwrap(api.progress(ids.slice(0, 50)))).progress,
    select: (progress) => new Map(progress.map((one) => [one.campaignId, one])),
  });
}

/** After a change: campaigns, and the plan that follows from them. */
export function useRefreshCampaigns(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([['campaigns'], ['team'], ['plan']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}
