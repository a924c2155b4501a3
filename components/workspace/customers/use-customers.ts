import { useInfiniteQuery } from '@tanstack/react-query';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { findLocal } from '../../../lib/db/find-local.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { failureOf, type ListedCustomer, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';

export type CustomerList = {
  /** Undefined until the first page is there. */
  customers: ListedCustomer[] | undefined;
  total: number;
  failure: Failure | null;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refresh: () => void;
};

const PAGE = 50;

/** Customers, newest first; with a query those that match. */
export function useCustomers(query: string): CustomerList {
  const remote = useEndpointCustomers(query);
  const local = useLocalCustomers(query);
  return useWorkspace().api ? remote : local;
}

function useEndpointCustomers(text: string): CustomerList {
  const { api } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['customers', text],
    enabled: api !== null,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => unwrap((api as WorkspaceApi).customers({ cursor: pageParam, limit: PAGE, query: text === '' ? null : text })),
    getNextPageParam: (page) => page.next,
  });
  const pages = query.data?.pages;
  return {
    customers: pages?.flatMap((page) => page.customers),
    total: pages?.at(-1)?.total ?? 0,
    failure: query.error ? failureOf(query.error) : null,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}

function useLocalCustomers(text: string): CustomerList {
  const { db, session, api } = useWorkspace();
  const [limit, setLimit] = useState(PAGE);
  const found = useLiveQuery(async () => {
    if (api) return undefined;
    if (text !== '') {
      const hits = (await findLocal(db, text, session.place.region)).map(({ customer }) => customer);
      return { customers: await withServices(db, hits), total: hits.length };
    }
    const page = await db.customers.orderBy('updatedAt').reverse().limit(limit).toArray();
    return { customers: await withServices(db, page), total: await db.customers.count() };
  }, [db, limit, text, session, api]);
  return {
    customers: found?.customers,
    total: found?.total ?? 0,
    failure: null,
    more: found !== undefined && found.customers.length < found.total,
    loadingMore: false,
    loadMore: () => setLimit((now) => now + PAGE),
    refresh: () => {},
  };
}

async function withServices(db: CallsideDb, customers: readonly Customer[]): Promise<ListedCustomer[]> {
  const ids = customers.map(({ id }) => id);
  const services = Map.groupBy(await db.services.where('customerId').anyOf(ids).toArray(), (service) => service.customerId);
  const tasks = Map.groupBy(await db.tasks.where('customerId').anyOf(ids).toArray(), (task) => task.customerId);
  const last = (all: readonly Service[]) => all.toSorted((a, b) => b.endedOn.localeCompare(a.endedOn))[0] ?? null;
  return customers.map((customer) => ({
    customer,
    lastService: last(services.get(customer.id) ?? []),
    openTasks: (tasks.get(customer.id) ?? []).filter(({ state }) => state === 'open').length,
    heldBy: null,
  }));
}
