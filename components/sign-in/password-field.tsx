import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

type PasswordFieldProps = {
  /** Also tells the browser's password manager what it is. */
  name: 'new-password' | 'current-password';
  label: string;
  advice?: string;
  value: string;
  onChange: (value: string) => void;
  /** The one thing to do on its screen. */
  autoFocus?: boolean;
};

/** A password, hidden until somebody wants to see what they type. */
export function PasswordField({ name, label, advice, value, onChange, autoFocus = false }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="mt-2">
      <label htmlFor={id} className="block text-label text-muted">
        {label}
      </label>
      <div className="relative mt-1">
        <input
          id={id}
          name={name}
          type={shown ? 'text' : 'password'}
          required
          autoComplete={name}
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: only where nothing else can be done
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-describedby={advice ? `${id}-advice` : undefined}
          className="block min-h-10 w-full rounded-lg border border-line bg-raised py-1 pr-11 pl-2.5 text-body text-ink"
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-label={t('signIn.show')}
          title={t('signIn.show')}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 inline-flex w-10 cursor-pointer items-center justify-center rounded-lg border-0 bg-transparent text-muted hover:text-ink"
        >
          {shown ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
        </button>
      </div>
      {advice ? (
        <p id={`${id}-advice`} className="m-0 mt-1 text-label text-muted">
          {advice}
        </p>
      ) : null}
    </div>
  );
}
