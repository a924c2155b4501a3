import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Agent } from '../../../lib/contract/agent.ts';
import type { Id } from '../../../lib/contract/basics.ts';
import {
  deviceListReplySchema,
  type PersonSet,
  type PlaceSet,
  personListReplySchema,
  personReplySchema,
  placeListReplySchema,
  placeReplySchema,
} from '../../../lib/contract/people.ts';
import { agentsNowReplySchema } from '../../../lib/contract/presence.ts';
import { codeReplySchema, doneReplySchema } from '../../../lib/contract/wire.ts';
import { treeOf } from '../../../lib/people/tree.ts';
import type { Request } from '../../../lib/sync/request.ts';
import { unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

function createTeamApi(ask: Request) {
  const post = (path: string, body: object) => ({ method: 'POST' as const, path, body });
  return {
    people: () => ask(post('/v1/people/list', {}), personListReplySchema),
    savePerson: (agentId: Id, set: PersonSet) => ask(post('/v1/people/save', { agentId, set }), personReplySchema),
    newCode: (agentId: Id) => ask(post('/v1/people/code', { agentId }), codeReplySchema),
    /** A new person, and the one-time code they enrol with. */
    invite: (id: Id, agent: Omit<Agent, 'id'>, login: string) => ask(post('/v1/codes', { id, agent, login }), codeReplySchema),
    devices: (agentId: Id) => ask(post('/v1/devices/list', { agentId }), deviceListReplySchema),
    revoke: (deviceId: Id) => ask(post('/v1/devices/revoke', { deviceId }), doneReplySchema),
    places: () => ask(post('/v1/places/list', {}), placeListReplySchema),
    savePlace: (id: Id | null, set: PlaceSet) => ask(post('/v1/places/save', { id, set }), placeReplySchema),
    now: () => ask(post('/v1/presence/list', {}), agentsNowReplySchema),
  };
}

export type TeamApi = ReturnType<typeof createTeamApi>;

export function useTeamApi(): TeamApi {
  const { api } = useWorkspace();
  if (!api) throw new TypeError('there is no team without an endpoint');
  return useMemo(() => createTeamApi(api.request), [api]);
}

const PEOPLE = ['team', 'people'];
const PLACES = ['team', 'places'];

export function usePeople() {
  const api = useTeamApi();
  return useQuery({ queryKey: PEOPLE, queryFn: async () => (await unwrap(api.people())).people });
}

/** In the order of the tree. */
export function usePlaces() {
  const api = useTeamApi();
  const { format } = useWorkspace();
  const { language } = format();
  return useQuery({
    queryKey: PLACES,
    queryFn: async () => (await unwrap(api.places())).places,
    select: (places) => treeOf(places, new Intl.Collator(language).compare),
  });
}

export function useAgentsNow() {
  const api = useTeamApi();
  return useQuery({ queryKey: ['team', 'now'], queryFn: () => unwrap(api.now()), refetchInterval: 10_000 });
}

export function useDevices(agentId: Id) {
  const api = useTeamApi();
  return useQuery({ queryKey: ['team', 'devices', agentId], queryFn: async () => (await unwrap(api.devices(agentId))).devices });
}

/** After a change: everything about the team is asked for again. */
export function useRefreshTeam(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['team'] });
}
