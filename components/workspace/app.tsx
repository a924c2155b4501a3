import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Clock } from '../../lib/browser/clock.ts';
import { connectionOf } from '../../lib/browser/connection.ts';
import type { Session } from '../../lib/browser/session.ts';
import { signIn } from '../../lib/browser/sign-in.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { uiLanguageOf } from '../../lib/i18n/language.ts';
import { LockGate } from '../lock/lock-gate.tsx';
import { createWorkspaceApi, failureOf } from './api.ts';
import { type WorkspaceContext, WorkspaceContextProvider } from './context.ts';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in-page.tsx';

export type WorkspaceProps = { db: CallsideDb; clock: Clock; newId: () => string; session: Session | null; fetcher?: typeof fetch };

/** The workspace: records, customers, team. The same person as in the panel of this browser. */
export function WorkspaceApp(props: WorkspaceProps) {
  const { db, session, fetcher } = props;
  if (!session) return <SignInPage onSignIn={(endpoint, credentials) => signIn(db, { endpoint, with: credentials, ...(fetcher ? { fetcher } : {}) })} />;
  // Another person sees nothing of what was fetched for the one before.
  return (
    <LockGate db={db} session={session}>
      <Signed key={session.mode === 'team' ? session.since : session.agent.id} {...props} session={session} />
    </LockGate>
  );
}

function Signed({ db, clock, newId, session, fetcher }: WorkspaceProps & { session: Session }) {
  const { i18n } = useTranslation();
  const queries = useMemo(makeQueryClient, []);
  const context = useMemo<WorkspaceContext>(
    () => ({
      db,
      clock,
      newId,
      session,
      api: session.mode === 'team' ? createWorkspaceApi(connectionOf(session, fetcher)) : null,
      format: () => ({ language: uiLanguageOf(i18n.language), zone: session.place.timeZone, now: clock.now() }),
    }),
    [db, clock, newId, session, fetcher, i18n],
  );
  return (
    <QueryClientProvider client={queries}>
      <WorkspaceContextProvider value={context}>
        <Shell />
      </WorkspaceContextProvider>
    </QueryClientProvider>
  );
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The endpoint may be this machine: the browser's own word on being online says nothing about it.
        networkMode: 'always',
        staleTime: 15_000,
        retry: (count, error) => count < 1 && failureOf(error).retry,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
