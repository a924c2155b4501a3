import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { namesIn } from '../names-in.ts';
import { INPUT } from '../styles.ts';
import { BOUNDS, COUNTS, type HoursDraft, isCount, isRetry, MOST_CLASSES, RETRIES } from './hours-draft.ts';
import { SMALL } from './hours-styles.ts';

type LimitFieldsProps = { draft: HoursDraft; onChange: (next: Partial<HoursDraft>) => void };

/** How often and how long, and when it is tried again. */
export function LimitFields({ draft, onChange }: LimitFieldsProps) {
  const { t } = useTranslation();
  const { counts, retries, otherPartOfDay, notOwnService, importantClasses } = draft;
  const tooMany = namesIn(importantClasses).length > MOST_CLASSES;
  return (
    <>
      <fieldset className="m-0 mt-4 border-0 p-0">
        <legend className="p-0 text-body font-semibold text-ink">{t('team.hours.limits')}</legend>
        <div className="grid grid-cols-2 gap-x-3">
          {COUNTS.map((count) => (
            <NumberField
              key={count}
              label={t(`team.hours.count.${count}`)}
              value={counts[count]}
              problem={isCount(count, counts[count]) ? null : t('team.hours.problem.number', { least: BOUNDS[count][0], most: BOUNDS[count][1] })}
              onChange={(value) => onChange({ counts: { ...counts, [count]: value } })}
            />
          ))}
        </div>
        <label className="mt-2 block text-label text-muted">
          {t('team.hours.importantClasses')}
          <input
            value={importantClasses}
            maxLength={600}
            aria-invalid={tooMany}
            onChange={(event) => onChange({ importantClasses: event.target.value })}
            className={`mt-1 ${INPUT}`}
          />
        </label>
        {tooMany ? (
          <p role="alert" className="m-0 mt-1 text-label font-semibold text-bad">
            {t('team.hours.problem.classes', { most: MOST_CLASSES })}
          </p>
        ) : null}
        <label className="mt-2 flex min-h-8 items-center gap-2 text-fact">
          <input type="checkbox" checked={notOwnService} onChange={(event) => onChange({ notOwnService: event.target.checked })} className="size-4" />
          {t('team.hours.notOwnService')}
        </label>
      </fieldset>
      <fieldset className="m-0 mt-4 border-0 p-0">
        <legend className="p-0 text-body font-semibold text-ink">{t('team.hours.retries')}</legend>
        <div className="grid grid-cols-3 gap-x-3">
          {RETRIES.map((retry) => (
            <NumberField
              key={retry}
              label={t(`outcome.${retry}`)}
              value={retries[retry]}
              placeholder={retry === 'no-answer' || retry === 'busy' ? '' : t(`team.hours.else.${retry}`)}
              problem={isRetry(retry, retries[retry]) ? null : t('team.hours.problem.number', { least: 1, most: 43_200 })}
              onChange={(value) => onChange({ retries: { ...retries, [retry]: value } })}
            />
          ))}
        </div>
        <label className="mt-2 inline-flex min-h-8 items-center gap-2 text-fact">
          <input type="checkbox" checked={otherPartOfDay} onChange={(event) => onChange({ otherPartOfDay: event.target.checked })} className="size-4" />
          {t('team.hours.otherPart')}
        </label>
      </fieldset>
    </>
  );
}

type NumberFieldProps = { label: string; value: string; placeholder?: string; problem: string | null; onChange: (value: string) => void };

function NumberField({ label, value, placeholder = '', problem, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="mt-2 min-w-0">
      <label className="block text-label text-muted">
        {label}
        <input
          inputMode="numeric"
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value.trim())}
          aria-invalid={problem !== null}
          aria-describedby={problem ? id : undefined}
          className={`mt-1 block w-full ${SMALL}`}
        />
      </label>
      {problem ? (
        <p id={id} className="m-0 mt-1 text-label font-semibold text-bad">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
