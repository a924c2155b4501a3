import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TALK_EDGES } from '../../../lib/contract/search.ts';
import type { Chosen } from '../../../lib/quality/address.ts';
import { type Period, PRESETS } from '../../../lib/quality/period.ts';
import { INPUT } from '../styles.ts';
import type { FilterField, ManyField, TalkField, YesNoField } from './filter-fields.ts';

type Filter = Chosen['filter'];
const LONG = 9;
const ROW = 'flex min-h-8 cursor-pointer items-center gap-2 rounded-lg px-2 text-fact hover:bg-accent-soft';

/** What one filter can be, to choose from. Every change counts at once. */
export function FieldEditor({ field, onChange }: { field: FilterField; onChange: (filter: Filter) => void }) {
  if (field.kind === 'many') return <Many field={field} onChange={onChange} />;
  return field.kind === 'talk' ? <Talk field={field} onChange={onChange} /> : <YesNo field={field} onChange={onChange} />;
}

function Many({ field, onChange }: { field: ManyField; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const [part, setPart] = useState('');
  const { options, chosen } = field;
  const shown = options.filter(({ label, group }) => `${label} ${group ?? ''}`.toLowerCase().includes(part.trim().toLowerCase()));
  const toggle = (value: string) => onChange(field.choose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]));
  return (
    <>
      {options.length > LONG ? (
        <input
          type="search"
          aria-label={t('quality.filter.find')}
          placeholder={t('quality.filter.find')}
          value={part}
          onChange={(event) => setPart(event.target.value)}
          className={`mb-1 ${INPUT}`}
        />
      ) : null}
      <fieldset aria-label={t(`quality.field.${field.key}`)} className="m-0 max-h-72 overflow-y-auto border-0 p-0">
        {shown.map(({ value, label, group }) => (
          <label key={value} className={ROW}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} className="shrink-0 accent-accent" />
            <span className="min-w-0">
              {label}
              {group ? <span className="text-muted"> · {group}</span> : null}
            </span>
          </label>
        ))}
        {shown.length === 0 ? <p className="m-0 p-2 text-fact text-muted">{t('quality.filter.noneSuch')}</p> : null}
      </fieldset>
    </>
  );
}

function YesNo({ field, onChange }: { field: YesNoField; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const choices = [
    { words: t('quality.filter.any'), value: undefined },
    { words: t(`quality.filter.is.${field.key}.yes`), value: true },
    { words: t(`quality.filter.is.${field.key}.no`), value: false },
  ];
  return (
    <fieldset aria-label={t(`quality.field.${field.key}`)} className="m-0 border-0 p-0">
      {choices.map(({ words, value }) => (
        <label key={words} className={ROW}>
          <input type="radio" name={field.key} checked={field.chosen === value} onChange={() => onChange(field.choose(value))} className="accent-accent" />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

function Talk({ field, onChange }: { field: TalkField; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const { from, to } = field.chosen;
  const words = (seconds: number) => (seconds < 60 ? t('quality.seconds', { n: seconds }) : t('quality.minutes', { n: seconds / 60 }));
  const read = (value: string) => (value === '' ? undefined : Number(value));
  const end = (name: 'from' | 'to', value: number | undefined, choose: (value: number | undefined) => void) => (
    <label className="block p-1 text-label text-muted">
      {t(`quality.filter.talk.${name}`)}
      <select value={value ?? ''} onChange={(event) => choose(read(event.target.value))} className={`mt-1 ${INPUT}`}>
        <option value="">{t('quality.filter.any')}</option>
        {TALK_EDGES.filter((edge) => edge > 0).map((edge) => (
          <option key={edge} value={edge}>
            {words(edge)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="grid grid-cols-2 gap-1">
      {end('from', from, (value) => onChange(field.choose(value, to)))}
      {end('to', to, (value) => onChange(field.choose(from, value)))}
    </div>
  );
}

export function PeriodEditor({ period, onChange }: { period: Period | null; onChange: (period: Period | null) => void }) {
  const { t } = useTranslation();
  const days = period !== null && typeof period !== 'string' ? period : { from: null, to: null };
  const choose = (from: string, to: string) => onChange(from === '' && to === '' ? null : { from: from || null, to: to || null });
  return (
    <>
      <fieldset aria-label={t('quality.field.period')} className="m-0 border-0 p-0">
        {[null, ...PRESETS].map((preset) => (
          <label key={preset ?? 'all'} className={ROW}>
            <input type="radio" name="period" checked={period === preset} onChange={() => onChange(preset)} className="accent-accent" />
            {t(`quality.period.${preset ?? 'all'}`)}
          </label>
        ))}
      </fieldset>
      <div className="mt-1 grid grid-cols-2 gap-1 border-t border-line pt-1">
        <label className="block p-1 text-label text-muted">
          {t('quality.period.from')}
          <input type="date" value={days.from ?? ''} onChange={(event) => choose(event.target.value, days.to ?? '')} className={`mt-1 ${INPUT}`} />
        </label>
        <label className="block p-1 text-label text-muted">
          {t('quality.period.to')}
          <input type="date" value={days.to ?? ''} onChange={(event) => choose(days.from ?? '', event.target.value)} className={`mt-1 ${INPUT}`} />
        </label>
      </div>
    </>
  );
}
