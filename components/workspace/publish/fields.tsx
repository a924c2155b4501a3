import { type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../../lib/contract/basics.ts';
import { setText } from '../../../lib/script/edit.ts';
import { placeholders } from '../../../lib/script/fill.ts';
import type { Problem } from '../../../lib/script/parse.ts';
import { useProblemWords } from './problem-words.ts';
import { useProblemsAt } from './use-problems.ts';

export const AREA = 'block w-full resize-none rounded-lg border border-line bg-raised px-2.5 py-1.5 text-body text-ink [field-sizing:content]';
const SMALL = 'min-h-7 w-24 shrink rounded-lg border border-line bg-raised px-1 text-label text-muted';

/** Problems in words, under the field that they are about. */
export function ProblemNotes({ problems, id }: { problems: readonly Problem[]; id?: string }) {
  const wordsOf = useProblemWords();
  if (problems.length === 0) return null;
  return (
    <ul id={id} className="m-0 mt-1 list-none p-0 text-label font-semibold text-bad">
      {problems.map((problem) => (
        <li key={`${problem.kind} ${problem.where}`}>{wordsOf(problem)}</li>
      ))}
    </ul>
  );
}

type TextFieldsProps = {
  label: string;
  text: Text | undefined;
  languages: readonly string[];
  /** Its place, as a problem names it. */
  where: string;
  onChange: (text: Text, field: string) => void;
  /** The largest thing of the form: the line to say. */
  large?: boolean;
  /** Words that are filled in can be put in. */
  fills?: boolean;
  hint?: string;
};

/** One text in every language, side by side. */
export function TextFields({ label, text, languages, where, onChange, large = false, fills = false, hint }: TextFieldsProps) {
  return (
    <fieldset data-where={where} className="m-0 mt-3 min-w-0 border-0 p-0">
      <legend className="p-0 text-label font-semibold text-muted">{label}</legend>
      {hint ? <p className="m-0 text-label text-muted">{hint}</p> : null}
      <div className="mt-1 grid gap-2" style={{ gridTemplateColumns: `repeat(${Math.max(1, Math.min(2, languages.length))}, minmax(0, 1fr))` }}>
        {languages.map((language) => (
          <OneLanguage
            key={language}
            label={label}
            language={language}
            words={text?.[language] ?? ''}
            where={where}
            large={large}
            fills={fills}
            onChange={(words) => onChange(setText(text, language, words), `${where}.${language}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

type OneLanguageProps = { label: string; language: string; words: string; where: string; large: boolean; fills: boolean; onChange: (words: string) => void };

function OneLanguage({ label, language, words, where, large, fills, onChange }: OneLanguageProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const problems = useProblemsAt(where, language);
  const notes = useId();
  const name = t(`language.${language}`, { defaultValue: language });
  const put = (placeholder: string) => {
    const at = area.current?.selectionStart ?? words.length;
    onChange(`${words.slice(0, at)}{${placeholder}}${words.slice(area.current?.selectionEnd ?? at)}`);
    area.current?.focus();
  };
  return (
    <div data-where={`${where}.${language}`} className="min-w-0">
      <div className="mb-1 flex items-center justify-between gap-2 text-label text-muted">
        <span aria-hidden="true" className="shrink-0">
          {name}
        </span>
        {fills ? (
          <select
            aria-label={t('publish.fill.into', { field: label, language: name })}
            value=""
            onChange={(event) => put(event.target.value)}
            className={SMALL}
          >
            <option value="">{t('publish.fill.choose')}</option>
            {[...placeholders].map((placeholder) => (
              <option key={placeholder} value={placeholder}>
                {t(`publish.fill.${placeholder.replaceAll('.', '-')}`)}
              </option>
            ))}
          </select>
        ) : null}
      </div>
      <textarea
        ref={area}
        lang={language}
        rows={large ? 2 : 1}
        maxLength={2000}
        aria-label={t('publish.textIn', { field: label, language: name })}
        aria-invalid={problems.length > 0}
        {...(problems.length > 0 ? { 'aria-describedby': notes } : {})}
        value={words}
        onChange={(event) => onChange(event.target.value)}
        className={`${AREA} ${large ? 'text-[17px] leading-relaxed font-semibold' : ''} ${problems.length > 0 ? 'border-bad' : ''}`}
      />
      <ProblemNotes id={notes} problems={problems} />
    </div>
  );
}

/** A field with its label above and its problems below. */
export function Labelled({ label, where, children }: { label: string; where?: string; children: ReactNode }) {
  return (
    <div data-where={where} className="min-w-0">
      {/* The control names itself for screen readers: it stands inside. */}
      <div className="text-label text-muted">
        <span aria-hidden="true">{label}</span>
        {children}
      </div>
      {where === undefined ? null : <NotesAt where={where} />}
    </div>
  );
}

export function NotesAt({ where }: { where: string }) {
  return <ProblemNotes problems={useProblemsAt(where)} />;
}

export function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="inline-flex min-h-8 items-center gap-2 text-fact">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} className="size-4" />
      {label}
    </label>
  );
}

export type Option = { value: string; label: string };

export function Choose({
  label,
  value,
  options,
  onChange,
  className = '',
}: {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  className?: string;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`block min-h-9 w-full min-w-0 rounded-lg border border-line bg-raised px-2 text-body text-ink ${className}`}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A section of the form with what can be done in it. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-5 border-t border-line pt-3">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h3 className="m-0 text-body font-bold">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
