import { useState } from 'react';
import { usePanel } from '../context.ts';

/** A round of sync asked for by hand, and whether it still runs. */
export function useSync(): { syncing: boolean; sync: () => Promise<void> } {
  const panel = usePanel();
  const [syncing, setSyncing] = useState(false);
  return {
    syncing,
    sync: async () => {
      setSyncing(true);
      await panel.sync().finally(() => setSyncing(false));
    },
  };
}
