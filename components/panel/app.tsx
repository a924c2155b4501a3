import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Clock } from '../../lib/browser/clock.ts';
import { connectionOf } from '../../lib/browser/connection.ts';
import { sendMessage } from '../../lib/browser/messages.ts';
import { openPhoneHash } from '../../lib/browser/phone-hash.ts';
import { lastSignInItem, type Session } from '../../lib/browser/session.ts';
import { signIn } from '../../lib/browser/sign-in.ts';
import type { Call } from '../../lib/contract/call.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { uiLanguageOf } from '../../lib/i18n/language.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import { LockGate } from '../lock/lock-gate.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useStored } from '../ui/use-stored.ts';
import { Announcer } from './announcer.tsx';
import { beginAlone } from './begin-alone.ts';
import { Broken } from './broken.tsx';
import { CallScreen } from './call/call-screen.tsx';
import { type PanelContext, PanelContextProvider, usePanel } from './context.ts';
import { DirectoryDialog } from './dialogs/directory-dialog.tsx';
import { HelpDialog } from './dialogs/help-dialog.tsx';
import { FindDialog } from './find/find-dialog.tsx';
import { Header } from './header.tsx';
import { useDesk } from './hooks/use-desk.ts';
import { LossNotice } from './outbox/loss-notice.tsx';
import { ReadyScreen } from './ready/ready-screen.tsx';
import { Welcome } from './welcome.tsx';

export type AppProps = { db: CallsideDb; clock: Clock; newId: () => string; session: Session | null; sync: () => Promise<void>; preview?: boolean };

/** The panel: somebody signs in, then there is a call, or the next customer. */
export function App(props: AppProps) {
  const { session } = props;
  return (
    <div className="flex h-dvh flex-col bg-bg text-ink">
      <ErrorBoundary fallback={<Broken />}>
        {session ? (
          <LockGate db={props.db} session={session}>
            <Signed {...props} session={session} />
          </LockGate>
        ) : (
          <SignedOut {...props} />
        )}
      </ErrorBoundary>
    </div>
  );
}

/** Opened once: an import asks for thousands. */
function keyed(db: CallsideDb): (e164: string) => Promise<string> {
  const opened = openPhoneHash(db);
  return async (e164) => (await opened)(e164);
}

function SignedOut({ db, newId }: AppProps) {
  const { i18n } = useTranslation();
  const leftover = useLiveQuery(async () => (await db.outbox.count()) > 0, [db]);
  const known = useStored(lastSignInItem);
  if (known === undefined) return null;
  return (
    <Welcome
      known={known}
      onSignIn={(endpoint, credentials) => signIn(db, { endpoint, with: credentials, again: true })}
      onAlone={(input) => beginAlone(db, input, { language: i18n.language, newId })}
      leftover={leftover === true}
    />
  );
}

function Signed({ db, clock, newId, session, sync, preview = false }: AppProps & { session: Session }) {
  const { i18n } = useTranslation();
  const context = useMemo<PanelContext>(
    () => ({
      db,
      clock,
      newId,
      session,
      sync,
      preview,
      agent: session.agent,
      place: session.place,
      transport: session.mode === 'team' ? createTransport(connectionOf(session)) : null,
      phoneHash: session.mode === 'alone' ? keyed(db) : async () => null,
      format: () => ({ language: uiLanguageOf(i18n.language), zone: session.place.timeZone, now: clock.now() }),
    }),
    [db, clock, newId, session, sync, preview, i18n],
  );
  // Somebody who has just signed in waits for a customer.
  const since = session.mode === 'team' ? session.since : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new sign-in is the reason to ask
  useEffect(() => void sync(), [sync, since]);
  return (
    <PanelContextProvider value={context}>
      <Screens />
      <Announcer />
    </PanelContextProvider>
  );
}

function Screens() {
  const { t } = useTranslation();
  const desk = useDesk();
  const [dialog, setDialog] = useState<'find' | 'help' | 'directory' | null>(null);
  const isReal = usePanel().preview !== true;
  useFocus(isReal);
  usePresence(isReal ? (desk?.view?.call ?? null) : null);
  useKeys({ Slash: () => desk?.queue && setDialog('find'), 'Shift+Slash': () => setDialog('help'), KeyD: () => setDialog('directory') });
  return (
    <>
      <Header call={desk?.view?.call ?? null} title={t('title.next')} isBetween={desk?.view === null} />
      <LossNotice />
      {desk?.view ? (
        <CallScreen key={desk.view.call.id} view={desk.view} />
      ) : desk ? (
        <ReadyScreen queue={desk.queue} onFind={() => setDialog('find')} />
      ) : (
        <main className="flex-1" aria-busy="true" />
      )}
      {dialog === 'find' ? <FindDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'directory' ? <DirectoryDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'help' ? <HelpDialog onClose={() => setDialog(null)} /> : null}
    </>
  );
}

/** That a call began or ended is known to the lead at once, and not with the next round. */
function usePresence(call: Call | null): void {
  const state = call?.startedAt != null && call.endedAt === null ? call.id : null;
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    void sendMessage('presence').catch(() => undefined);
  }, [state]);
}

/** The focus starts on the line or the card, and the background knows whether it is here: its key brings it here from the CRM. */
function useFocus(tells: boolean): void {
  useEffect(() => {
    const tell = () => tells && void sendMessage('panelFocused', document.hasFocus()).catch(() => undefined);
    const main = document.querySelector('main');
    if (document.activeElement === document.body) {
      main?.setAttribute('tabindex', '-1');
      main?.focus();
    }
    tell();
    window.addEventListener('focus', tell);
    window.addEventListener('blur', tell);
    return () => {
      window.removeEventListener('focus', tell);
      window.removeEventListener('blur', tell);
    };
  }, [tells]);
}
