import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { type DraftSeason, type DraftWindow, newWindow, problemOf } from './hours-draft.ts';
import { SMALL } from './hours-styles.ts';

type SeasonFieldsProps = { season: DraftSeason; n: number; onChange: (season: DraftSeason) => void; onRemove: () => void };

/** When this place may call within a part of the year: its days, its weekdays, and the windows of such a day. */
export function SeasonFields({ season, n, onChange, onRemove }: SeasonFieldsProps) {
  const { t } = useTranslation();
  const problem = problemOf(season);
  const id = useId();
  const patch = (next: Partial<DraftSeason>) => onChange({ ...season, ...next });
  const put = (window: DraftWindow) => patch({ windows: season.windows.map((one) => (one.key === window.key ? window : one)) });
  return (
    <fieldset aria-describedby={problem ? id : undefined} className="panel-card m-0 mt-2 min-w-0 rounded-[10px] border border-line px-3 pt-1 pb-2">
      <legend className="px-1 text-label font-semibold text-ink">{t('team.hours.season', { n })}</legend>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <MonthDay label={t('team.hours.from')} value={season.from} onChange={(from) => patch({ from })} />
        <MonthDay label={t('team.hours.to')} value={season.to} onChange={(to) => patch({ to })} />
        <Weekdays value={season.weekdays} onChange={(weekdays) => patch({ weekdays })} />
        <Button kind="quiet" className="ml-auto" aria-label={t('team.hours.removeSeason', { n })} onPress={onRemove}>
          <X size={16} aria-hidden="true" />
          {t('team.hours.remove')}
        </Button>
      </div>
      <ul aria-label={t('team.hours.windows')} className="m-0 mt-2 flex list-none flex-wrap gap-2 p-0">
        {season.windows.map((window, index) => (
          <li key={window.key} className="inline-flex items-center gap-1">
            <TimeInput label={t('team.hours.windowFrom', { n: index + 1 })} value={window.from} onChange={(from) => put({ ...window, from })} />
            <span aria-hidden="true">–</span>
            <TimeInput label={t('team.hours.windowTo', { n: index + 1 })} value={window.to} onChange={(to) => put({ ...window, to })} />
            <Button
              kind="quiet"
              className="min-w-8 px-1"
              aria-label={t('team.hours.removeWindow', { n: index + 1 })}
              onPress={() => patch({ windows: season.windows.filter((one) => one.key !== window.key) })}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </li>
        ))}
        <li>
          <Button kind="quiet" onPress={() => patch({ windows: [...season.windows, newWindow()] })}>
            <Plus size={16} aria-hidden="true" />
            {t('team.hours.addWindow')}
          </Button>
        </li>
      </ul>
      {problem ? (
        <p id={id} className="m-0 mt-1 text-fact font-semibold text-bad">
          {t(`team.hours.problem.${problem}`)}
        </p>
      ) : null}
    </fieldset>
  );
}

function MonthDay({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="block text-label text-muted">
      {label}
      <input value={value} onChange={(event) => onChange(event.target.value.trim())} maxLength={5} placeholder="MM-DD" className={`mt-1 block w-20 ${SMALL}`} />
    </label>
  );
}

/** The browser's own field shows the twelve hours of its language, and no 24:00. */
function TimeInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value.trim())}
      maxLength={5}
      placeholder="HH:MM"
      className={`w-18 text-center ${SMALL}`}
    />
  );
}

/** 2024 began on a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

function Weekdays({ value, onChange }: { value: readonly number[]; onChange: (value: number[]) => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { language } = format();
  const names = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <fieldset className="m-0 border-0 p-0">
      <legend className="p-0 text-label text-muted">{t('team.hours.weekdays')}</legend>
      <div className="mt-1 flex min-h-9 items-center gap-x-3">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <label key={weekday} className="inline-flex items-center gap-1 text-fact">
            <input
              type="checkbox"
              checked={value.includes(weekday)}
              onChange={({ target }) => onChange(target.checked ? [...value, weekday] : value.filter((one) => one !== weekday))}
              className="size-4"
            />
            {names.format(MONDAY + (weekday - 1) * 86_400_000)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
