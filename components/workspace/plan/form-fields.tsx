import { type ReactNode, useId } from 'react';
import { INPUT } from '../styles.ts';

type FieldProps = {
  label: string;
  hint?: string;
  problems?: readonly string[];
  children: (props: { id: string; 'aria-describedby'?: string; 'aria-invalid': boolean }) => ReactNode;
};

/** A control with its label above, and under it what is wrong with it, or else how it is meant. */
export function Field({ label, hint, problems = [], children }: FieldProps) {
  const id = useId();
  const says = problems.length > 0 || hint !== undefined;
  return (
    <div className="mt-2 min-w-0">
      <label htmlFor={id} className="block text-label text-muted">
        {label}
      </label>
      <div className="mt-1">{children({ id, 'aria-invalid': problems.length > 0, ...(says ? { 'aria-describedby': `${id}-says` } : {}) })}</div>
      {says ? (
        <p id={`${id}-says`} className={`m-0 mt-1 text-label ${problems.length > 0 ? 'font-semibold text-bad' : 'text-muted'}`}>
          {problems.length > 0 ? problems.join(' ') : hint}
        </p>
      ) : null}
    </div>
  );
}

type TextProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  problems?: readonly string[];
  placeholder?: string;
  type?: 'text' | 'date';
  numeric?: boolean;
  /** To read, not to change. */
  isFixed?: boolean;
};

export function TextField({ label, value, onChange, type = 'text', numeric = false, isFixed = false, placeholder, ...field }: TextProps) {
  return (
    <Field label={label} {...field}>
      {(props) => (
        <input
          {...props}
          type={type}
          {...(numeric ? { inputMode: 'numeric' as const } : {})}
          maxLength={2000}
          value={value}
          readOnly={isFixed}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          className={`${INPUT} ${numeric ? 'tabular' : ''} ${props['aria-invalid'] ? 'border-bad' : ''}`}
        />
      )}
    </Field>
  );
}

type SelectProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  hint?: string;
  problems?: readonly string[];
};

export function SelectField({ label, value, onChange, options, ...field }: SelectProps) {
  return (
    <Field label={label} {...field}>
      {(props) => (
        <select {...props} value={value} onChange={(event) => onChange(event.target.value)} className={`${INPUT} ${props['aria-invalid'] ? 'border-bad' : ''}`}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Names with commas between; words that are known can be added with a press. */
export function NamesField({ known = [], names, value, onChange, ...field }: TextProps & { known?: readonly string[]; names: readonly string[] }) {
  const rest = known.filter((word) => !names.includes(word)).slice(0, 12);
  return (
    <div>
      <TextField value={value} onChange={onChange} {...field} />
      {rest.length > 0 ? (
        <div className="mt-1 flex flex-wrap gap-1">
          {rest.map((word) => (
            <button
              key={word}
              type="button"
              onClick={() => onChange([...names, word].join(', '))}
              className="min-h-6 max-w-48 cursor-pointer truncate rounded-full border border-line bg-raised px-2 text-label text-muted hover:bg-accent-soft hover:text-ink"
            >
              + {word}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
