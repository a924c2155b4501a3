import { useLiveQuery } from 'dexie-react-hooks';
import { aloneState } from '../../../lib/db/alone.ts';
import { type QueueState, readMeta } from '../../../lib/db/meta.ts';
import { usePanel } from '../context.ts';
import { useNow } from './use-now.ts';

/** Today's figures, and why the queue is empty: the endpoint's word in a team, worked out here for an agent alone. */
export function useQueueState(): QueueState | null | undefined {
  const { db, session, agent, place } = usePanel();
  const now = useNow(60_000);
  const alone = session.mode === 'alone';
  return useLiveQuery(() => (alone ? aloneState(db, { agent, place, now }) : readMeta(db, 'queue')), [db, alone, agent, place, now]);
}
