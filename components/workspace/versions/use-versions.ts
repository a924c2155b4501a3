import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Divergence } from '../../../lib/contract/divergence.ts';
import { type DivergenceListReply, divergenceListReplySchema, pushReplySchema } from '../../../lib/contract/wire.ts';
import type { Request } from '../../../lib/sync/request.ts';
import { failureOf, ReplyError, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

export type ListedDivergence = DivergenceListReply['divergences'][number];
const PAGE = 50;

/** What stands side by side in the places of whoever asks, newest first, and how one is settled. */
export function useVersions() {
  const { api, clock, newId } = useWorkspace();
  const queries = useQueryClient();
  const ask: Request = (call, schema) => {
    if (!api) throw new TypeError('there is no team without an endpoint');
    return api.request(call, schema);
  };
  const list = useInfiniteQuery({
    queryKey: ['divergences'],
    enabled: api !== null,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) =>
      unwrap(ask({ method: 'GET', path: `/v1/divergences?limit=${PAGE}${pageParam === null ? '' : `&before=${pageParam}`}` }, divergenceListReplySchema)),
    getNextPageParam: (page) => page.next,
  });
  const settle = useMutation({
    mutationFn: async ({ divergence, choose, why }: { divergence: Divergence; choose: string; why: string }) => {
      const mutation = mutationOf(divergence, choose, { id: newId(), at: clock.now(), why });
      const { results } = await unwrap(ask({ method: 'POST', path: '/v1/push', body: { mutations: [mutation] } }, pushReplySchema));
      const [result] = results;
      if (result?.status === 'rejected') throw new ReplyError({ ...result.error, retryAfterMs: null });
    },
    onSettled: () => Promise.all(['divergences', 'records', 'customers'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const pages = list.data?.pages;
  return {
    divergences: pages?.flatMap((page) => page.divergences),
    total: pages?.at(-1)?.total ?? 0,
    failure: list.error ? failureOf(list.error) : null,
    more: list.hasNextPage,
    loadMore: () => void list.fetchNextPage(),
    refresh: () => void list.refetch(),
    settle,
    settleFailure: settle.error ? failureOf(settle.error) : null,
  };
}

/** A field is settled by naming the version, a record by a correction that is based on all of its versions. */
function mutationOf(divergence: Divergence, choose: string, { id, at, why }: { id: string; at: number; why: string }): unknown {
  const seen = divergence.versions.map((version) => version.id);
  if (divergence.kind === 'customer-field') {
    return { id, at, kind: 'divergence.settle', divergenceId: divergence.id, customerId: divergence.customerId, choose, seen };
  }
  const chosen = divergence.versions.find((version) => version.id === choose)?.record;
  const basedOn = divergence.versions.map(({ record }) => record.revision);
  return {
    id,
    at,
    kind: 'record.revise',
    recordId: divergence.recordId,
    basedOn,
    why,
    outcome: chosen?.outcome,
    satisfaction: chosen?.satisfaction,
    content: chosen?.content,
  };
}
