import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignListReply, Assignment } from '../../../lib/contract/assignment.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { INPUT } from '../styles.ts';
import { pathTo } from '../use-route.ts';
import { useAssignApi, useAssignments, useRefreshAssignments } from './assign-api.ts';
import { AssignForm } from './assign-form.tsx';
import { CELL, LoadHead } from './load-table.tsx';
import { Refused } from './person-fields.tsx';
import { usePlaces } from './team-api.ts';

/** Whose customers are whose, and how that changes. */
export function AssignPage() {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const places = usePlaces();
  const [chosen, setChosen] = useState<string | null>(null);
  const open = (places.data ?? []).filter(({ place }) => place.closedAt === undefined);
  const shown = open.find(({ place }) => place.id === (chosen ?? session.place.id)) ?? open[0];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <p className="m-0 max-w-prose text-fact text-muted">{t('team.assign.explain')}</p>
      {places.error ? <FailureNote failure={failureOf(places.error)} onRetry={() => void places.refetch()} /> : null}
      {open.length > 1 && shown ? (
        <label className="mt-3 block max-w-72 text-label text-muted">
          {t('team.assign.place')}
          <select value={shown.place.id} onChange={(event) => setChosen(event.target.value)} className={`mt-1 ${INPUT}`}>
            {open.map(({ place, depth }) => (
              <option key={place.id} value={place.id}>
                {`${'\u2003'.repeat(depth)}${place.name}`}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {shown ? <OfPlace key={shown.place.id} place={shown.place} /> : places.error ? null : <p className="m-0 mt-3 text-muted">{t('common.loading')}</p>}
    </div>
  );
}

function OfPlace({ place }: { place: Place }) {
  const { t } = useTranslation();
  const api = useAssignApi();
  const refresh = useRefreshAssignments();
  const list = useAssignments(place.id);
  const [note, setNote] = useState<{ words: string; back: string | null } | null>(null);
  const undone = useMutation({
    mutationFn: (id: string) => unwrap(api.undo(id)),
    onSuccess: async ({ restored, changedSince }) => {
      const since = changedSince > 0 ? ` ${t('team.assign.changedSince', { count: changedSince })}` : '';
      setNote({ words: t('team.assign.undone', { count: restored }) + since, back: null });
      await refresh();
    },
  });
  if (list.error) return <FailureNote failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (!list.data) return <p className="m-0 mt-3 text-muted">{t('common.loading')}</p>;
  const done = async ({ id, moves }: Assignment) => {
    setNote({ words: t('team.assign.done', { count: moves }), back: id });
    await refresh();
  };
  return (
    <>
      <div role="status" className="mt-2 flex min-h-9 items-center gap-2 text-fact">
        {note ? <span>{note.words}</span> : null}
        {note?.back ? (
          <Button kind="quiet" isDisabled={undone.isPending} onPress={() => note.back && undone.mutate(note.back)}>
            {t('team.assign.undo')}
          </Button>
        ) : null}
      </div>
      <Refused failure={undone.error ? failureOf(undone.error) : null} />
      {list.data.people.length === 0 ? (
        <EmptyNote title={t('team.assign.table')}>{t('team.assign.nobody')}</EmptyNote>
      ) : (
        <div className="grid grid-cols-[minmax(20rem,2fr)_minmax(24rem,3fr)] items-start gap-6">
          <div>
            <Loads list={list.data} />
            {list.data.isFollowed ? null : (
              <p role="note" className="m-0 mt-3 rounded-lg bg-fair-soft px-3 py-2 text-fact">
                {t('team.assign.notFollowed')}{' '}
                <a href={pathTo.plan('rules')} className="text-accent underline">
                  {t('team.assign.toRules')}
                </a>
              </p>
            )}
            <Lately assignments={list.data.assignments} isBusy={undone.isPending} onUndo={(id) => undone.mutate(id)} />
          </div>
          <AssignForm place={place} list={list.data} onDone={done} />
        </div>
      )}
    </>
  );
}

function Loads({ list }: { list: AssignListReply }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { compare } = new Intl.Collator(format().language);
  const rows = [
    ...list.people
      .toSorted((a, b) => compare(a.name, b.name))
      .map(({ agentId, name, load, away }) => ({ key: agentId, name, load, note: away ? t('team.assign.away') : '' })),
    { key: 'nobody', name: t('team.assign.nobodys'), load: list.nobodys, note: '' },
  ];
  return (
    <table className="w-full border-collapse">
      <caption className="pb-1 text-left text-body font-semibold">{t('team.assign.table')}</caption>
      <LoadHead columns={['person', 'customers', 'calls']} />
      <tbody>
        {rows.map(({ key, name, load, note }) => (
          <tr key={key}>
            <th scope="row" className={`${CELL} max-w-56 truncate text-left ${key === 'nobody' ? 'font-normal text-muted' : 'font-semibold'}`} title={name}>
              {name}
              {note === '' ? null : <span className="font-normal text-fair"> · {note}</span>}
            </th>
            <td className={`${CELL} tabular text-right`}>{load.customers}</td>
            <td className={`${CELL} tabular text-right`}>{load.calls}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type LatelyProps = { assignments: readonly Assignment[]; isBusy: boolean; onUndo: (id: string) => void };

function Lately({ assignments, isBusy, onUndo }: LatelyProps) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  if (assignments.length === 0) return null;
  return (
    <section className="mt-4">
      <h2 className="m-0 text-body font-semibold">{t('team.assign.lately')}</h2>
      <ul className="m-0 mt-1 list-none p-0">
        {assignments.map(({ id, at, by, moves, undoneAt }) => {
          const line = t('team.assign.lateLine', { at: formatMoment(at, format()), name: by.name, count: moves });
          return (
            <li key={id} className="tabular flex min-h-9 items-center justify-between gap-2 border-t border-line text-fact">
              <span className={undoneAt === null ? '' : 'text-muted'}>
                {line}
                {undoneAt === null ? '' : ` · ${t('team.assign.undoneAt', { at: formatMoment(undoneAt, format()) })}`}
              </span>
              {undoneAt === null ? (
                <Button kind="quiet" isDisabled={isBusy} aria-label={`${t('team.assign.undo')}: ${line}`} onPress={() => onUndo(id)}>
                  {t('team.assign.undo')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
