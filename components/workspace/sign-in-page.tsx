import { useTranslation } from 'react-i18next';
import { lastSignInItem } from '../../lib/browser/session.ts';
import { type SignIn, SignInForm } from '../sign-in/sign-in-form.tsx';
import { useStored } from '../ui/use-stored.ts';

/** Nobody is signed in. */
export function SignInPage({ onSignIn }: { onSignIn: SignIn }) {
  const { t } = useTranslation();
  const known = useStored(lastSignInItem);
  if (known === undefined) return null;
  return (
    <main className="grid min-h-full place-items-center p-6">
      <section aria-labelledby="sign-in" className="w-full max-w-md rounded-[10px] border border-line bg-surface p-6">
        <p className="m-0 text-body font-bold">Callside</p>
        <h1 id="sign-in" className="m-0 mt-3 text-name font-semibold">
          {t('workspace.signIn.title')}
        </h1>
        <p className="m-0 mt-1 text-fact text-muted">{t('workspace.signIn.explain')}</p>
        <SignInForm onSignIn={onSignIn} known={known} />
        <p className="m-0 mt-4 text-fact text-muted">{t('workspace.signIn.alone')}</p>
      </section>
    </main>
  );
}
