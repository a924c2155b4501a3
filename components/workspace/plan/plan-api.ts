import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Id } from '../../../lib/contract/basics.ts';
import type { PlaceSet } from '../../../lib/contract/people.ts';
import { placeReplySchema } from '../../../lib/contract/people.ts';
import { type LedgerRequest, ledgerReplySchema, type PlanPreviewReply, type PlanPreviewRequest, planPreviewReplySchema } from '../../../lib/contract/plan.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import { unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

export function usePlanApi() {
  const { api } = useWorkspace();
  if (!api) throw new TypeError('there is no team without an endpoint');
  const ask = api.request;
  return useMemo(
    () => ({
      preview: (body: PlanPreviewRequest) => ask({ method: 'POST', path: '/v1/plan/preview', body }, planPreviewReplySchema),
      ledger: (body: LedgerRequest) => ask({ method: 'POST', path: '/v1/plan/ledger', body }, ledgerReplySchema),
      saveRules: (id: Id, rules: NonNullable<PlaceSet['rules']>) =>
        ask({ method: 'POST', path: '/v1/places/save', body: { id, set: { rules } } }, placeReplySchema),
    }),
    [ask],
  );
}

/** What the rules give; `rules` null: not asked yet. The last answer stays until the next one is there. */
export function usePreview(placeId: Id | null, rules: readonly Rule[] | null, ruleId: Id | null) {
  const api = usePlanApi();
  return useQuery({
    queryKey: ['plan', 'preview', placeId, ruleId, rules],
    enabled: placeId !== null && rules !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: (): Promise<PlanPreviewReply> => unwrap(api.preview({ placeId: placeId ?? '', rules: [...(rules ?? [])], ruleId })),
  });
}

type Asked = Omit<LedgerRequest, 'cursor' | 'limit'>;

/** The coverage, page by page; null: not asked yet. */
export function useLedger(asked: Asked | null) {
  const api = usePlanApi();
  return useInfiniteQuery({
    queryKey: ['plan', 'ledger', asked],
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => unwrap(api.ledger({ ...(asked as Asked), cursor: pageParam, limit: 100 })),
    getNextPageParam: ({ next }) => next,
  });
}
