import { hashPassword } from '../../../../server/people/passwords.ts';
import { keyedHash, loginHash } from '../../../../server/secrets.ts';
import { makeAgent } from '../../../../server/team.ts';
import type { Bench } from '../../support.ts';
import { type Case, everyone, leads, PASSWORD } from '../case.ts';

async function aCode(b: Bench, login: string | null = null): Promise<string> {
  const agent = { id: b.deps.newId(), name: 'New', role: 'agent' as const, placeId: 'store', languages: [] };
  const hash = await keyedHash(b.store, b.deps.random);
  const made = await b.store.write((tx) => makeAgent(tx, b.deps, agent, login === null ? null : { name: login, hash: loginHash(login, hash) }));
  return made.code;
}

/** Somebody with a password, and what their device was given. */
async function signedIn(b: Bench): Promise<{ login: string; refreshToken: string }> {
  const login = `emma-${b.deps.newId()}`;
  const { body } = await b.post('/v1/enrol', { code: await aCode(b, login), device: 'test', password: PASSWORD });
  return { login, refreshToken: (body as { refreshToken: string }).refreshToken };
}

/** As if they had chosen it with their code. */
async function hasPassword(b: Bench, who: string): Promise<void> {
  const password = await hashPassword(PASSWORD, b.deps.random);
  await b.store.write(async (tx) => tx.accounts.put({ ...(await tx.accounts.get(who)), password }, b.clock.time));
}

const invited = (placeId: string) => ({ body: { agent: { name: 'New', role: 'agent', placeId, languages: [] } } });

export const cases: readonly Case[] = [
  { route: 'GET /v1/health', roles: null, audit: null, ask: () => ({}) },
  { route: 'GET /v1/ready', roles: null, audit: null, ask: () => ({}) },
  { route: 'GET /v1/openapi.json', roles: null, audit: null, ask: () => ({}) },
  { route: 'POST /v1/enrol', roles: null, audit: 'device.enrol', ask: async ({ b }) => ({ body: { code: await aCode(b), device: 'test' } }) },
  {
    route: 'POST /v1/sign-in',
    roles: null,
    audit: 'device.sign-in',
    ask: async ({ b }) => ({ body: { login: (await signedIn(b)).login, password: PASSWORD, device: 'test' } }),
  },
  { route: 'POST /v1/refresh', roles: null, audit: null, ask: async ({ b }) => ({ body: { refreshToken: (await signedIn(b)).refreshToken } }) },
  { route: 'GET /v1/me', roles: everyone, audit: null, ask: () => ({}) },
  {
    route: 'POST /v1/codes',
    roles: leads,
    audit: 'agent.invite',
    ask: ({ who }) => invited(who === 'olga' ? 'other-store' : 'store'),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => invited(id) }],
  },
  {
    route: 'POST /v1/password',
    roles: everyone,
    audit: 'password.change',
    ask: async ({ b, who }) => {
      await hasPassword(b, who);
      return { body: { old: PASSWORD, password: `another ${PASSWORD}` } };
    },
  },
  { route: 'POST /v1/sign-out', roles: everyone, audit: 'device.sign-out', ask: () => ({ body: {} }) },
];
