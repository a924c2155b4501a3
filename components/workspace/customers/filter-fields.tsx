import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INPUT } from '../styles.ts';

type Option<V extends string> = { value: V; label: string };
const LONG = 9;
const ROW = 'flex min-h-8 cursor-pointer items-center gap-2 rounded-lg px-2 text-fact hover:bg-accent-soft';

type ManyProps = { label: string; options: readonly Option<string>[]; chosen: readonly string[]; onChange: (chosen: string[]) => void };

/** Any of these. What was chosen before stays to be seen, also where nobody has it any more. */
export function Many({ label, options, chosen, onChange }: ManyProps) {
  const { t } = useTranslation();
  const [part, setPart] = useState('');
  const all = [...options, ...chosen.filter((one) => !options.some(({ value }) => value === one)).map((value) => ({ value, label: value }))];
  const shown = all.filter((one) => one.label.toLowerCase().includes(part.trim().toLowerCase()));
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <>
      {all.length > LONG ? (
        <input
          type="search"
          aria-label={t('quality.filter.find')}
          placeholder={t('quality.filter.find')}
          value={part}
          onChange={(event) => setPart(event.target.value)}
          className={`mb-1 ${INPUT}`}
        />
      ) : null}
      <fieldset aria-label={label} className="m-0 max-h-72 overflow-y-auto border-0 p-0">
        {shown.map((one) => (
          <label key={one.value} className={ROW}>
            <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} className="shrink-0 accent-accent" />
            <span className="min-w-0">{one.label}</span>
          </label>
        ))}
        {shown.length === 0 ? <p className="m-0 p-2 text-fact text-muted">{t('quality.filter.noneSuch')}</p> : null}
      </fieldset>
    </>
  );
}

type OneProps<V extends string> = { label: string; options: readonly Option<V>[]; chosen: V | null; onChange: (chosen: V | null) => void };

export function One<V extends string>({ label, options, chosen, onChange }: OneProps<V>) {
  const { t } = useTranslation();
  const choices: { value: V | null; label: string }[] = [{ value: null, label: t('quality.filter.any') }, ...options];
  return (
    <fieldset aria-label={label} className="m-0 border-0 p-0">
      {choices.map((one) => (
        <label key={one.value} className={ROW}>
          <input type="radio" name={label} checked={chosen === one.value} onChange={() => onChange(one.value)} className="accent-accent" />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}

type PartsProps = { label: string; hint: string; parts: readonly string[]; onChange: (parts: string[]) => void };

/** Parts of words, with commas between them. */
export function Parts({ label, hint, parts, onChange }: PartsProps) {
  const [text, setText] = useState(parts.join(', '));
  const read = (value: string) => [...new Set(value.split(/[,，、;；]/).map((part) => part.trim().slice(0, 120)))].filter((part) => part !== '').slice(0, 50);
  return (
    <label className="block p-1 text-label text-muted">
      {hint}
      <input
        value={text}
        aria-label={label}
        onChange={(event) => {
          setText(event.target.value);
          onChange(read(event.target.value));
        }}
        className={`mt-1 ${INPUT}`}
      />
    </label>
  );
}

type DaysProps = { from: string; to: string; onFrom: (day: string) => void; onTo: (day: string) => void };

export function Days({ from, to, onFrom, onTo }: DaysProps) {
  const { t } = useTranslation();
  const isReversed = from !== '' && to !== '' && to < from;
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="block p-1 text-label text-muted">
          {t(`customers.filter.last.${end}`)}
          <input
            type="date"
            value={end === 'from' ? from : to}
            aria-invalid={isReversed}
            onChange={(event) => (end === 'from' ? onFrom : onTo)(event.target.value)}
            className={`mt-1 ${INPUT}`}
          />
        </label>
      ))}
      {isReversed ? (
        <p role="alert" className="m-0 p-1 text-fact font-semibold text-bad">
          {t('customers.filter.last.reversed')}
        </p>
      ) : null}
    </>
  );
}
