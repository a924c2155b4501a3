import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLiveQuery } from 'dexie-react-hooks';
import type { z } from 'zod';
import { type FilterSaveRequest, type FilterWords, filterListReplySchema, filterWordsSchema, type SavedFilter } from '../../../lib/contract/filter.ts';
import { placeListReplySchema } from '../../../lib/contract/people.ts';
import { doneReplySchema } from '../../../lib/contract/wire.ts';
import { countWords } from '../../../lib/plan/filter-words.ts';
import { unwrap, type WorkspaceApi } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';

/** What there is to choose from: of the endpoint, or of this computer. */
export function useFilterWords(): FilterWords | undefined {
  const { api, db } = useWorkspace();
  const remote = useQuery({
    queryKey: ['customers', 'words'],
    enabled: api !== null,
    staleTime: 300_000,
    queryFn: () => unwrap((api as WorkspaceApi).request({ method: 'POST', path: '/v1/customers/words', body: { placeId: null } }, filterWordsSchema)),
  });
  const local = useLiveQuery(async () => {
    if (api) return undefined;
    const counted = countWords();
    const services = Map.groupBy(await db.services.toArray(), ({ customerId }) => customerId);
    for (const customer of await db.customers.toArray()) counted.add(customer, services.get(customer.id) ?? []);
    return counted.words();
  }, [api, db]);
  return api ? remote.data : local;
}

/** The places to choose from; none for somebody who works alone. */
export function usePlaceNames(): { id: string; name: string }[] {
  const { api } = useWorkspace();
  const places = useQuery({
    queryKey: ['team', 'places'],
    enabled: api !== null,
    queryFn: async () => (await unwrap((api as WorkspaceApi).request({ method: 'POST', path: '/v1/places/list', body: {} }, placeListReplySchema))).places,
  });
  return (places.data ?? []).map(({ id, name }) => ({ id, name }));
}

const KEPT = ['filters'];

/** Filters that were kept, for those who lead. */
export function useSavedFilters() {
  const { api, session } = useWorkspace();
  const queries = useQueryClient();
  const isFor = api !== null && mayOpen(session).publishing;
  const ask = <T>(path: string, body: unknown, schema: z.ZodType<T>) => unwrap((api as WorkspaceApi).request({ method: 'POST', path, body }, schema));
  const list = useQuery({ queryKey: KEPT, enabled: isFor, queryFn: async () => (await ask('/v1/filters/list', {}, filterListReplySchema)).filters });
  const onSuccess = () => queries.invalidateQueries({ queryKey: KEPT });
  const save = useMutation({ mutationFn: (kept: FilterSaveRequest) => ask('/v1/filters/save', kept, doneReplySchema), onSuccess });
  const remove = useMutation({ mutationFn: ({ id }: Pick<SavedFilter, 'id'>) => ask('/v1/filters/remove', { id }, doneReplySchema), onSuccess });
  return { isFor, filters: list.data ?? [], save, remove };
}
