import { useLiveQuery } from 'dexie-react-hooks';
import { sessionItem } from '../../../lib/browser/session.ts';
import { forgetTeam } from '../../../lib/db/forget.ts';
import { usePanel } from '../context.ts';

/** Signing out while a call is open or something has not been sent would lose sight of it, so it is not offered then. */
export function useSignOut(): { blockedBy: 'call' | 'unsent' | 'alone' | null; signOut: () => Promise<void> } {
  const { db, session, transport } = usePanel();
  const state = useLiveQuery(async () => ({ calls: await db.calls.count(), unsent: await db.outbox.count() }), [db]);
  const blockedBy = (state?.calls ?? 0) > 0 ? 'call' : session.mode === 'alone' ? 'alone' : (state?.unsent ?? 0) > 0 ? 'unsent' : null;
  return {
    blockedBy,
    signOut: async () => {
      if (session.mode === 'team') {
        await transport?.signOut();
        await forgetTeam(db);
      }
      await sessionItem.setValue(null);
    },
  };
}
