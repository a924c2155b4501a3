import '../../support/extension.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { followHintsHere } from '../../../lib/browser/hints.ts';
import { type Session, sessionItem } from '../../../lib/browser/session.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { writeMeta } from '../../../lib/db/meta.ts';
import { aPlace } from '../../server/support.ts';
import { anAgent } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';

const signedIn = (access: string, since = 1): Session => ({
  mode: 'team',
  endpoint: 'http://endpoint.test',
  tokens: { access, refresh: null },
  since,
  login: null,
  agent: anAgent(),
  place: aPlace(),
});
const soon = { timeout: 2000, interval: 5 };

/** Connections that are open, by their token; each hears what `say` says. */
const connections = new Map<string, (text: string) => void>();
const say = (seq: number) => {
  for (const send of connections.values()) send(`event: hint\ndata: {"seq":${seq}}\n\n`);
};
const tokens = () => [...connections.keys()];

let db: CallsideDb;
const stop: (() => void)[] = [];
const follow = (onHint: () => void) => stop.push(followHintsHere(db, onHint));

beforeEach(async () => {
  db = openDb();
  vi.stubGlobal('self', new EventTarget());
  vi.stubGlobal('navigator', { onLine: true, locks: navigator.locks });
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('authorization')?.slice(7) ?? '';
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        connections.set(token, (text) => stream.enqueue(new TextEncoder().encode(text)));
        init.signal?.addEventListener('abort', () => {
          connections.delete(token);
          stream.error(new Error('gone'));
        });
      },
    });
    return new Response(body);
  });
});
afterEach(() => {
  for (const one of stop.splice(0)) one();
  connections.clear();
  vi.unstubAllGlobals();
  fakeBrowser.reset();
});

describe('the hints of the endpoint, in a panel', () => {
  it('ask for a round of sync, but not for what was pulled already', async () => {
    await sessionItem.setValue(signedIn('one'));
    const onHint = vi.fn();
    follow(onHint);
    await vi.waitFor(() => expect(tokens()).toEqual(['one']), soon);
    say(5);
    await vi.waitFor(() => expect(onHint).toHaveBeenCalledTimes(1), soon);
    await writeMeta(db, { key: 'cursor', value: 6 });
    say(6);
    say(7);
    await vi.waitFor(() => expect(onHint).toHaveBeenCalledTimes(2), soon);
    await new Promise((done) => setTimeout(done, 20));
    expect(onHint).toHaveBeenCalledTimes(2);
  });

  it('are followed for whoever is signed in, and for nobody else', async () => {
    follow(() => {});
    await new Promise((done) => setTimeout(done, 20));
    expect(tokens()).toEqual([]);
    await sessionItem.setValue(signedIn('one'));
    await vi.waitFor(() => expect(tokens()).toEqual(['one']), soon);
    await sessionItem.setValue(signedIn('renewed'));
    await new Promise((done) => setTimeout(done, 20));
    expect(tokens()).toEqual(['one']);
    await sessionItem.setValue(signedIn('two', 2));
    await vi.waitFor(() => expect(tokens()).toEqual(['two']), soon);
    await sessionItem.setValue({ mode: 'alone', agent: anAgent(), place: aPlace() });
    await vi.waitFor(() => expect(tokens()).toEqual([]), soon);
  });

  it('are followed by one window for all, and by the next one when it is closed', async () => {
    await sessionItem.setValue(signedIn('one'));
    const [first, second] = [vi.fn(), vi.fn()];
    follow(first);
    await vi.waitFor(() => expect(tokens()).toEqual(['one']), soon);
    follow(second);
    await new Promise((done) => setTimeout(done, 20));
    say(5);
    await vi.waitFor(() => expect(first).toHaveBeenCalledTimes(1), soon);
    expect(second).not.toHaveBeenCalled();
    stop[0]?.();
    await vi.waitFor(() => expect(tokens()).toEqual(['one']), soon);
    await vi.waitFor(() => {
      say(6);
      expect(second).toHaveBeenCalled();
    }, soon);
  });

  it('are waited for without a network, and followed as soon as there is one', async () => {
    const fetcher = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('fetch', fetcher);
    vi.stubGlobal('navigator', { onLine: false, locks: navigator.locks });
    await sessionItem.setValue(signedIn('one'));
    follow(() => {});
    await vi.waitFor(() => expect(fetcher).toHaveBeenCalledTimes(1), soon);
    await new Promise((done) => setTimeout(done, 50));
    self.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(fetcher).toHaveBeenCalledTimes(2), soon);
  });
});
