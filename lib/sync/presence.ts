import type { Instant } from '../contract/basics.ts';
import type { Presence, PresenceReply, RefusedVersion } from '../contract/presence.ts';
import { presenceReplySchema } from '../contract/presence.ts';
import type { CallsideDb } from '../db/database.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import type { Reply, Request } from './request.ts';

/** How it stands at this desk: counts and versions, nothing about a customer. */
export async function readPresence(db: CallsideDb, { now, app }: { now: Instant; app: string }): Promise<Presence> {
  const call = await db.calls.toCollection().first();
  const inCall = call?.startedAt != null && call.endedAt === null;
  return {
    inCallMs: inCall ? Math.max(0, now - (call.startedAt ?? now)) : null,
    unsent: await db.outbox.where('state').equals('waiting').count(),
    rejected: await db.outbox.where('state').equals('rejected').count(),
    versions: [...newest('script', await db.scripts.toCollection().primaryKeys()), ...newest('phrase-list', await db.phraseLists.toCollection().primaryKeys())],
    refused: await refusedHere(db),
    app: app.slice(0, 40),
  };
}

function newest(kind: 'script' | 'phrase-list', keys: readonly [string, number][]): Presence['versions'] {
  const best = new Map<string, number>();
  for (const [id, version] of keys) best.set(id, Math.max(version, best.get(id) ?? 0));
  return [...best].map(([id, version]) => ({ kind, id, version })).slice(0, 500);
}

async function refusedHere(db: CallsideDb): Promise<RefusedVersion[]> {
  const items = (await readMeta(db, 'refused'))?.items ?? [];
  return items.slice(0, 200).map(({ kind, id, version, why }) => ({ kind, id, version, why: why.slice(0, 100) }));
}

export function sendPresence(ask: Request, presence: Presence): Promise<Reply<PresenceReply>> {
  return ask({ method: 'POST', path: '/v1/presence', body: presence }, presenceReplySchema);
}

/** Something above or below in the tree of places changed: other scripts and customers reach this person. Everything is pulled again; nothing is deleted. */
export async function followReach(db: CallsideDb, reach: string): Promise<boolean> {
  return db.transaction('rw', db.meta, async () => {
    const known = await readMeta(db, 'reach');
    if (known?.value === reach) return false;
    await writeMeta(db, { key: 'reach', value: reach });
    if (known === null) return false;
    await db.meta.delete('cursor');
    return true;
  });
}
