import { Undo2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guard } from '../../../lib/guard/guard.ts';
import type { Correctable } from '../../../lib/outbox/correct.ts';
import { Button } from '../../ui/button.tsx';
import { GuardedText } from '../record/guarded-text.tsx';
import { PlainText } from '../record/plain-text.tsx';
import type { OnHeeded } from './use-correction.ts';

const INPUT = 'min-h-9 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';

type CorrectionFieldProps = {
  field: Correctable;
  value: string | true | undefined;
  guard: Guard | null;
  onHeeded: OnHeeded;
  onChange: (value: string | true | null) => void;
};

/** A text, a choice, or whether something is left out. What was refused stays in sight beside what is written in its place. */
export function CorrectionField({ field, value, guard, onHeeded, onChange }: CorrectionFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  if (field.kind === 'leave-out')
    return (
      <label className="flex min-h-8 items-center gap-2">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked || null)} className="size-4 shrink-0" />
        {t(`outbox.leave.${field.path}`)}
      </label>
    );
  const label = t(`outbox.part.${field.part}`);
  const current = typeof value === 'string' ? value : field.value;
  const wordOf = (option: string) => t(`${field.part === 'outcome' ? 'outcome' : 'satisfaction'}.${option}`);
  const ours = field.kind === 'text' ? field.ours : undefined;
  const set = (next: string) => onChange(next === field.value ? null : next);
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-label text-muted first-letter:uppercase">
        {label}
      </label>
      {field.kind === 'choice' ? (
        <select id={id} value={current} onChange={(event) => set(event.target.value)} className={INPUT}>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {wordOf(option)}
            </option>
          ))}
        </select>
      ) : ours ? (
        <GuardedText id={id} label={label} text={current} guard={guard} onHeeded={(found, how) => onHeeded(ours, found, how)} onChange={set} />
      ) : (
        <PlainText id={id} label={label} text={current} onChange={set} maxLength={field.max} />
      )}
      {current === field.value || field.value === '' ? null : (
        <div className="mt-2 flex items-start justify-between gap-2 text-fact">
          <p className="m-0 min-w-0 text-muted">
            {t('outbox.was')} <span className="whitespace-pre-wrap text-ink select-text">{field.kind === 'choice' ? wordOf(field.value) : field.value}</span>
          </p>
          <Button kind="quiet" tight onPress={() => onChange(null)} aria-label={t('outbox.putBackPart', { part: label })}>
            <Undo2 size={15} aria-hidden="true" />
            {t('outbox.putBack')}
          </Button>
        </div>
      )}
    </div>
  );
}
