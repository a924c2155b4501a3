import { makeAgent } from '../../../../server/team.ts';
import type { Bench } from '../../support.ts';
import { type Case, everyone, leads } from '../case.ts';

async function aCode(b: Bench): Promise<string> {
  const agent = { id: b.deps.newId(), name: 'New', role: 'agent' as const, placeId: 'store', languages: [] };
  return (await b.store.write((tx) => makeAgent(tx, b.deps, agent))).code;
}

const invited = (placeId: string) => ({ body: { agent: { name: 'New', role: 'agent', placeId, languages: [] } } });

export const cases: readonly Case[] = [
  { route: 'GET /v1/health', roles: null, audit: null, ask: () => ({}) },
  { route: 'GET /v1/ready', roles: null, audit: null, ask: () => ({}) },
  { route: 'GET /v1/openapi.json', roles: null, audit: null, ask: () => ({}) },
  { route: 'POST /v1/enrol', roles: null, audit: 'device.enrol', ask: async ({ b }) => ({ body: { code: await aCode(b), device: 'test' } }) },
  { route: 'GET /v1/me', roles: everyone, audit: null, ask: () => ({}) },
  {
    route: 'POST /v1/codes',
    roles: leads,
    audit: 'agent.invite',
    ask: ({ who }) => invited(who === 'olga' ? 'other-store' : 'store'),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => invited(id) }],
  },
  { route: 'POST /v1/sign-out', roles: everyone, audit: 'device.sign-out', ask: () => ({ body: {} }) },
];
