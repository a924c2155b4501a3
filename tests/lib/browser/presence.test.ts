import '../../support/extension.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPresence } from '../../../lib/browser/presence.ts';
import { sessionItem, type TeamSession } from '../../../lib/browser/session.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { readMeta, writeMeta } from '../../../lib/db/meta.ts';
import { aPlace } from '../../server/support.ts';
import { anAgent, anOutboxRow } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';

const session: TeamSession = {
  mode: 'team',
  endpoint: 'http://127.0.0.1:1',
  tokens: { access: 'token', refresh: null },
  since: 1,
  login: 'ann',
  agent: anAgent(),
  place: aPlace(),
};

let db: CallsideDb;
let now: number;
let said: unknown[];
let answer: { agent: unknown; place: unknown; reach: string };
let before: () => Promise<void>;
const make = () => createPresence({ db, clock: { now: () => now, demoOffset: () => null } });

beforeEach(async () => {
  db = openDb();
  now = 1_800_000_000_000;
  said = [];
  answer = { agent: session.agent, place: session.place, reach: 'a' };
  before = async () => {};
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({ manifest_version: 3, name: 'callside', version: '0.1.0' });
  vi.stubGlobal('navigator', { onLine: true, locks: navigator.locks });
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    said.push(JSON.parse(String(init.body)));
    await before();
    return new Response(JSON.stringify(answer));
  });
  await sessionItem.setValue(session);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

describe('what a desk says of itself', () => {
  it('is said at once when it changes, and else once a minute', async () => {
    const present = make();
    await present();
    now += 30_000;
    await present();
    expect(said).toHaveLength(1);
    await db.outbox.add(anOutboxRow(1));
    await present();
    expect(said).toMatchObject([{ unsent: 0 }, { unsent: 1 }]);
    now += 60_000;
    await present();
    expect(said).toHaveLength(3);
  });

  it('is not said without a network, nor by an agent alone', async () => {
    await sessionItem.setValue({ ...session, endpoint: 'https://callside.example' });
    vi.stubGlobal('navigator', { onLine: false, locks: navigator.locks });
    await make()();
    await sessionItem.setValue({ mode: 'alone', agent: anAgent(), place: aPlace() });
    await make()();
    expect(said).toEqual([]);
  });

  it('brings back who this person is by now: another role, another place', async () => {
    answer = { ...answer, agent: { ...session.agent, role: 'lead' }, place: aPlace({ name: 'Renamed' }) };
    await make()();
    expect(await sessionItem.getValue()).toEqual({ ...session, agent: answer.agent, place: answer.place });
  });

  it('asks for everything anew when the tree of places changed, once', async () => {
    const present = make();
    expect(await present()).toBe(false);
    await writeMeta(db, { key: 'cursor', value: 7 });
    answer = { ...answer, reach: 'b' };
    now += 60_000;
    expect(await present()).toBe(true);
    expect(await readMeta(db, 'cursor')).toBeNull();
    now += 60_000;
    expect(await present()).toBe(false);
  });

  it('changes nothing for somebody who signed in while it was said', async () => {
    const other = { ...session, since: 2, agent: anAgent({ id: 'agent-2' }) };
    before = () => sessionItem.setValue(other);
    answer = { ...answer, agent: { ...session.agent, role: 'lead' } };
    expect(await make()()).toBe(false);
    expect(await sessionItem.getValue()).toEqual(other);
  });
});
