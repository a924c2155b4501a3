import { useTranslation } from 'react-i18next';
import type { Known, SignIn } from '../sign-in/sign-in-form.tsx';
import { AloneForm, type AloneInput } from './alone-form.tsx';
import { TeamForm } from './team-form.tsx';

export type WelcomeProps = {
  onSignIn: SignIn;
  /** Where somebody signed in with this browser before. */
  known: Known | null;
  onAlone: (input: AloneInput) => Promise<void>;
  /** Somebody's unsent records are still here. */
  leftover: boolean;
};

/** Nobody is signed in: with a team by code or password, or alone on this computer (design 10). */
export function Welcome({ onSignIn, known, onAlone, leftover }: WelcomeProps) {
  const { t } = useTranslation();
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-3">
      <h1 className="m-0 mb-3 text-name font-semibold">{t('welcome.title')}</h1>
      {leftover ? <p className="m-0 mb-3 rounded-lg bg-fair-soft p-2.5 text-fact text-fair">{t('welcome.leftover')}</p> : null}
      <TeamForm onSignIn={onSignIn} known={known} />
      {leftover ? null : <AloneForm onAlone={onAlone} />}
    </main>
  );
}
