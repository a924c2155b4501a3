import { useLiveQuery } from 'dexie-react-hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { lockStateItem, verifierItem } from '../../lib/browser/lock.ts';
import type { Session } from '../../lib/browser/session.ts';
import type { Limits } from '../../lib/contract/place.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { isLocked } from '../../lib/people/lock.ts';
import { useStored } from '../ui/use-stored.ts';
import { LockScreen } from './lock-screen.tsx';

const LOOK_EVERY_MS = 5_000;
/** How exactly the last key is remembered. */
const NOTE_EVERY_MS = 10_000;

type LockGateProps = { db: CallsideDb; session: Session; children: ReactNode };

/** Shows the page, or after some time without a key a screen that asks for the password in its place: nothing of a customer is in the document then. */
export function LockGate({ db, session, children }: LockGateProps) {
  const state = useStored(lockStateItem);
  const verifier = useStored(verifierItem);
  const inCall = useLiveQuery(async () => (await db.calls.count()) > 0, [db]);
  const now = useClock();
  const known = state !== undefined && verifier !== undefined && inCall !== undefined;
  const guarded = session.mode === 'team' && verifier !== null;
  const locked = known && guarded && isLocked({ state, limits: session.place.limits, inCall, now });
  useActivity(known && guarded && !locked, inCall === true, session.place.limits);
  useEffect(() => {
    // Told to the other pages, and to this one when it is opened again.
    if (locked && state && !state.locked) void lockStateItem.setValue({ ...state, locked: true });
  }, [locked, state]);
  if (!known) return null;
  return locked && session.mode === 'team' ? <LockScreen db={db} session={session} state={state} /> : children;
}

function useClock(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const look = () => setNow(Date.now());
    const timer = setInterval(look, LOOK_EVERY_MS);
    // A computer that wakes, a panel that comes to the front: at once, before anything is read.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return now;
}

/** Remembers when somebody last pressed a key or the mouse; an open call counts as if they did. */
function useActivity(enabled: boolean, inCall: boolean, { lockMinutes }: Limits): void {
  useEffect(() => {
    if (!enabled) return;
    let noted = 0;
    const note = () => {
      const now = Date.now();
      if (now - noted < NOTE_EVERY_MS) return;
      noted = now;
      void lockStateItem.getValue().then((state) => {
        // The first key on a computer that slept comes before anybody has looked at the clock: it opens nothing.
        const late = isLocked({ state, limits: { lockMinutes }, inCall, now });
        return lockStateItem.setValue(late ? { ...state, locked: true } : { ...state, locked: false, lastActive: now });
      });
    };
    const timer = inCall ? setInterval(note, NOTE_EVERY_MS) : null;
    if (inCall) note();
    for (const event of ['keydown', 'pointerdown', 'wheel'] as const) document.addEventListener(event, note, { capture: true, passive: true });
    return () => {
      if (timer) clearInterval(timer);
      for (const event of ['keydown', 'pointerdown', 'wheel'] as const) document.removeEventListener(event, note, { capture: true });
    };
  }, [enabled, inCall, lockMinutes]);
}
