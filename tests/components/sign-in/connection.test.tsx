import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { connectionOf } from '../../../lib/browser/connection.ts';
import { sessionItem, type TeamSession } from '../../../lib/browser/session.ts';
import { createRequest } from '../../../lib/sync/request.ts';
import { anAgent } from '../../support/builders.ts';
import { thePlace } from '../../support/panel.tsx';

const session: TeamSession = {
  mode: 'team',
  endpoint: 'http://127.0.0.1:1',
  tokens: { access: 'old', refresh: 'refresh' },
  since: 5,
  login: 'ann',
  agent: anAgent(),
  place: thePlace(),
};
const fresh = { token: 'new-token-of-twenty-letters', refreshToken: 'new-refresh-of-twenty-letters' };

/** Refuses the old token; `before` runs while the new ones are on their way. */
const endpoint =
  (before: () => Promise<void> = async () => {}) =>
  async (url: string | URL | Request, init?: RequestInit) => {
    if (String(url).endsWith('/v1/refresh')) {
      await before();
      return new Response(JSON.stringify(fresh));
    }
    const isNew = new Headers(init?.headers).get('authorization') === `Bearer ${fresh.token}`;
    return new Response(JSON.stringify(isNew ? {} : { error: { kind: 'unauthenticated', message: '', field: null, retry: false } }), {
      status: isNew ? 200 : 401,
    });
  };
const ask = (fetcher: typeof fetch) => createRequest(connectionOf(session, fetcher))({ method: 'GET', path: '/v1/me' }, null);

beforeEach(() => sessionItem.setValue(session));
afterEach(() => fakeBrowser.reset());

describe('the tokens of whoever is signed in', () => {
  it('are renewed and kept, and nothing else of the session is touched', async () => {
    const moved = { ...session, place: thePlace({ name: 'Renamed meanwhile' }) };
    expect((await ask(endpoint(() => sessionItem.setValue(moved)))).ok).toBe(true);
    expect(await sessionItem.getValue()).toEqual({ ...moved, tokens: { access: fresh.token, refresh: fresh.refreshToken } });
  });

  it.each([
    ['signed out', null],
    ['somebody else signed in', { ...session, agent: anAgent({ id: 'agent-2' }) }],
    ['the same person signed in anew', { ...session, since: 6 }],
  ])('that come late are not written when, in the meantime, %s', async (_what, then) => {
    await ask(endpoint(() => sessionItem.setValue(then)));
    expect(await sessionItem.getValue()).toEqual(then);
  });
});
