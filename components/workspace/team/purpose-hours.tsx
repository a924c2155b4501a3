import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { useEntries } from '../publish/use-content.ts';
import { type DraftPurposeHours, newPurposeHours, newSeason } from './hours-draft.ts';
import { SeasonFields } from './season-fields.tsx';

type PurposeHoursProps = { value: readonly DraftPurposeHours[]; onChange: (value: DraftPurposeHours[]) => void };

/** Other hours for calls of some purposes. */
export function PurposeHoursFields({ value, onChange }: PurposeHoursProps) {
  const { t } = useTranslation();
  const purposes = usePurposes();
  const put = (one: DraftPurposeHours) => onChange(value.map((other) => (other.key === one.key ? one : other)));
  const taken = (one: DraftPurposeHours) => new Set(value.filter(({ key }) => key !== one.key).flatMap((other) => other.purposes));
  return (
    <section className="mt-4">
      <h3 className="m-0 text-body font-semibold text-ink">{t('team.hours.forPurposes')}</h3>
      {value.map((one, index) => (
        <fieldset key={one.key} className="m-0 mt-2 min-w-0 border-0 border-l-2 border-line py-0 pr-0 pl-3">
          <legend className="sr-only">{t('team.hours.purposeHours', { n: index + 1 })}</legend>
          <div className="flex items-start gap-2">
            <Choices one={one} purposes={purposes} taken={taken(one)} onChange={put} />
            <Button
              kind="quiet"
              className="ml-auto shrink-0"
              aria-label={t('team.hours.removePurposeHours', { n: index + 1 })}
              onPress={() => onChange(value.filter(({ key }) => key !== one.key))}
            >
              <X size={16} aria-hidden="true" />
              {t('team.hours.remove')}
            </Button>
          </div>
          {one.seasons.map((season, n) => (
            <SeasonFields
              key={season.key}
              season={season}
              n={n + 1}
              onChange={(next) => put({ ...one, seasons: one.seasons.map((other) => (other.key === season.key ? next : other)) })}
              onRemove={() => put({ ...one, seasons: one.seasons.filter((other) => other.key !== season.key) })}
            />
          ))}
          <Button kind="quiet" isDisabled={one.seasons.length >= 20} onPress={() => put({ ...one, seasons: [...one.seasons, newSeason()] })}>
            <Plus size={16} aria-hidden="true" />
            {t('team.hours.addSeason')}
          </Button>
        </fieldset>
      ))}
      <Button
        kind="quiet"
        className="mt-1"
        isDisabled={value.length >= 20 || purposes.length === 0}
        onPress={() => onChange([...value, newPurposeHours(crypto.randomUUID())])}
      >
        <Plus size={16} aria-hidden="true" />
        {t('team.hours.addPurposeHours')}
      </Button>
    </section>
  );
}

type Purpose = { id: string; title: string };
type ChoicesProps = { one: DraftPurposeHours; purposes: readonly Purpose[]; taken: ReadonlySet<string>; onChange: (next: DraftPurposeHours) => void };

function Choices({ one, purposes, taken, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const unknown = one.purposes.filter((id) => !purposes.some((purpose) => purpose.id === id)).map((id) => ({ id, title: id }));
  const toggle = (id: string) =>
    onChange({ ...one, purposes: one.purposes.includes(id) ? one.purposes.filter((other) => other !== id) : [...one.purposes, id] });
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap gap-x-4">
        {[...purposes, ...unknown].map(({ id, title }) => (
          <label key={id} className="inline-flex min-h-8 items-center gap-2 text-fact">
            <input type="checkbox" checked={one.purposes.includes(id)} disabled={taken.has(id)} onChange={() => toggle(id)} className="size-4" />
            {title}
          </label>
        ))}
      </div>
      {one.purposes.length === 0 ? (
        <p role="alert" className="m-0 text-label font-semibold text-bad">
          {t('team.hours.problem.purposes')}
        </p>
      ) : null}
    </div>
  );
}

/** Of the scripts in use, each by the titles of its scripts in the reader's language. */
function usePurposes(): Purpose[] {
  const { format } = useWorkspace();
  const { language } = format();
  const { data = [] } = useEntries('script');
  const titles = new Map<string, string[]>();
  for (const { id, purpose, title } of data) {
    if (purpose !== undefined) titles.set(purpose, [...(titles.get(purpose) ?? []), title[language] ?? Object.values(title)[0] ?? id]);
  }
  return [...titles].map(([id, names]) => ({ id, title: names.join(' / ') })).sort((a, b) => a.title.localeCompare(b.title, language));
}
