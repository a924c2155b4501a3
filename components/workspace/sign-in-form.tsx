import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInProblem } from '../../lib/browser/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { INPUT } from './styles.ts';

const WITH_ADVICE = ['code-used', 'unauthenticated', 'offline', 'timeout'];

/** Nobody is signed in. */
export function SignInForm({ onSignIn }: { onSignIn: (endpoint: string, code: string) => Promise<SignInProblem | null> }) {
  const { t } = useTranslation();
  const [endpoint, setEndpoint] = useState('http://127.0.0.1:8787');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(await onSignIn(endpoint.trim(), code.trim()).finally(() => setBusy(false)));
  };
  const words = (one: SignInProblem) => {
    if (one.kind !== 'failed') return t(`workspace.signIn.${one.kind}`);
    const why = one.why === 'unauthenticated' ? t('workspace.signIn.unknownCode') : t(`error.${one.why}`);
    return `${t('workspace.signIn.failed', { why })} ${t(`workspace.signIn.next.${WITH_ADVICE.includes(one.why) ? one.why : 'other'}`)}`;
  };
  return (
    <main className="grid h-full place-items-center p-6">
      <form
        aria-labelledby="sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        className="w-full max-w-md rounded-[10px] border border-line bg-surface p-6"
      >
        <p className="m-0 text-body font-bold">Callside</p>
        <h1 id="sign-in" className="m-0 mt-3 text-name font-semibold">
          {t('workspace.signIn.title')}
        </h1>
        <p className="m-0 mt-1 text-fact text-muted">{t('workspace.signIn.explain')}</p>
        <label className="mt-4 block text-label text-muted">
          {t('workspace.signIn.endpoint')}
          <input type="url" required value={endpoint} onChange={(event) => setEndpoint(event.target.value)} className={`mt-1 ${INPUT}`} />
        </label>
        <label className="mt-3 block text-label text-muted">
          {t('workspace.signIn.code')}
          <input required autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} className={`tabular mt-1 ${INPUT}`} />
        </label>
        {problem ? (
          <p role="alert" className="m-0 mt-3 text-fact font-semibold text-bad">
            {words(problem)}
          </p>
        ) : null}
        <Button kind="primary" type="submit" className="mt-4 w-full" isDisabled={busy || code.trim() === ''} keyLabel="↵">
          {t(busy ? 'workspace.signIn.busy' : 'workspace.signIn.submit')}
        </Button>
        <p className="m-0 mt-4 text-fact text-muted">{t('workspace.signIn.alone')}</p>
      </form>
    </main>
  );
}
