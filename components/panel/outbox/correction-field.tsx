import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Correctable } from '../../../lib/outbox/correct.ts';
import { PlainText } from '../record/plain-text.tsx';

const INPUT = 'min-h-9 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';

type CorrectionFieldProps = { field: Correctable; value: string | true | undefined; onChange: (value: string | true | null) => void };

/** A text, a choice, or whether something is left out. */
export function CorrectionField({ field, value, onChange }: CorrectionFieldProps) {
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
  const set = (next: string) => onChange(next === field.value ? null : next);
  return (
    <div>
      <label htmlFor={id} className="block text-label text-muted first-letter:uppercase">
        {label}
      </label>
      {field.kind === 'choice' ? (
        <select id={id} value={current} onChange={(event) => set(event.target.value)} className={INPUT}>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {t(`${field.part === 'outcome' ? 'outcome' : 'satisfaction'}.${option}`)}
            </option>
          ))}
        </select>
      ) : (
        <PlainText id={id} label={label} text={current} onChange={set} maxLength={field.max} />
      )}
    </div>
  );
}
