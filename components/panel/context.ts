import { createContext, useContext } from 'react';
import type { Clock } from '../../lib/browser/clock.ts';
import type { Session } from '../../lib/browser/session.ts';
import type { Agent } from '../../lib/contract/agent.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import type { FormatContext } from '../../lib/i18n/format.ts';
import type { Transport } from '../../lib/sync/transport.ts';

/** What the panel's screens work with once somebody is signed in. */
export type PanelContext = {
  db: CallsideDb;
  clock: Clock;
  newId: () => string;
  session: Session;
  agent: Agent;
  place: Place;
  /** Null when the agent works alone. */
  transport: Transport | null;
  /** Asks the background for a round of sync; resolves when it is over, whatever came of it. */
  sync: () => Promise<void>;
  /** Keyed hash of a phone where this computer is the owner; null where the endpoint makes it. */
  phoneHash: (e164: string) => Promise<string | null>;
  format: () => FormatContext;
  /** A lead tries a draft: nothing is dialled, and it is marked as a preview. */
  preview?: boolean;
};

export const PanelContextProvider = createContext<PanelContext | null>(null);

export function usePanel(): PanelContext {
  const context = useContext(PanelContextProvider);
  if (!context) throw new Error('usePanel needs a PanelContextProvider above it');
  return context;
}
