import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Instant } from '../../../lib/contract/basics.ts';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { Record as CallRecord } from '../../../lib/contract/record.ts';
import type { Review } from '../../../lib/contract/review.ts';
import type { Script } from '../../../lib/contract/script.ts';
import type { RecordFilter } from '../../../lib/contract/search.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { scriptOf } from '../../../lib/db/scripts.ts';
import type { Chosen } from '../../../lib/quality/address.ts';
import { instantsOf } from '../../../lib/quality/period.ts';
import type { Failure, Reply } from '../../../lib/sync/request.ts';
import { failureOf, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { createQualityApi } from '../quality/api.ts';
import { findLocal } from './find-local-records.ts';

export type RecordEntry = { record: CallRecord; customer: Customer | null; agentName: string; apart?: boolean | undefined; review?: Review | null };
export type RecordList = {
  /** Undefined until the first page is there. */
  entries: RecordEntry[] | undefined;
  total: number;
  /** The total may be a little too high. */
  about: boolean;
  /** Records that are still being indexed. */
  indexing: number;
  failure: Failure | null;
  more: boolean;
  /** Another list is being fetched while this one is shown. */
  changing: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refresh: () => void;
};

const PAGE = 50;

/** The records that were chosen, newest call first: the endpoint's, or for an agent alone this computer's. */
export function useRecords(chosen: Chosen, words: string): RecordList {
  const remote = useEndpointRecords(chosen, words);
  const local = useLocalRecords(chosen, words);
  return useWorkspace().api ? remote : local;
}

function useEndpointRecords({ period, filter }: Chosen, words: string): RecordList {
  const { api, clock, session } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['records', period, filter, words],
    enabled: api !== null,
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const request = { ...requestOf({ period, filter }, words, clock.now(), session.place.timeZone), cursor: pageParam, limit: PAGE };
      return unwrap(createQualityApi((api as WorkspaceApi).request).search(request, signal));
    },
    getNextPageParam: (page) => page.next,
  });
  const pages = query.data?.pages;
  const last = pages?.at(-1);
  return {
    entries: pages?.flatMap((page) => page.records),
    total: last?.total ?? 0,
    about: last?.about ?? false,
    indexing: last?.indexing ?? 0,
    failure: query.error ? failureOf(query.error) : null,
    more: query.hasNextPage,
    changing: query.isPlaceholderData,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}

function useLocalRecords({ period, filter }: Chosen, words: string): RecordList {
  const { db, session, api, clock } = useWorkspace();
  const [limit, setLimit] = useState(PAGE);
  const key = JSON.stringify([period, filter, words]);
  const found = useLiveQuery(async () => {
    if (api) return undefined;
    return findLocal(db, { ...requestOf({ period, filter }, words, clock.now(), session.place.timeZone), agentName: session.agent.name, limit });
  }, [db, limit, session, api, key]);
  return {
    entries: found?.entries,
    total: found?.total ?? 0,
    about: false,
    indexing: 0,
    failure: null,
    more: found !== undefined && found.entries.length < found.total,
    changing: false,
    loadingMore: false,
    loadMore: () => setLimit((now) => now + PAGE),
    refresh: () => {},
  };
}

/** The script in the version the record was made with; null when nobody here knows it, undefined while it is looked for. */
export function useScript(walk: CallRecord['walk']): Script | null | undefined {
  const { db, api } = useWorkspace();
  const query = useQuery({
    queryKey: ['script', walk.scriptId, walk.version],
    // A published version never changes (design 9).
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: () => unwrap(findScript(db, api, walk)),
  });
  return query.isError ? null : query.data;
}

/** In this browser, or else at the endpoint. */
export async function findScript(
  db: CallsideDb,
  api: WorkspaceApi | null,
  walk: Pick<CallRecord['walk'], 'scriptId' | 'version'>,
): Promise<Reply<Script | null>> {
  const here = await scriptOf(db, walk);
  if (here || !api) return { ok: true, value: here };
  const reply = await api.content.version({ kind: 'script', id: walk.scriptId, version: walk.version });
  if (!reply.ok) return reply.failure.kind === 'not-found' ? { ok: true, value: null } : reply;
  return { ok: true, value: reply.value.content.kind === 'script' ? reply.value.content.body : null };
}

/** What was chosen, as it is asked: the period on the calendar of the place at this moment. */
export function requestOf({ period, filter }: Chosen, words: string, now: Instant, zone: string): { filter: RecordFilter; words: string | null } {
  return { filter: { ...filter, ...(period === null ? {} : instantsOf(period, now, zone)) }, words: words === '' ? null : words };
}
