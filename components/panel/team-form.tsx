import { useTranslation } from 'react-i18next';
import { type Known, type SignIn, SignInForm } from '../sign-in/sign-in-form.tsx';

/** Joins a team, or signs in to it again. */
export function TeamForm({ onSignIn, known }: { onSignIn: SignIn; known: Known | null }) {
  const { t } = useTranslation();
  return (
    <section className="panel-card rounded-[10px] border border-line bg-surface p-3.5">
      <h2 className="m-0 text-body font-bold">{t('welcome.team')}</h2>
      <p className="m-0 mt-0.5 text-fact text-muted">{t('welcome.teamExplain')}</p>
      <SignInForm onSignIn={onSignIn} known={known} />
    </section>
  );
}
