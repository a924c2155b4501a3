import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credentials, SignInProblem } from '../../lib/browser/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from './password-field.tsx';

const INPUT = 'mt-1 block min-h-10 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';
const HERE = 'http://127.0.0.1:8787';

export type SignIn = (endpoint: string, credentials: Credentials) => Promise<SignInProblem | null>;
/** Where and as whom to sign in, where that is known. */
export type Known = { endpoint: string; login: string | null };

/** The first time with a one-time code and a password of one's own, later with that. */
export function SignInForm({ onSignIn, known }: { onSignIn: SignIn; known: Known | null }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<Credentials['by']>(known?.login ? 'password' : 'code');
  const [endpoint, setEndpoint] = useState(known?.endpoint ?? HERE);
  const [login, setLogin] = useState(known?.login ?? '');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const submit = async () => {
    setBusy(true);
    const credentials: Credentials = by === 'code' ? { by, code: code.trim(), password } : { by, login: login.trim(), password };
    setProblem(await onSignIn(endpoint.trim(), credentials).finally(() => setBusy(false)));
  };
  const choose = (next: Credentials['by']) => {
    setBy(next);
    setPassword('');
    setProblem(null);
  };
  const ready = password !== '' && (by === 'code' ? code : login).trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
    >
      <Ways chosen={by} onChoose={choose} />
      <label className="mt-3 block text-label text-muted">
        {t('signIn.endpoint')}
        <input name="endpoint" type="url" required value={endpoint} onChange={(event) => setEndpoint(event.target.value)} className={`tabular ${INPUT}`} />
      </label>
      {by === 'code' ? (
        <>
          <label className="mt-2 block text-label text-muted">
            {t('signIn.code')}
            <input
              name="code"
              required
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
              className={`tabular ${INPUT}`}
            />
          </label>
          <PasswordField
            key="new"
            name="new-password"
            label={t('signIn.newPassword')}
            advice={t('signIn.newPasswordAdvice')}
            value={password}
            onChange={setPassword}
          />
        </>
      ) : (
        <>
          <label className="mt-2 block text-label text-muted">
            {t('signIn.login')}
            <input name="login" required autoComplete="username" value={login} onChange={(event) => setLogin(event.target.value)} className={INPUT} />
          </label>
          <PasswordField
            key="known"
            name="current-password"
            label={t('signIn.password')}
            advice={t('signIn.forgotten')}
            value={password}
            onChange={setPassword}
          />
        </>
      )}
      {problem ? <Problem problem={problem} by={by} /> : null}
      <Button kind="primary" type="submit" className="mt-3 min-h-10 w-full" isDisabled={busy || !ready} keyLabel="↵">
        {t(busy ? 'signIn.busy' : 'signIn.submit')}
      </Button>
    </form>
  );
}

function Ways({ chosen, onChoose }: { chosen: Credentials['by']; onChoose: (way: Credentials['by']) => void }) {
  const { t } = useTranslation();
  const way = (value: Credentials['by'], label: string) => (
    <label
      className={`flex min-h-9 flex-1 cursor-pointer items-center justify-center rounded-md px-1 text-center whitespace-nowrap text-fact has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${chosen === value ? 'chip bg-raised font-bold text-ink' : 'text-muted hover:text-ink'}`}
    >
      <input type="radio" name="way" value={value} checked={chosen === value} onChange={() => onChoose(value)} className="sr-only" />
      {label}
    </label>
  );
  return (
    <fieldset className="m-0 mt-3 flex gap-1 rounded-lg border border-line bg-bg p-1">
      <legend className="sr-only">{t('signIn.way')}</legend>
      {way('code', t('signIn.byCode'))}
      {way('password', t('signIn.byPassword'))}
    </fieldset>
  );
}

/** What to do about a failure; `other` for the rest. */
const nextSteps: { [why: string]: 'code-used' | 'offline' | 'too-many' } = {
  'code-used': 'code-used',
  'too-many': 'too-many',
  offline: 'offline',
  timeout: 'offline',
  // Something answered that is no endpoint.
  'bad-reply': 'offline',
  'not-found': 'offline',
};

function Problem({ problem, by }: { problem: SignInProblem; by: Credentials['by'] }) {
  const { t } = useTranslation();
  const words = () => {
    if (problem.kind === 'password') return t(`signIn.weak.${problem.why}`);
    if (problem.kind !== 'failed') return t(`signIn.${problem.kind}`);
    if (problem.why === 'unauthenticated') return t('signIn.failed', { why: t(`signIn.unknown.${by}`), next: t(`signIn.next.${by}`) });
    return t('signIn.failed', { why: t(`error.${problem.why}`), next: t(`signIn.next.${nextSteps[problem.why] ?? 'other'}`) });
  };
  return (
    <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
      {words()}
    </p>
  );
}
