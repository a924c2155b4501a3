import { useTranslation } from 'react-i18next';
import { AloneForm, type AloneInput } from './alone-form.tsx';
import { type SignIn, TeamForm } from './team-form.tsx';

export type WelcomeProps = {
  onSignIn: SignIn;
  onAlone: (input: AloneInput) => Promise<void>;
  /** Somebody's unsent records are still here. */
  leftover: boolean;
};

/** Nobody is signed in: with a team by a one-time code, or alone on this computer (design 10). */
export function Welcome({ onSignIn, onAlone, leftover }: WelcomeProps) {
  const { t } = useTranslation();
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-3">
      <h1 className="m-0 mb-3 text-name font-semibold">{t('welcome.title')}</h1>
      {leftover ? <p className="m-0 mb-3 rounded-lg bg-fair-soft p-2.5 text-fact text-fair">{t('welcome.leftover')}</p> : null}
      <TeamForm onSignIn={onSignIn} />
      {leftover ? null : <AloneForm onAlone={onAlone} />}
    </main>
  );
}
