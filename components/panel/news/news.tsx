import { lazy, Suspense, useEffect } from 'react';
import type { Call } from '../../../lib/contract/call.ts';
import { type News, newsFor, tellOf } from '../../../lib/db/news.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import { useLive } from '../hooks/use-live.ts';

// Comparing versions is needed on the day of a change: not in what every panel loads at its start.
const NewsCard = lazy(() => import('./news-card.tsx').then((module) => ({ default: module.NewsCard })));

/**
 * What changed in the script of the next call and in the phrase lists: shown once a version, until it is put away or the talk begins.
 * With a call that rings, only what this call works with: a version that came since is for the next one.
 */
export function NewsOf({ scriptId, call = null }: { scriptId: string | null; call?: Call | null }) {
  const { db } = usePanel();
  const found = useLive([db.scripts, db.phraseLists, db.meta], () => newsFor(db, scriptId), [db, scriptId]) ?? [];
  const news = found.filter((one) => call === null || worksWith(call, versionOf(one)));
  const got = () => void tellOf(db, news.map(versionOf));
  useKeys({ KeyG: news.length > 0 ? got : undefined });
  if (news.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <NewsCard news={news} onGot={got} />
    </Suspense>
  );
}

function worksWith(call: Call, one: Known): boolean {
  return versionsOf(call).some(({ kind, id, version }) => kind === one.kind && id === one.id && version === one.version);
}

type Known = ReturnType<typeof versionOf>;
const versionsOf = ({ walk, phraseLists }: Call): Known[] => [
  { kind: 'script', id: walk.scriptId, version: walk.version },
  ...phraseLists.map(({ id, version }) => ({ kind: 'phrase-list' as const, id, version })),
];
const versionOf = ({ after }: News) => ({ kind: after.kind, id: after.body.id, version: after.body.version });

/** While somebody talks with a version, its changes are known: they were on the screens before. A call that came in had no such screen. */
export function useKnown(call: Call): void {
  const { db } = usePanel();
  const { id, phase } = call;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a call keeps its versions from beginning to end
  useEffect(() => {
    if (phase === 'talking') void tellOf(db, versionsOf(call), call.direction === 'out' ? 'told' : 'met');
  }, [db, id, phase]);
}
