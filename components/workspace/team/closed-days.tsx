import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HolidayCalendar } from '../../../lib/contract/place.ts';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { daysInFile } from '../../../lib/plan/days-in-file.ts';
import { knownUntil } from '../../../lib/plan/holidays.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { SMALL } from './hours-styles.ts';

type HolidaysFieldProps = { value: HolidayCalendar | null; onChange: (value: HolidayCalendar | null) => void };

/** Whether public holidays are days like any. */
export function HolidaysField({ value, onChange }: HolidaysFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="mt-3">
      <label className="block text-label text-muted">
        {t('team.hours.holidays')}
        <select
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === 'CN' ? 'CN' : null)}
          aria-describedby={id}
          className={`mt-1 block w-full ${SMALL}`}
        >
          <option value="">{t('team.hours.holidaysOpen')}</option>
          <option value="CN">{t('team.hours.holidaysChina')}</option>
        </select>
      </label>
      <p id={id} className="m-0 mt-1 text-label text-muted">
        {t('team.hours.holidaysKnown', { year: String(knownUntil('CN')) })}
      </p>
    </div>
  );
}

/** Single days on which nobody is called. */
export function ClosedDays({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const [day, setDay] = useState('');
  const add = () => {
    onChange([...new Set([...value, day])].toSorted());
    setDay('');
  };
  return (
    <fieldset className="m-0 mt-3 border-0 p-0">
      <legend className="p-0 text-label text-muted">{t('team.hours.closed')}</legend>
      <ul className="m-0 mt-1 flex list-none flex-wrap items-center gap-2 p-0">
        {value.map((one) => (
          <li key={one} className="inline-flex items-center gap-1 rounded-lg border border-line pl-2 text-fact">
            <span className="tabular">{formatLocalDate(one, format())}</span>
            <Button
              kind="quiet"
              className="min-w-8 px-1"
              aria-label={t('team.hours.openDay', { day: formatLocalDate(one, format()) })}
              onPress={() => onChange(value.filter((other) => other !== one))}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </li>
        ))}
        <li className="inline-flex items-center gap-2">
          <input type="date" aria-label={t('team.hours.closedDay')} value={day} onChange={(event) => setDay(event.target.value)} className={SMALL} />
          <Button isDisabled={!/^\d{4}-\d\d-\d\d$/.test(day)} onPress={add}>
            {t('team.hours.add')}
          </Button>
        </li>
      </ul>
      <DaysFromFile value={value} onChange={onChange} />
    </fieldset>
  );
}

const MOST_DAYS = 400;
const LARGEST = 1024 * 1024;

/** The public holidays of another country, as a calendar file or a table. */
function DaysFromFile({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation();
  const { format, clock } = useWorkspace();
  const [said, setSaid] = useState<{ words: string; before: readonly string[] | null } | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) return setSaid({ words: t('team.hours.file.tooLarge'), before: null });
    const today = localDateAt(clock.now(), format().zone);
    const days = daysInFile(await file.text()).filter((day) => day >= today && !value.includes(day));
    if (days.length === 0) return setSaid({ words: t('team.hours.file.none', { file: file.name }), before: null });
    if (days.length + value.length > MOST_DAYS) return setSaid({ words: t('team.hours.file.tooMany', { count: days.length, most: MOST_DAYS }), before: null });
    onChange([...value, ...days].toSorted());
    setSaid({ words: t('team.hours.file.added', { count: days.length }), before: value });
  };
  return (
    <div className="mt-1">
      <label className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-label text-accent hover:underline">
        {t('team.hours.file.choose')}
        <input
          type="file"
          accept=".ics,.csv,.txt,text/calendar,text/csv,text/plain"
          className="sr-only"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
      <p role="status" className="m-0 text-label text-muted">
        {said?.words}
        {said?.before ? (
          <Button
            kind="quiet"
            tight
            className="text-label"
            onPress={() => {
              onChange([...(said.before ?? [])]);
              setSaid(null);
            }}
          >
            {t('team.undo')}
          </Button>
        ) : null}
      </p>
    </div>
  );
}
