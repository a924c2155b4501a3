import { createContext, useContext } from 'react';
import type { Clock } from '../../lib/browser/clock.ts';
import type { Session } from '../../lib/browser/session.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import type { FormatContext } from '../../lib/i18n/format.ts';
import type { WorkspaceApi } from './api.ts';

/** What the workspace's screens work with once somebody is signed in. */
export type WorkspaceContext = {
  db: CallsideDb;
  clock: Clock;
  newId: () => string;
  session: Session;
  /** Null for an agent alone: everything is in this computer's database. */
  api: WorkspaceApi | null;
  format: () => FormatContext;
};

export const WorkspaceContextProvider = createContext<WorkspaceContext | null>(null);

export function useWorkspace(): WorkspaceContext {
  const context = useContext(WorkspaceContextProvider);
  if (!context) throw new Error('useWorkspace needs a WorkspaceContextProvider above it');
  return context;
}

/** What somebody may open; the endpoint decides in the end. An agent alone is their own lead. */
export function mayOpen(session: Session): {
  customers: boolean;
  importing: boolean;
  team: boolean;
  plan: boolean;
  people: boolean;
  versions: boolean;
  publishing: boolean;
} {
  if (session.mode === 'alone') return { customers: true, importing: true, team: false, plan: false, people: false, versions: false, publishing: false };
  const { role } = session.agent;
  const leads = role === 'lead' || role === 'admin';
  return {
    customers: leads || role === 'qa',
    importing: leads,
    team: leads || role === 'qa',
    plan: leads || role === 'qa',
    people: leads,
    versions: leads || role === 'qa',
    publishing: leads,
  };
}
