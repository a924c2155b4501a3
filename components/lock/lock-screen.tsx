import { LockKeyhole } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unlock } from '../../lib/browser/lock.ts';
import type { TeamSession } from '../../lib/browser/session.ts';
import { signIn } from '../../lib/browser/sign-in.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import type { LockState } from '../../lib/people/lock.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import { Button } from '../ui/button.tsx';

type LockScreenProps = { db: CallsideDb; session: TeamSession; state: LockState };

/** Whose screen it is, and the password. It is told here, so that it opens without a network too. */
export function LockScreen({ db, session, state }: LockScreenProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const wait = useSecondsUntil(state.until);
  const open = async () => {
    setBusy(true);
    const answer = await unlock(password).finally(() => setBusy(false));
    setWrong(answer === 'wrong');
    if (answer !== 'wait') setPassword('');
  };
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-3">
      <section aria-labelledby="locked" className="panel-card mx-auto mt-[8vh] max-w-sm rounded-[10px] border border-line bg-surface p-4">
        <LockKeyhole size={22} aria-hidden="true" className="text-muted" />
        <h1 id="locked" className="m-0 mt-2 text-name font-semibold">
          {t('lock.title')}
        </h1>
        <p className="m-0 mt-1 text-fact text-muted">{t('lock.explain', { name: session.agent.name })}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== '' && wait === 0) void open();
          }}
        >
          <PasswordField name="current-password" label={t('signIn.password')} value={password} onChange={setPassword} autoFocus />
          {wait > 0 ? (
            <p role="alert" className="tabular m-0 mt-2 text-fact font-semibold text-fair">
              {t('lock.wait', { count: wait })}
            </p>
          ) : wrong ? (
            <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
              {t('lock.wrong')}
            </p>
          ) : null}
          <Button kind="primary" type="submit" className="mt-3 min-h-10 w-full" isDisabled={busy || password === '' || wait > 0} keyLabel="↵">
            {t(busy ? 'lock.opening' : 'lock.open')}
          </Button>
        </form>
        <details className="mt-4 border-t border-line pt-3">
          <summary className="min-h-8 cursor-pointer content-center text-fact text-muted">{t('lock.otherwise')}</summary>
          <SignInForm
            known={{ endpoint: session.endpoint, login: null }}
            onSignIn={(endpoint, credentials) => signIn(db, { endpoint, with: credentials, again: true })}
          />
        </details>
      </section>
    </main>
  );
}

/** Whole seconds until then, counted down. */
function useSecondsUntil(until: number): number {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts anew when the end moves
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
