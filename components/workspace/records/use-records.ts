import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { Record as CallRecord } from '../../../lib/contract/record.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { scriptOf } from '../../../lib/db/scripts.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { failureOf, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';

export type RecordEntry = { record: CallRecord; customer: Customer | null; agentName: string };
export type RecordList = {
  /** Undefined until the first page is there. */
  entries: RecordEntry[] | undefined;
  total: number;
  failure: Failure | null;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refresh: () => void;
};

const PAGE = 50;

/** Records, newest first: the endpoint's, or for an agent alone this computer's. */
export function useRecords(): RecordList {
  const remote = useEndpointRecords();
  const local = useLocalRecords();
  return useWorkspace().api ? remote : local;
}

function useEndpointRecords(): RecordList {
  const { api } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['records'],
    enabled: api !== null,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) => unwrap((api as WorkspaceApi).records(pageParam, PAGE)),
    getNextPageParam: (page) => page.next,
  });
  const pages = query.data?.pages;
  return {
    entries: pages?.flatMap((page) => page.records.map(({ record, customer, agentName }) => ({ record, customer, agentName }))),
    total: pages?.at(-1)?.total ?? 0,
    failure: query.error ? failureOf(query.error) : null,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}

function useLocalRecords(): RecordList {
  const { db, session, api } = useWorkspace();
  const [limit, setLimit] = useState(PAGE);
  const found = useLiveQuery(async () => {
    if (api) return undefined;
    const records = await db.records.orderBy('savedAt').reverse().limit(limit).toArray();
    const customers = await db.customers.bulkGet(records.map(({ customerId }) => customerId ?? ''));
    return {
      entries: records.map((record, index): RecordEntry => ({ record, customer: customers[index] ?? null, agentName: session.agent.name })),
      total: await db.records.count(),
    };
  }, [db, limit, session, api]);
  return {
    entries: found?.entries,
    total: found?.total ?? 0,
    failure: null,
    more: found !== undefined && found.entries.length < found.total,
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
    queryFn: async () => {
      const here = await scriptOf(db, walk);
      if (here || !api) return here;
      const { content } = await unwrap(api.content.version({ kind: 'script', id: walk.scriptId, version: walk.version }));
      return content.kind === 'script' ? content.body : null;
    },
  });
  return query.isError ? null : query.data;
}
