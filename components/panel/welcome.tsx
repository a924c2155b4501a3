import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trade } from '../../lib/plan/default-place.ts';
import { Button } from '../ui/button.tsx';
import { Key } from '../ui/key.tsx';

const INPUT = 'mt-1 block min-h-10 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';

export type AloneInput = { name: string; company: string; phone: string; trade: Trade };
export type SignInProblem = { kind: 'bad-address' } | { kind: 'failed'; why: string };
export type WelcomeProps = {
  onSignIn: (endpoint: string, code: string) => Promise<SignInProblem | null>;
  onAlone: (input: AloneInput) => Promise<void>;
  /** Somebody's unsent records are still here. */
  leftoverOf: string | null;
};

/** Nobody is signed in: with a team by a one-time code, or alone on this computer (design 10). */
export function Welcome({ onSignIn, onAlone, leftoverOf }: WelcomeProps) {
  const { t } = useTranslation();
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-3">
      <h2 className="m-0 mb-3 text-name font-semibold">{t('welcome.title')}</h2>
      {leftoverOf ? <p className="m-0 mb-3 rounded-lg bg-fair-soft p-2.5 text-fact text-fair">{t('welcome.leftover', { name: leftoverOf })}</p> : null}
      <TeamForm onSignIn={onSignIn} />
      <AloneForm onAlone={onAlone} />
    </main>
  );
}

function TeamForm({ onSignIn }: Pick<WelcomeProps, 'onSignIn'>) {
  const { t } = useTranslation();
  const [endpoint, setEndpoint] = useState('http://127.0.0.1:8787');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(await onSignIn(endpoint.trim(), code.trim()).finally(() => setBusy(false)));
  };
  const next = problem?.kind === 'failed' ? (['code-used', 'unauthenticated', 'offline'].includes(problem.why) ? problem.why : 'other') : null;
  return (
    <form
      className="panel-card rounded-[10px] border border-line bg-surface p-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3 className="m-0 text-body font-bold">{t('welcome.team')}</h3>
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
          {problem.kind === 'bad-address' ? t('welcome.badAddress') : t('welcome.failed', { why: t(`error.${problem.why}`), next: t(`welcome.next.${next}`) })}
        </p>
      ) : null}
      <Button kind="primary" type="submit" className="mt-3 min-h-10 w-full" isDisabled={busy || code.trim() === ''}>
        {t(busy ? 'welcome.signingIn' : 'welcome.signIn')} <Key on="accent">↵</Key>
      </Button>
    </form>
  );
}

function AloneForm({ onAlone }: Pick<WelcomeProps, 'onAlone'>) {
  const { t } = useTranslation();
  const [input, setInput] = useState<AloneInput>({ name: '', company: '', phone: '', trade: 'retail' });
  const patch = (next: Partial<AloneInput>) => setInput({ ...input, ...next });
  const ready = input.name.trim() !== '' && input.company.trim() !== '';
  return (
    <details className="panel-card mt-3 rounded-[10px] border border-line bg-surface p-3.5">
      <summary className="min-h-8 cursor-pointer content-center text-body font-bold">{t('welcome.alone')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void onAlone(input);
        }}
      >
        <p className="m-0 mt-0.5 text-fact text-muted">{t('welcome.aloneExplain')}</p>
        <label className="mt-3 block text-label text-muted">
          {t('welcome.name')}
          <input name="name" required value={input.name} onChange={(event) => patch({ name: event.target.value })} className={INPUT} />
        </label>
        <label className="mt-2 block text-label text-muted">
          {t('welcome.company')}
          <input name="company" required value={input.company} onChange={(event) => patch({ company: event.target.value })} className={INPUT} />
        </label>
        <label className="mt-2 block text-label text-muted">
          {t('welcome.companyPhone')}
          <input name="phone" inputMode="tel" value={input.phone} onChange={(event) => patch({ phone: event.target.value })} className={`tabular ${INPUT}`} />
        </label>
        <fieldset className="m-0 mt-2 border-0 p-0">
          <legend className="p-0 text-label text-muted">{t('welcome.trade')}</legend>
          {(['retail', 'hospital'] as const).map((trade) => (
            <label key={trade} className="mr-4 inline-flex min-h-8 items-center gap-2 text-body">
              <input type="radio" name="trade" checked={input.trade === trade} onChange={() => patch({ trade })} className="size-4" />
              {t(`welcome.${trade}`)}
            </label>
          ))}
        </fieldset>
        <Button type="submit" className="mt-3 min-h-10 w-full" isDisabled={!ready}>
          {t('welcome.begin')}
        </Button>
      </form>
    </details>
  );
}
