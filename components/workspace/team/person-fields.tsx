import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent, Role } from '../../../lib/contract/agent.ts';
import type { Place } from '../../../lib/contract/place.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { useWorkspace } from '../context.ts';
import { INPUT } from '../styles.ts';
import { AbilityFields } from './ability-fields.tsx';

const LANGUAGES = ['zh-CN', 'yue', 'en'];

export type Fields = Omit<Agent, 'id'> & { login: string };
export type Tree = { place: Place; depth: number }[];

type PersonFieldsProps = {
  value: Fields;
  onChange: (value: Fields) => void;
  places: Tree /** Role and place stand fast: nobody changes their own. */;
  self?: boolean;
};

/** What is known of a person of the team. */
export function PersonFields({ value, onChange, places, self = false }: PersonFieldsProps) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const id = useId();
  const roles: Role[] = session.agent.role === 'admin' ? ['agent', 'lead', 'qa', 'admin'] : ['agent', 'lead', 'qa'];
  const patch = (next: Partial<Fields>) => onChange({ ...value, ...next });
  const languages = [...new Set([...LANGUAGES, ...value.languages])];
  const toggle = (language: string) =>
    patch({ languages: value.languages.includes(language) ? value.languages.filter((one) => one !== language) : [...value.languages, language] });
  return (
    <>
      <label className="block text-label text-muted">
        {t('team.name')}
        <input required maxLength={100} value={value.name} onChange={(event) => patch({ name: event.target.value })} className={`mt-1 ${INPUT}`} />
      </label>
      <label htmlFor={`${id}-login`} className="mt-3 block text-label text-muted">
        {t('team.login')}
      </label>
      <input
        id={`${id}-login`}
        required
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        value={value.login}
        onChange={(event) => patch({ login: event.target.value })}
        aria-describedby={`${id}-login-advice`}
        className={`mt-1 ${INPUT}`}
      />
      <p id={`${id}-login-advice`} className="m-0 mt-1 text-label text-muted">
        {t('team.loginAdvice')}
      </p>
      <div className="mt-3 grid grid-cols-2 gap-3">
        <label className="block text-label text-muted">
          {t('team.role')}
          <select
            value={value.role}
            disabled={self}
            onChange={(event) => patch({ role: event.target.value as Role })}
            aria-describedby={`${id}-may`}
            className={`mt-1 ${INPUT}`}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`workspace.role.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="block min-w-0 text-label text-muted">
          {t('team.place')}
          <select value={value.placeId} disabled={self} onChange={(event) => patch({ placeId: event.target.value })} className={`mt-1 ${INPUT}`}>
            {places
              .filter(({ place }) => place.closedAt === undefined || place.id === value.placeId)
              .map(({ place, depth }) => (
                <option key={place.id} value={place.id}>
                  {`${'\u2003'.repeat(depth)}${place.name}`}
                </option>
              ))}
          </select>
        </label>
      </div>
      <p id={`${id}-may`} className="m-0 mt-1 text-label text-muted">
        {self ? t('team.self') : t(`workspace.may.${value.role}`)}
      </p>
      <label className="mt-3 block text-label text-muted">
        {t('team.callsPerDay')}
        <input
          type="number"
          min={0}
          max={500}
          value={value.callsPerDay ?? ''}
          onChange={(event) => patch({ callsPerDay: Math.min(500, Math.max(0, Math.round(event.target.valueAsNumber || 0))) })}
          className={`tabular mt-1 ${INPUT}`}
        />
      </label>
      <fieldset className="m-0 mt-3 border-0 p-0">
        <legend className="p-0 text-label text-muted">{t('team.languages')}</legend>
        <div className="flex flex-wrap gap-x-4">
          {languages.map((language) => (
            <label key={language} className="inline-flex min-h-8 items-center gap-2 text-body">
              <input type="checkbox" checked={value.languages.includes(language)} onChange={() => toggle(language)} className="size-4" />
              {t(`language.${language}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {value.role === 'qa' ? null : <AbilityFields value={value} onChange={patch} />}
    </>
  );
}

const WAYS = ['people', 'tasks', 'places', 'own'] as const;

/** The words for a refusal of which more is known than its kind. */
function refusedKey({ kind, field }: Failure): string | null {
  if (field?.endsWith('login')) return kind === 'conflict' ? 'team.refused.taken' : 'team.refused.badLogin';
  if (kind !== 'conflict') return null;
  const way = WAYS.find((one) => field === `set.closed.${one}`);
  if (way) return `team.places.inTheWay.${way}`;
  return field === 'set.placeId' || field === 'set.active' || field === 'agent.placeId' ? 'team.refused.closed' : 'team.refused.rights';
}

/** Why it was not done, and what to do. */
export function Refused({ failure }: { failure: Failure | null }) {
  const { t } = useTranslation();
  if (!failure) return null;
  const key = refusedKey(failure);
  return (
    <p role="alert" className="m-0 mt-3 text-fact font-semibold text-bad">
      {key ? t(key) : t('team.failed', { why: t(`error.${failure.kind}`) })}
    </p>
  );
}
