import { useLiveQuery } from 'dexie-react-hooks';
import { type Queue, readQueue } from '../../../lib/db/queue.ts';
import { usePanel } from '../context.ts';
import { useNow } from './use-now.ts';

/** The queue of this agent, recomputed when the database changes and as time passes. Undefined until the first read. */
export function useQueue(): Queue | undefined {
  const { db, agent, place, session } = usePanel();
  const claimed = session.mode === 'team';
  const now = useNow(15_000);
  return useLiveQuery(() => readQueue(db, { agent, place, now, claimed }), [db, agent, place, now, claimed]);
}
