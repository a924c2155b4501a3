import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { Role } from '../../../lib/contract/agent.ts';
import { errorSchema } from '../../../lib/contract/errors.ts';
import { mutationSchema } from '../../../lib/contract/mutation.ts';
import { type Answer, type Bench, bench, HOUR } from '../support.ts';
import { type Ask, type Case, everyone, people, SECRETS, type Seeded, seeded, strangers, type Thing } from './case.ts';

// Passwords are hashed as slowly as they should be.
vi.setConfig({ testTimeout: 30_000 });

const folder = new URL('./cases/', import.meta.url);
const cases: Case[] = [];
for (const file of readdirSync(folder).sort()) cases.push(...((await import(new URL(file, folder).pathname)) as { cases: Case[] }).cases);

const methodOf = ({ route }: Case) => route.split(' ')[0] as 'GET' | 'POST';
const pathOf = ({ route }: Case) => route.split(' ')[1] ?? '';

function send(b: Bench, one: Case, ask: Ask, who: string | null): Promise<Answer> {
  const path = ask.path ?? pathOf(one);
  return methodOf(one) === 'GET' ? b.get(path, who) : b.post(path, ask.body, who);
}

async function ready(one: Case): Promise<{ b: Bench; seeded: Seeded }> {
  const made = await seeded();
  await one.prepare?.(made.b);
  return made;
}

/** What is there: a request that was refused leaves it as it was. */
const stateOf = (b: Bench) =>
  b.store.read(async (tx) => {
    const actions: string[] = [];
    for (const chain of await tx.audit.openChains()) actions.push(...(await tx.audit.openEntries(chain, 10_000)).map(({ entry }) => entry.action));
    return { seq: await tx.lastSeq(), actions: actions.sort() };
  });

/** An answer with the id taken out: what is left must not tell a foreign id from an unknown one. */
const without = (answer: Answer, id: string) =>
  JSON.stringify(answer)
    .replaceAll(id, '·')
    .replaceAll(/m-\d+/g, 'm')
    .replaceAll(/"seq":\d+/g, '"seq"');

async function rawPost(b: Bench, path: string, body: string, who: string, type = 'application/json'): Promise<Answer> {
  const headers = { authorization: `Bearer ${b.tokens[who]}`, 'content-type': type };
  const response = await b.app.request(path, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

const may = ({ roles }: Case, role: Role) => roles === null || roles.includes(role);
const oneWhoMay = (one: Case) => people[one.roles?.find((role) => role !== 'admin') ?? 'lead'];

describe('the matrix', () => {
  it('has a case for every route that the app serves, and none for one that it does not', async () => {
    const { app } = await bench();
    const served = app.routes
      .filter(({ method, path }) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && path !== '/*' && path !== '*')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(cases.map(({ route }) => route).sort(), 'tests/server/security/case.ts says how a case is added').toEqual([...new Set(served)].sort());
  });

  it('has something to ask for every kind of mutation', () => {
    const kinds = mutationSchema.options.map((option) => option.shape.kind.value);
    const asked = cases.find(({ route }) => route === 'POST /v1/push')?.things?.map(({ what }) => what.split(':')[0]) ?? [];
    expect(kinds.filter((kind) => !asked.includes(kind))).toEqual([]);
  });
});

describe.each(cases)('$route', (one) => {
  it(`is for ${one.roles?.join(', ') ?? 'everybody, without a token'}, and leaves ${one.audit ?? 'no audit entry'}`, async () => {
    // Without a token there is nobody to tell apart.
    const asking = one.roles === null ? [['lead', 'lee'] as const] : (Object.entries(people) as [Role, string][]);
    // Whoever is refused changes nothing, so that one endpoint is enough for all of them.
    const refusing = asking.every(([role]) => may(one, role)) ? null : await ready(one);
    for (const [role, who] of asking) {
      const { b } = may(one, role) || !refusing ? await ready(one) : refusing;
      const ask = await one.ask({ b, who });
      const before = await stateOf(b);
      const answer = await send(b, one, ask, one.roles === null ? null : who);
      expect([role, answer.status]).toEqual([role, may(one, role) ? 200 : 403]);
      const after = await stateOf(b);
      if (!may(one, role)) expect(after).toEqual(before);
      else if (one.audit !== null && (one.auditOf ?? everyone).includes(role))
        expect(after.actions.filter((action) => action === one.audit).length).toBeGreaterThan(count(before.actions, one.audit));
      else expect(after.seq).toBe(before.seq);
    }
  });

  it('refuses a body that it does not know, and answers 401, always the same, without a token and with one that is garbage, has run out or was revoked', async () => {
    // What is refused changes nothing, so that one endpoint is enough; the tokens come last, since they end the sign-in.
    const { b } = await ready(one);
    if (methodOf(one) === 'POST') await refusesBodies(b, one);
    if (one.roles !== null) await refusesTokens(b, one);
  });

  it('shows people of another place nothing of this one, and logs nothing of anybody', async () => {
    const { b } = await ready(one);
    for (const { who } of strangers) {
      const answer = await send(b, one, await one.ask({ b, who }), who);
      for (const secret of SECRETS) expect([who, JSON.stringify(answer.body).includes(secret)]).toEqual([who, false]);
    }
    for (const who of Object.values(people)) await send(b, one, await one.ask({ b, who }), who);
    const log = b.log.join('');
    for (const secret of [...SECRETS, ...Object.values(b.tokens)]) expect(log.includes(secret)).toBe(false);
  });

  for (const thing of one.things ?? []) {
    it(`answers another's ${thing.what} as an unknown one`, () => foreignIsUnknown(one, thing));
  }
});

async function refusesBodies(b: Bench, one: Case): Promise<void> {
  const who = oneWhoMay(one);
  const { body, path } = await one.ask({ b, who });
  const where = path ?? pathOf(one);
  const before = await stateOf(b);
  const text = JSON.stringify(body);
  const bodies = [
    JSON.stringify({ ...(body as object), role: 'admin' }),
    text.replace(/^\{/, text === '{}' ? '{"__proto__":{"polluted":true}' : '{"__proto__":{"polluted":true},'),
    JSON.stringify([body]),
    'null',
    text.slice(0, -1),
  ];
  for (const wrong of bodies) {
    const answer = await rawPost(b, where, wrong, who);
    expect([wrong.slice(0, 60), answer.status]).toEqual([wrong.slice(0, 60), 400]);
    expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'invalid', retry: false });
  }
  expect((await rawPost(b, where, text, who, 'text/plain')).status).toBe(400);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(await stateOf(b)).toEqual(before);
}

async function refusesTokens(b: Bench, one: Case): Promise<void> {
  const who = oneWhoMay(one);
  const ask = await one.ask({ b, who });
  b.tokens.garbage = 'cs_garbage';
  b.tokens.unknown = `cs_${'x'.repeat(43)}`;
  b.tokens.injected = "' or '1'='1";
  b.tokens.shorter = b.tokens[who]?.slice(0, -1) ?? '';
  await b.post('/v1/sign-out', {}, who);
  const before = await stateOf(b);
  const bodies = new Set<string>();
  for (const token of [null, 'garbage', 'unknown', 'injected', 'shorter', who]) {
    const answer = await send(b, one, ask, token);
    expect([token, answer.status]).toEqual([token, 401]);
    expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'unauthenticated', retry: false, field: null });
    bodies.add(JSON.stringify(answer.body));
  }
  // Years later every token has run out.
  b.clock.time += 3 * 365 * 24 * HOUR;
  const late = await send(b, one, ask, 'ben');
  bodies.add(JSON.stringify(late.body));
  expect(late.status).toBe(401);
  expect(bodies.size).toBe(1);
  expect(await stateOf(b)).toEqual(before);
}

const count = (actions: readonly string[], action: string) => actions.filter((other) => other === action).length;

async function foreignIsUnknown(one: Case, thing: Thing): Promise<void> {
  const { b, seeded: things } = await ready(one);
  const id = await thing.own(things, b);
  const done = thing.done ?? (({ status }: Answer) => status >= 200 && status < 300);
  const outside = [...strangers.filter(({ role }) => may(one, role)).map(({ who }) => who), ...(thing.notFor ?? [])];
  for (const who of outside) {
    const before = await stateOf(b);
    // A search that finds nothing is a read all the same, and written down.
    const reads = thing.isRead && (one.auditOf ?? everyone).includes(roleOf(who)) ? [one.audit, one.audit] : [];
    const foreign = await send(b, one, await thing.ask({ b, id, who, seeded: things }), who);
    const unknown = await send(b, one, await thing.ask({ b, id: 'nobody-knows-it', who, seeded: things }), who);
    expect([who, done(foreign), done(unknown)]).toEqual([who, false, false]);
    expect([who, without(foreign, id)]).toEqual([who, without(unknown, 'nobody-knows-it')]);
    expect(await stateOf(b)).toEqual({ ...before, actions: [...before.actions, ...reads].sort() });
  }
  const inside = await send(b, one, await thing.ask({ b, id, who: thing.by ?? 'lee', seeded: things }), thing.by ?? 'lee');
  expect([thing.by ?? 'lee', done(inside), inside]).toEqual([thing.by ?? 'lee', true, inside]);
}

/** Ben is an agent like Ann. */
const roleOf = (who: string): Role => strangers.find((one) => one.who === who)?.role ?? 'agent';
