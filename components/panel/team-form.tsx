import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInProblem } from '../../lib/browser/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { Key } from '../ui/key.tsx';

const INPUT = 'mt-1 block min-h-10 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';

/** What to do about a failure; `other` for the rest. */
const nextSteps: { [why: string]: 'code-used' | 'unauthenticated' | 'offline' } = {
  'code-used': 'code-used',
  unauthenticated: 'unauthenticated',
  offline: 'offline',
  timeout: 'offline',
  // Something answered that is no endpoint.
  'bad-reply': 'offline',
  'not-found': 'offline',
};

export type SignIn = (endpoint: string, code: string) => Promise<SignInProblem | null>;

/** Joins a team, or signs in to it again. */
export function TeamForm({ onSignIn, endpoint: known = 'http://127.0.0.1:8787' }: { onSignIn: SignIn; endpoint?: string }) {
  const { t } = useTranslation();
  const [endpoint, setEndpoint] = useState(known);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(await onSignIn(endpoint.trim(), code.trim()).finally(() => setBusy(false)));
  };
  const next = problem?.kind === 'failed' ? (nextSteps[problem.why] ?? 'other') : null;
  return (
    <form
      className="panel-card rounded-[10px] border border-line bg-surface p-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 className="m-0 text-body font-bold">{t('welcome.team')}</h2>
      <p className="m-0 mt-0.5 text-fact text-muted">{t('welcome.teamExplain')}</p>
      <label className="mt-3 block text-label text-muted">
        {t('welcome.endpoint')}
        <input name="endpoint" type="url" required value={endpoint} onChange={(event) => setEndpoint(event.target.value)} className={INPUT} />
      </label>
      <label className="mt-2 block text-label text-muted">
        {t('welcome.code')}
        <input
          name="code"
          required
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          className={`tabular ${INPUT}`}
        />
      </label>
      {problem ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
          {problem.kind === 'failed' ? t('welcome.failed', { why: t(`error.${problem.why}`), next: t(`welcome.next.${next}`) }) : t(`welcome.${problem.kind}`)}
        </p>
      ) : null}
      <Button kind="primary" type="submit" className="mt-3 min-h-10 w-full" isDisabled={busy || code.trim() === ''}>
        {t(busy ? 'welcome.signingIn' : 'welcome.signIn')} <Key on="accent">↵</Key>
      </Button>
    </form>
  );
}
