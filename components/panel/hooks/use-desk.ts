import { useEffect, useRef } from 'react';
import { putBackLost } from '../../../lib/db/calls.ts';
import { type Queue, readQueue } from '../../../lib/db/queue.ts';
import { usePanel } from '../context.ts';
import { type CallView, readCallView } from './use-call.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';

export type Desk = { view: CallView; queue: null } | { view: null; queue: Queue };

/**
 * The call, or the queue when there is none; recomputed when the database changes and as time passes. Undefined until the first read.
 * One after the other in one query: of two queries, the slower would still offer the customer whose call was saved a moment ago.
 */
export function useDesk(): Desk | undefined {
  const { db, agent, place, session } = usePanel();
  const claimed = session.mode === 'team';
  const now = useNow(15_000);
  const tables = [db.calls, db.scripts, db.phraseLists, db.customers, db.services, db.records, db.tasks];
  const read = async (): Promise<Desk> => {
    const view = await readCallView(db);
    return view ? { view, queue: null } : { view, queue: await readQueue(db, { agent, place, now, claimed }) };
  };
  const desk = useLive(tables, read, [db, agent, place, now, claimed]);
  usePutBack(desk);
  return desk;
}

/** A call that is not there any more, since the database was lost under it, and not saved. */
function usePutBack(desk: Desk | undefined): void {
  const { db, newId } = usePanel();
  const last = useRef<CallView | null>(null);
  useEffect(() => {
    const gone = desk && !desk.view ? last.current : null;
    if (desk) last.current = desk.view;
    if (gone) void putBackLost(db, gone, newId).catch(() => undefined);
  }, [db, newId, desk]);
}
