import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, type PasswordChange } from '../../lib/browser/password.ts';
import type { AccountApi } from '../../lib/sync/account.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { Button } from '../ui/button.tsx';

/** Another password for the old one; it opens this screen too, and all other devices are signed out. */
export function ChangePassword({ api, login }: { api: AccountApi; login: string | null }) {
  const { t } = useTranslation();
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<PasswordChange | null>(null);
  const submit = async () => {
    setBusy(true);
    const change = await changePassword(api, { old, password, login }).finally(() => setBusy(false));
    setDone(change);
    if (!change.ok) return;
    setOld('');
    setPassword('');
  };
  return (
    <section aria-labelledby="own-password" className="mt-5">
      <h3 id="own-password" className="m-0 text-body font-bold">
        {t('account.password')}
      </h3>
      <p className="m-0 text-fact text-muted">{t('account.passwordExplain')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && old !== '' && password !== '') void submit();
        }}
      >
        {/* The browser's password manager files it under this. */}
        <input type="text" hidden readOnly autoComplete="username" value={login ?? ''} />
        <PasswordField name="current-password" label={t('account.old')} value={old} onChange={setOld} />
        <PasswordField name="new-password" label={t('account.new')} advice={t('account.newAdvice')} value={password} onChange={setPassword} />
        <Outcome done={done} />
        <Button kind="primary" type="submit" className="mt-3 min-h-10 w-full" isDisabled={busy || old === '' || password === ''} keyLabel="↵">
          {t(busy ? 'account.changing' : 'account.change')}
        </Button>
      </form>
    </section>
  );
}

function Outcome({ done }: { done: PasswordChange | null }) {
  const { t } = useTranslation();
  if (done === null) return null;
  if (done.ok)
    return (
      <p role="status" className="m-0 mt-2 text-fact font-semibold text-good">
        {t('account.changed')} {done.signedOut > 0 ? t('account.signedOut', { count: done.signedOut }) : ''}
      </p>
    );
  const why =
    done.kind === 'weak'
      ? t(`signIn.weak.${done.why}`)
      : done.kind === 'failed'
        ? t('account.failed', { why: t(`error.${done.why}`) })
        : t(`account.${done.kind}`);
  return (
    <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
      {why}
    </p>
  );
}
