import { type ReactNode, useState } from 'react';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';

export type Option<V extends string> = { value: V; label: ReactNode; text: string };
type OptionsProps<V extends string> = {
  label: string;
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  active: boolean;
  missing: boolean;
  fieldName: string;
  missingText: string;
  /** Long lists show only what was chosen, with a way to change it. */
  changeLabel?: string;
};

/** A choice of the record: one of these. While it is the first thing missing, 1-9 choose. */
export function Options<V extends string>({ label, options, value, onChange, active, missing, fieldName, missingText, changeLabel }: OptionsProps<V>) {
  const [open, setOpen] = useState(false);
  const folded = changeLabel !== undefined && value !== null && !open;
  const shown = folded ? options.filter((option) => option.value === value) : options;
  useKeys(Object.fromEntries(options.slice(0, 9).map((option, index) => [`Digit${index + 1}`, () => onChange(option.value)])), { enabled: active });
  return (
    <fieldset
      data-field={fieldName}
      className={`m-0 min-w-0 rounded-lg border-0 p-0 ${active ? 'outline-1 outline-offset-4 outline-accent outline-dashed' : ''}`}
    >
      <legend className={`p-0 text-fact ${missing ? 'font-semibold text-bad' : 'text-muted'}`}>
        {label}
        {missing ? <span className="sr-only"> ({missingText})</span> : null}
      </legend>
      <div className="mt-1 flex flex-wrap gap-1.5">
        {shown.map((option, index) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={value === option.value}
            aria-label={option.text}
            onClick={() => (folded ? setOpen(true) : onChange(option.value))}
            className={`inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-lg border px-2 text-fact ${value === option.value ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-raised text-ink'}`}
          >
            {value === option.value ? '✓ ' : ''}
            {option.label}
            {active && index < 9 ? <Key>{index + 1}</Key> : null}
          </button>
        ))}
        {folded ? (
          <button type="button" onClick={() => setOpen(true)} className="min-h-8 cursor-pointer border-0 bg-transparent px-1 text-label text-muted underline">
            {changeLabel}
          </button>
        ) : null}
      </div>
    </fieldset>
  );
}
