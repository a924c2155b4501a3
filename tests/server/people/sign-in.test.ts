import { describe, expect, it } from 'vitest';
import { tokensSchema } from '../../../lib/contract/sign-in.ts';
import { codeReplySchema, type EnrolReply, enrolReplySchema } from '../../../lib/contract/wire.ts';
import { createLog } from '../../../server/log.ts';
import { startEndpoint } from '../../../server/start-endpoint.ts';
import { type Bench, bench, MINUTE, rows, tempFolder } from '../support.ts';

const DAY = 24 * 60 * MINUTE;
const life = { access: 15 * MINUTE, refresh: 30 * DAY };
const PASSWORD = 'correct horse';
const refused = { status: 401, body: { error: { kind: 'unauthenticated', retry: false } } };

/** A new person with a login, who has enrolled with a password. */
async function newcomer(b: Bench, login = 'Nora', password: string | undefined = PASSWORD): Promise<{ id: string; reply: EnrolReply }> {
  const agent = { name: 'Nora', role: 'agent', placeId: 'store', languages: [] };
  const made = codeReplySchema.parse((await b.post('/v1/codes', { agent, login }, 'lee')).body);
  const answer = await b.post('/v1/enrol', { code: made.code, device: 'Chromium', ...(password ? { password } : {}) });
  const reply = enrolReplySchema.parse(answer.body);
  b.tokens[login] = reply.token;
  return { id: made.agent.id, reply };
}
const signIn = (b: Bench, login: string, password: string) => b.post('/v1/sign-in', { login, password, device: 'Chromium' });
const refresh = (b: Bench, refreshToken: string | undefined) => b.post('/v1/refresh', { refreshToken });
const me = (b: Bench, token: string) => {
  b.tokens.someone = token;
  return b.get('/v1/me', 'someone');
};

describe('changing one’s own password', () => {
  const NEW = 'a battery staple';
  const change = (b: Bench, by: string, old: string, password = NEW) => b.post('/v1/password', { old, password }, by);

  it('takes the old one, and the new one is good from then on, here and elsewhere', async () => {
    const b = await bench();
    await newcomer(b);
    expect(await change(b, 'Nora', PASSWORD)).toEqual({ status: 200, body: { signedOut: 0 } });
    expect((await b.get('/v1/me', 'Nora')).status).toBe(200);
    expect((await signIn(b, 'nora', PASSWORD)).status).toBe(401);
    expect((await signIn(b, 'nora', NEW)).status).toBe(200);
  });

  it('signs all other devices of theirs out, and nobody else', async () => {
    const b = await bench();
    const { id } = await newcomer(b);
    const others = [(await signIn(b, 'nora', PASSWORD)).body, (await signIn(b, 'nora', PASSWORD)).body].map((body) => enrolReplySchema.parse(body));
    const { code } = codeReplySchema.parse((await b.post('/v1/people/code', { agentId: id }, 'lee')).body);
    expect((await change(b, 'Nora', PASSWORD)).body).toEqual({ signedOut: 2 });
    for (const { token, refreshToken } of others) {
      expect((await me(b, token)).status).toBe(401);
      expect((await refresh(b, refreshToken)).status).toBe(401);
    }
    expect((await b.get('/v1/me', 'Nora')).status).toBe(200);
    expect((await b.get('/v1/me', 'ann')).status).toBe(200);
    // A code that somebody has not used yet would set yet another one.
    expect((await b.post('/v1/enrol', { code, device: 'x', password: PASSWORD })).status).toBe(401);
  });

  it('sent again after a lost answer is done, and changes nothing', async () => {
    const b = await bench();
    await newcomer(b);
    await change(b, 'Nora', PASSWORD);
    const elsewhere = enrolReplySchema.parse((await signIn(b, 'nora', NEW)).body);
    expect(await change(b, 'Nora', PASSWORD)).toEqual({ status: 200, body: { signedOut: 0 } });
    expect((await me(b, elsewhere.token)).status).toBe(200);
  });

  it.each([
    ['a wrong old one', 'wrong horse', NEW, 'old'],
    ['a new one that is too plain', PASSWORD, '12345678', 'password'],
    ['a new one that is the login', PASSWORD, 'nora-the-first', 'password'],
  ])('refuses %s, and the device stays signed in', async (_what, old, password, field) => {
    const b = await bench();
    await newcomer(b, 'nora-the-first');
    expect(await change(b, 'nora-the-first', old, password)).toMatchObject({ status: 400, body: { error: { kind: 'invalid', field } } });
    expect((await b.get('/v1/me', 'nora-the-first')).status).toBe(200);
    expect((await signIn(b, 'nora-the-first', PASSWORD)).status).toBe(200);
  });

  it('is refused to somebody who has none yet: that takes a code', async () => {
    const b = await bench();
    expect(await change(b, 'ann', PASSWORD)).toMatchObject({ status: 400, body: { error: { field: 'old' } } });
  });

  it('is written down, and neither password with it', async () => {
    const b = await bench();
    const { id } = await newcomer(b);
    await change(b, 'Nora', PASSWORD);
    const entries = await b.store.read((tx) => tx.audit.openEntries('store', 1000));
    expect(entries.at(-1)?.entry).toMatchObject({ action: 'password.change', agentId: id, subject: { kind: 'agent', id }, facts: '{"signedOut":0}' });
    expect(`${JSON.stringify(entries)}${b.log.join('')}`).not.toMatch(new RegExp(`${NEW}|${PASSWORD}`));
  });
});

describe('signing in with a password', () => {
  it('works with the login and the password set with the code, whatever the case of the login', async () => {
    const b = await bench();
    const { id, reply } = await newcomer(b);
    expect(reply.login).toBe('Nora');
    const again = enrolReplySchema.parse((await signIn(b, ' nora ', PASSWORD)).body);
    expect(again.agent.id).toBe(id);
    expect(again.token).not.toBe(reply.token);
    for (const token of [reply.token, again.token]) expect((await me(b, token)).status).toBe(200);
  });

  it('answers an unknown login, a wrong password, a person without one and a person who left alike', async () => {
    const b = await bench();
    const { id } = await newcomer(b);
    await newcomer(b, 'bare', '');
    await newcomer(b, 'gone');
    const gone = (await b.get('/v1/me', 'gone')).body as EnrolReply;
    await b.store.write(async (tx) => tx.accounts.put({ ...(await tx.accounts.get(gone.agent.id)), deactivatedAt: b.clock.time }, b.clock.time));
    const answers = [
      await signIn(b, 'nobody', PASSWORD),
      await signIn(b, 'nora', 'wrong horse'),
      await signIn(b, 'bare', PASSWORD),
      await signIn(b, 'gone', PASSWORD),
    ];
    expect(answers[0]).toMatchObject(refused);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(JSON.stringify(answers)).not.toContain(id);
  });

  it('forgotten: a new code sets another one', async () => {
    const b = await bench();
    const { id } = await newcomer(b);
    const { makeCode } = await import('../../../server/team.ts');
    const { code } = await b.store.write((tx) => makeCode(tx, b.deps, id));
    expect((await b.post('/v1/enrol', { code, device: 'Chromium', password: 'battery staple' })).status).toBe(200);
    expect((await signIn(b, 'nora', PASSWORD)).status).toBe(401);
    expect((await signIn(b, 'nora', 'battery staple')).status).toBe(200);
  });

  it.each([
    ['short77', 'a short one'],
    ['12345678', 'a plain one'],
    ['nora-nora', 'the login'],
  ])('does not take %s, and the code stays good', async (password) => {
    const b = await bench();
    const agent = { name: 'Nora', role: 'agent', placeId: 'store', languages: [] };
    const { code } = codeReplySchema.parse((await b.post('/v1/codes', { agent, login: 'Nora-Nora' }, 'lee')).body);
    expect(await b.post('/v1/enrol', { code, device: 'x', password })).toMatchObject({ status: 400, body: { error: { kind: 'invalid', field: 'password' } } });
    expect((await b.post('/v1/enrol', { code, device: 'x', password: PASSWORD })).status).toBe(200);
  });

  it('has one person a login, whatever its case', async () => {
    const b = await bench();
    await newcomer(b);
    const agent = { name: 'Other', role: 'agent', placeId: 'store', languages: [] };
    expect(await b.post('/v1/codes', { agent, login: 'NORA' }, 'lee')).toMatchObject({ status: 409, body: { error: { kind: 'conflict', field: 'login' } } });
    // Nobody was made.
    expect((await b.store.read((tx) => tx.people.list(['store'], 0))).filter((one) => one.agent.name === 'Other')).toEqual([]);
  });

  it('keeps no password, token or login in the clear outside the one personal column', async () => {
    const b = await bench();
    const { reply } = await newcomer(b, 'Nora-Login');
    await b.store.close();
    const bytes = await b.database.text();
    for (const secret of [PASSWORD, reply.token, reply.refreshToken ?? '?']) expect(bytes).not.toContain(secret);
    expect(bytes.split('Nora-Login')).toHaveLength(2);
    expect(b.log.join('')).not.toMatch(/correct horse|Nora-Login/);
  });
});

describe('tokens', () => {
  it('end, and are renewed', async () => {
    const b = await bench({ tokenLife: life });
    const { reply } = await newcomer(b);
    b.clock.time += life.access - 1;
    expect((await me(b, reply.token)).status).toBe(200);
    b.clock.time += 1;
    expect(await me(b, reply.token)).toMatchObject(refused);
    const next = tokensSchema.parse((await refresh(b, reply.refreshToken)).body);
    expect((await me(b, next.token)).status).toBe(200);
    expect((await me(b, reply.token)).status).toBe(401);
  });

  it('are renewed by the token before as long as the reply may have been lost, and by no older one', async () => {
    const b = await bench({ tokenLife: life });
    const { reply } = await newcomer(b);
    const lost = tokensSchema.parse((await refresh(b, reply.refreshToken)).body);
    const second = tokensSchema.parse((await refresh(b, reply.refreshToken)).body);
    expect(second.refreshToken).toBe(lost.refreshToken);
    expect((await me(b, second.token)).status).toBe(200);
    const third = tokensSchema.parse((await refresh(b, second.refreshToken)).body);
    expect(await refresh(b, reply.refreshToken)).toMatchObject(refused);
    // A request that was late does not sign out who has gone on.
    expect((await refresh(b, third.refreshToken)).status).toBe(200);
  });

  it('are good in whatever order two requests to renew arrive', async () => {
    const b = await bench({ tokenLife: life });
    const { reply } = await newcomer(b);
    const both = await Promise.all([refresh(b, reply.refreshToken), refresh(b, reply.refreshToken)]);
    const [one, other] = both.map((answer) => tokensSchema.parse(answer.body));
    expect(one?.refreshToken).toBe(other?.refreshToken);
    expect((await refresh(b, one?.refreshToken)).status).toBe(200);
  });

  it('of a device that is not used for long end for good', async () => {
    const b = await bench({ tokenLife: life });
    const { reply } = await newcomer(b);
    b.clock.time += life.refresh;
    expect(await refresh(b, reply.refreshToken)).toMatchObject(refused);
  });

  it('renew nothing themselves, and those that renew open nothing', async () => {
    const b = await bench({ tokenLife: life });
    const { reply } = await newcomer(b);
    expect(await refresh(b, reply.token)).toMatchObject(refused);
    expect(await me(b, reply.refreshToken ?? '')).toMatchObject(refused);
  });

  it('of a revoked device, and of somebody who was deactivated, end with the next request', async () => {
    const b = await bench({ tokenLife: life });
    const { reply, id } = await newcomer(b);
    const other = enrolReplySchema.parse((await signIn(b, 'nora', PASSWORD)).body);
    const [, first] = await b.store.read((tx) => tx.devices.ofAgent(id));
    await b.store.write((tx) => tx.devices.revoke(first?.id ?? '', b.clock.time));
    const [dead, alive] = (await me(b, reply.token)).status === 401 ? [reply, other] : [other, reply];
    expect([(await me(b, dead.token)).status, (await refresh(b, dead.refreshToken)).status]).toEqual([401, 401]);
    expect((await me(b, alive.token)).status).toBe(200);
    await b.store.write(async (tx) => tx.accounts.put({ ...(await tx.accounts.get(id)), deactivatedAt: b.clock.time }, b.clock.time));
    expect([(await me(b, alive.token)).status, (await refresh(b, alive.refreshToken)).status, (await signIn(b, 'nora', PASSWORD)).status]).toEqual([
      401, 401, 401,
    ]);
  });

  it('are renewed without an end to the stream of hints, which ends with the device', async () => {
    const b = await bench({ tokenLife: life });
    const { reply } = await newcomer(b);
    const stream = await b.app.request('/v1/events', { headers: { authorization: `Bearer ${reply.token}` } });
    const reader = stream.body?.getReader();
    const heard = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await heard()).toBe(':\n\n');
    const next = tokensSchema.parse((await refresh(b, reply.refreshToken)).body);
    b.tokens.renewed = next.token;
    await b.importRows(rows(1));
    await b.post('/v1/claims', { want: 1, hold: [], customerId: null }, 'renewed');
    expect(await heard()).toContain('event: hint');
    await b.post('/v1/sign-out', {}, 'renewed');
    await expect.poll(async () => (await reader?.read())?.done).toBe(true);
  });

  it('outlive a demo clock that is moved, and role and place count from the next request', async () => {
    const endpoint = await startEndpoint({ port: 0, dataDir: tempFolder(), demoStart: 0, log: createLog({ write: () => undefined }) });
    const ask = async (path: string, token: string | null, body?: unknown) => {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await endpoint.app.request(path, { headers, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) });
      return { status: response.status, body: await response.json() };
    };
    const { body } = await ask('/v1/enrol', null, { code: endpoint.codes[0]?.code, device: 'x', password: PASSWORD });
    const { token, agent, login } = enrolReplySchema.parse(body);
    expect(login).toBe('admin');
    endpoint.setClockOffset(400 * DAY);
    expect((await ask('/v1/me', token)).status).toBe(200);
    await endpoint.store.write((tx) => tx.people.update({ ...agent, role: 'qa' }));
    expect((await ask('/v1/codes', token, { agent: { name: 'x', role: 'agent', placeId: 'centre', languages: [] } })).status).toBe(403);
    await endpoint.close();
  });
});
