import type { CallsideDb } from '../../lib/db/database.ts';
import { type SyncDeps, syncOnce } from '../../lib/sync/sync.ts';
import { takeCustomer } from '../../lib/sync/take-customer.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import type { App } from '../../server/app.ts';
import { aPlace, type Bench } from '../server/support.ts';

/** What becomes of one request, by its path: nothing special, never sent, answer lost on the way back, a fault of the endpoint, or another answer in its place. */
export type Fate = 'fine' | 'not-sent' | 'reply-lost' | 'fault' | Response;
export type Fates = (path: string, init: RequestInit) => Fate | Promise<Fate>;

/** A `fetch` that ends in the real endpoint's app, without a port. */
export function fetchInto(app: () => App, fates: Fates = () => 'fine'): typeof fetch {
  return async (input, init = {}) => {
    const path = new URL(String(input)).pathname;
    const fate = await fates(path, init);
    if (fate instanceof Response) return fate;
    if (fate === 'fault') return Response.json({ error: { kind: 'internal', message: '', field: null, retry: true } }, { status: 500 });
    if (fate === 'not-sent') throw new TypeError('Failed to fetch');
    const response = await app().request(path + new URL(String(input)).search, init);
    if (fate === 'reply-lost') throw new TypeError('Failed to fetch');
    return response;
  };
}

/** The agents of the bench and their places, see tests/server/support.ts. */
export const benchPlace = aPlace();

/** One agent's panel as far as sync goes: its database, and the transport to the bench. */
export function panelOf(bench: Bench, agentId: string, db: CallsideDb, fates?: Fates) {
  const token = bench.tokens[agentId];
  if (!token) throw new Error(`${agentId} is not signed in`);
  const deps: SyncDeps = {
    db,
    transport: createTransport({ endpoint: 'http://endpoint.test/', token, fetcher: fetchInto(() => bench.app, fates) }),
    agentId,
    hold: true,
    now: () => bench.clock.time,
    random: () => 0.5,
    onPlace: async () => {},
    onClock: async () => {},
  };
  return { db, agentId, deps, sync: () => syncOnce(deps), take: (customerId: string) => takeCustomer(deps, customerId) };
}
export type Panel = ReturnType<typeof panelOf>;
