import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Absence, type Agent, type Seniority, senioritySchema } from '../../../lib/contract/agent.ts';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { namesIn } from '../names-in.ts';
import { INPUT } from '../styles.ts';
import { SMALL } from './hours-styles.ts';

type Abilities = Pick<Agent, 'products' | 'seniority' | 'absences'>;
type AbilityFieldsProps = { value: Abilities; onChange: (next: Abilities) => void };

/** What somebody can do and when they are there: for the assignment of customers. */
export function AbilityFields({ value, onChange }: AbilityFieldsProps) {
  const { t } = useTranslation();
  // As it is typed: a comma at the end is the beginning of another name.
  const [products, setProducts] = useState((value.products ?? []).join(', '));
  return (
    <>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)_10rem] gap-3">
        <label className="block min-w-0 text-label text-muted">
          {t('team.products')}
          <input
            value={products}
            maxLength={2000}
            placeholder={t('team.productsPlaceholder')}
            onChange={(event) => {
              setProducts(event.target.value);
              onChange({ products: namesIn(event.target.value) });
            }}
            className={`mt-1 ${INPUT}`}
          />
        </label>
        <label className="block text-label text-muted">
          {t('team.seniority')}
          <select
            value={value.seniority ?? 'experienced'}
            onChange={(event) => onChange({ seniority: event.target.value as Seniority })}
            className={`mt-1 ${INPUT}`}
          >
            {senioritySchema.options.map((one) => (
              <option key={one} value={one}>
                {t(`team.senior.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Absences value={value.absences ?? []} onChange={(absences) => onChange({ absences })} />
    </>
  );
}

function Absences({ value, onChange }: { value: readonly Absence[]; onChange: (value: Absence[]) => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const last = to === '' ? from : to;
  const isWrong = from !== '' && last < from;
  const add = () => {
    onChange([...value, { from, to: last }].toSorted((a, b) => (a.from < b.from ? -1 : 1)));
    setFrom('');
    setTo('');
  };
  const words = (one: Absence) =>
    one.from === one.to ? formatLocalDate(one.from, format()) : `${formatLocalDate(one.from, format())} – ${formatLocalDate(one.to, format())}`;
  return (
    <fieldset className="m-0 mt-3 border-0 p-0">
      <legend className="p-0 text-label text-muted">{t('team.absences')}</legend>
      <ul className="m-0 mt-1 flex list-none flex-wrap items-center gap-2 p-0">
        {value.map((one) => (
          <li key={`${one.from} ${one.to}`} className="inline-flex items-center gap-1 rounded-lg border border-line pl-2 text-fact">
            <span className="tabular">{words(one)}</span>
            <Button
              kind="quiet"
              className="min-w-8 px-1"
              aria-label={t('team.removeAbsence', { days: words(one) })}
              onPress={() => onChange(value.filter((other) => other !== one))}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </li>
        ))}
        <li className="flex flex-wrap items-center gap-2">
          <input type="date" aria-label={t('team.absentFrom')} value={from} onChange={(event) => setFrom(event.target.value)} className={SMALL} />
          <span aria-hidden="true">–</span>
          <input
            type="date"
            aria-label={t('team.absentTo')}
            aria-invalid={isWrong}
            value={to}
            onChange={(event) => setTo(event.target.value)}
            className={SMALL}
          />
          <Button isDisabled={from === '' || isWrong} onPress={add}>
            {t('team.addAbsence')}
          </Button>
        </li>
      </ul>
      {isWrong ? (
        <p role="alert" className="m-0 mt-1 text-label font-semibold text-bad">
          {t('team.absenceReversed')}
        </p>
      ) : null}
    </fieldset>
  );
}
