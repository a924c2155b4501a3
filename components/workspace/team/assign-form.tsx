import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignListReply, Assignment, AssignPreview, AssignRequest, AssignWho } from '../../../lib/contract/assignment.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { namesIn } from '../names-in.ts';
import { INPUT } from '../styles.ts';
import { useAssignApi } from './assign-api.ts';
import { AssignPreviewPane } from './assign-preview.tsx';
import { Refused } from './person-fields.tsx';

type AssignFormProps = { place: Place; list: AssignListReply; onDone: (assignment: Assignment) => Promise<void> };

/** Which customers go to whom: first shown, then done. */
export function AssignForm({ place, list, onDone }: AssignFormProps) {
  const { t } = useTranslation();
  const api = useAssignApi();
  const [who, setWho] = useState('nobodys');
  const [classes, setClasses] = useState('');
  const [seniors, setSeniors] = useState((place.limits.importantClasses ?? []).join(', '));
  const there = list.people.filter(({ away }) => !away);
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const agentIds = there.map(({ agentId }) => agentId).filter((id) => !out.has(id));
  const wanted = namesIn(classes);
  const request: AssignRequest = {
    placeId: place.id,
    who: whoOf(who),
    filter: wanted.length > 0 ? { classes: wanted } : null,
    agentIds,
    seniorClasses: namesIn(seniors),
  };
  const shown = useMutation({ mutationFn: async (asked: AssignRequest) => ({ asked, preview: await unwrap(api.preview(asked)) }) });
  const applied = useMutation({
    mutationFn: ({ asked, preview }: { asked: AssignRequest; preview: AssignPreview }) => unwrap(api.apply({ ...asked, seal: preview.seal })),
    onSuccess: async ({ assignment }) => {
      shown.reset();
      await onDone(assignment);
    },
  });
  // What is shown is always what would be done.
  const change = (set: () => void) => {
    set();
    shown.reset();
    applied.reset();
  };
  const toggle = (id: string) => change(() => setOut(out.has(id) ? new Set([...out].filter((one) => one !== id)) : new Set([...out, id])));
  const failure = applied.error ? failureOf(applied.error) : null;
  const isOutdated = failure?.kind === 'conflict';
  return (
    <section aria-label={t('team.part.customers')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          applied.reset();
          shown.mutate(request);
        }}
      >
        <div className="grid grid-cols-2 gap-x-3">
          <label className="block min-w-0 text-label text-muted">
            {t('team.assign.who')}
            <select value={who} onChange={(event) => change(() => setWho(event.target.value))} className={`mt-1 ${INPUT}`}>
              <WhoOptions list={list} />
            </select>
          </label>
          <Names
            label={t('team.assign.classes')}
            placeholder={t('team.assign.classesPlaceholder')}
            value={classes}
            onChange={(value) => change(() => setClasses(value))}
          />
        </div>
        <fieldset className="m-0 mt-3 border-0 p-0">
          <legend className="p-0 text-label text-muted">{t('team.assign.to')}</legend>
          <div className="flex flex-wrap gap-x-4">
            {there.map(({ agentId, name }) => (
              <label key={agentId} className="inline-flex min-h-8 min-w-0 items-center gap-2 text-body">
                <input type="checkbox" checked={!out.has(agentId)} onChange={() => toggle(agentId)} className="size-4" />
                <span className="max-w-48 truncate" title={name}>
                  {name}
                </span>
              </label>
            ))}
          </div>
          {agentIds.length === 0 ? <p className="m-0 mt-1 text-label font-semibold text-fair">{t('team.assign.toNobody')}</p> : null}
        </fieldset>
        <div className="mt-3 grid grid-cols-2 items-end gap-x-3">
          <Names label={t('team.assign.seniorClasses')} value={seniors} onChange={(value) => change(() => setSeniors(value))} />
          <div className="justify-self-end">
            <Button kind="primary" type="submit" isDisabled={shown.isPending || applied.isPending}>
              {shown.isPending ? t('team.assign.counting') : t('team.assign.preview')}
            </Button>
          </div>
        </div>
      </form>
      <Refused failure={shown.error ? failureOf(shown.error) : null} />
      {isOutdated ? (
        <p role="alert" className="m-0 mt-3 text-fact font-semibold text-bad">
          {t('team.assign.outdated')}
        </p>
      ) : (
        <Refused failure={failure} />
      )}
      {shown.data && !isOutdated ? (
        <AssignPreviewPane
          preview={shown.data.preview}
          nameOf={(id) => (id === null ? t('team.assign.nobodys') : (nameIn(list, shown.data.preview, id) ?? ''))}
          isBusy={applied.isPending}
          onApply={() => applied.mutate(shown.data)}
        />
      ) : null}
    </section>
  );
}

function whoOf(text: string): AssignWho {
  if (text === 'nobodys' || text === 'away' || text === 'all') return { kind: text };
  return { kind: 'of', agentId: text.slice('of '.length) };
}

function nameIn({ people }: AssignListReply, { perAgent }: AssignPreview, id: string): string | undefined {
  return people.find(({ agentId }) => agentId === id)?.name ?? perAgent.find(({ agentId }) => agentId === id)?.name;
}

function WhoOptions({ list }: { list: AssignListReply }) {
  const { t } = useTranslation();
  const sum = (people: AssignListReply['people']) => people.reduce((total, { load }) => total + load.customers, 0);
  const away = sum(list.people.filter((one) => one.away));
  return (
    <>
      <option value="nobodys">{t('team.assign.nobodysOption', { count: list.nobodys.customers })}</option>
      <option value="away">{t('team.assign.awayOption', { count: away })}</option>
      <option value="all">{t('team.assign.allOption', { count: sum(list.people) + list.nobodys.customers })}</option>
      {list.people
        .filter(({ load }) => load.customers > 0)
        .map(({ agentId, name, load }) => (
          <option key={agentId} value={`of ${agentId}`}>
            {t('team.assign.ofOption', { name, count: load.customers })}
          </option>
        ))}
    </>
  );
}

type NamesProps = { label: string; value: string; placeholder?: string; onChange: (value: string) => void };

function Names({ label, value, placeholder = '', onChange }: NamesProps) {
  return (
    <label className="block min-w-0 text-label text-muted">
      {label}
      <input value={value} maxLength={600} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} className={`mt-1 ${INPUT}`} />
    </label>
  );
}
