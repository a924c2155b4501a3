import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Content, ContentEntry, ContentKind, DraftReply, History } from '../../../lib/contract/publishing.ts';
import type { InUse } from '../../../lib/script/check.ts';
import type { PublishApi } from '../../../lib/sync/publish-api.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

type Asked<T> = { data: T | undefined; failure: Failure | null; refresh: () => void };

/** Publishing needs an endpoint; the pages are closed without one. */
export function useContentApi(): PublishApi {
  const { api } = useWorkspace();
  if (!api) throw new TypeError('there is nothing to publish to without an endpoint');
  return api.content;
}

export function useEntries(kind: ContentKind): Asked<ContentEntry[]> {
  const api = useContentApi();
  const query = useQuery({ queryKey: ['content', kind], queryFn: async () => (await unwrap(api.list(kind))).entries });
  return { data: query.data, failure: query.error ? failureOf(query.error) : null, refresh: () => void query.refetch() };
}

/** Read once when the form opens: from then on the form is the owner. */
export function useDraftReply(kind: ContentKind, id: string): Asked<DraftReply> {
  const api = useContentApi();
  const query = useQuery({
    queryKey: ['draft', kind, id],
    queryFn: () => unwrap(api.draft({ kind, id })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return { data: query.isFetching ? undefined : query.data, failure: query.error ? failureOf(query.error) : null, refresh: () => void query.refetch() };
}

export function useHistory(kind: ContentKind, id: string): Asked<History> {
  const api = useContentApi();
  const query = useQuery({ queryKey: ['history', kind, id], queryFn: () => unwrap(api.history({ kind, id })), staleTime: 0 });
  return { data: query.data, failure: query.error ? failureOf(query.error) : null, refresh: () => void query.refetch() };
}

/** A published version; it never changes, so it is asked for once. */
export async function versionOf(client: QueryClient, api: PublishApi, thing: { kind: ContentKind; id: string; version: number }): Promise<Content> {
  return client.fetchQuery({
    queryKey: ['version', thing.kind, thing.id, thing.version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await unwrap(api.version(thing))).content,
  });
}

/** What the place works with, to judge a draft by. Undefined until it is there; the endpoint checks again in any case. */
export function useInUse(): InUse | undefined {
  const api = useContentApi();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['in-use'],
    staleTime: 60_000,
    queryFn: async (): Promise<InUse> => {
      const all = async (kind: ContentKind) => {
        const { entries } = await unwrap(api.list(kind));
        return Promise.all(entries.map(({ id, version }) => versionOf(client, api, { kind, id, version })));
      };
      const [scripts, lists] = await Promise.all([all('script'), all('phrase-list')]);
      return {
        scripts: scripts.flatMap((content) => (content.kind === 'script' ? [content.body] : [])),
        phraseLists: lists.flatMap((content) => (content.kind === 'phrase-list' ? [content.body] : [])),
      };
    },
  });
  return query.data;
}

/** After something was published, planned or taken back: what lists and histories say is old. */
export function useForget(): () => void {
  const client = useQueryClient();
  return () => {
    for (const key of ['content', 'history', 'in-use']) void client.invalidateQueries({ queryKey: [key] });
  };
}
