import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { CustomerFilter } from '../../../lib/contract/filter.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { findLocal } from '../../../lib/db/find-local.ts';
import { fitsFilter } from '../../../lib/plan/fits-filter.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { failureOf, type ListedCustomer, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';

export type CustomerList = {
  /** Undefined until the first page is there. */
  customers: ListedCustomer[] | undefined;
  total: number;
  /** How many were looked at, where there was no time for all. */
  partial: { lookedAt: number; customers: number } | null;
  failure: Failure | null;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refresh: () => void;
};

const PAGE = 50;

/** Customers, newest first; with a query those that match, with a filter those that it takes in. */
export function useCustomers(query: string, filter: CustomerFilter): CustomerList {
  const remote = useEndpointCustomers(query, filter);
  const local = useLocalCustomers(query, filter);
  return useWorkspace().api ? remote : local;
}

function useEndpointCustomers(text: string, filter: CustomerFilter): CustomerList {
  const { api } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['customers', 'list', text, filter],
    enabled: api !== null,
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      unwrap((api as WorkspaceApi).customers({ cursor: pageParam, limit: PAGE, query: text === '' ? null : text, ...(isSet(filter) ? { filter } : {}) })),
    getNextPageParam: (page) => page.next,
  });
  const pages = query.data?.pages;
  return {
    customers: pages?.flatMap((page) => page.customers),
    total: pages?.at(-1)?.total ?? 0,
    partial: pages?.at(-1)?.partial ?? null,
    failure: query.error ? failureOf(query.error) : null,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}

function useLocalCustomers(text: string, filter: CustomerFilter): CustomerList {
  const { db, session, api } = useWorkspace();
  const [limit, setLimit] = useState(PAGE);
  const found = useLiveQuery(async () => {
    if (api) return undefined;
    if (text !== '') {
      const hits = await fitting(
        db,
        (await findLocal(db, text, session.place.region)).map(({ customer }) => customer),
        filter,
      );
      return { customers: await withServices(db, hits), total: hits.length };
    }
    if (isSet(filter)) {
      const all = await fitting(db, await db.customers.orderBy('updatedAt').reverse().toArray(), filter);
      return { customers: await withServices(db, all.slice(0, limit)), total: all.length };
    }
    const page = await db.customers.orderBy('updatedAt').reverse().limit(limit).toArray();
    return { customers: await withServices(db, page), total: await db.customers.count() };
  }, [db, limit, text, filter, session, api]);
  return {
    customers: found?.customers,
    total: found?.total ?? 0,
    partial: null,
    failure: null,
    more: found !== undefined && found.customers.length < found.total,
    loadingMore: false,
    loadMore: () => setLimit((now) => now + PAGE),
    refresh: () => {},
  };
}

export const isSet = (filter: CustomerFilter): boolean => Object.keys(filter).length > 0;

async function fitting(db: CallsideDb, customers: readonly Customer[], filter: CustomerFilter): Promise<Customer[]> {
  if (!isSet(filter)) return [...customers];
  const ids = customers.map(({ id }) => id);
  const services = Map.groupBy(await db.services.where('customerId').anyOf(ids).toArray(), ({ customerId }) => customerId);
  const tasks = Map.groupBy(await db.tasks.where('customerId').anyOf(ids).toArray(), ({ customerId }) => customerId);
  const openOf = (id: string) => (tasks.get(id) ?? []).filter(({ state }) => state === 'open').length;
  return customers.filter((customer) =>
    fitsFilter(filter, { customer, services: services.get(customer.id) ?? [], ownerId: null, planned: openOf(customer.id) }),
  );
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
