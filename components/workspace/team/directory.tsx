import { useMutation } from '@tanstack/react-query';
import { Pencil, Plus, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceSet } from '../../../lib/contract/people.ts';
import { type DirectoryEntry, MOST_ENTRIES, type Place } from '../../../lib/contract/place.ts';
import { findEntries } from '../../../lib/people/directory.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { INPUT } from '../styles.ts';
import { DirectoryDialog } from './directory-dialog.tsx';
import { Refused } from './person-fields.tsx';
import { usePlaces, useRefreshTeam, useTeamApi } from './team-api.ts';

/** The directory of a place: whom its agents can ask. */
export function Directory() {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const places = usePlaces();
  const [chosen, setChosen] = useState(session.place.id);
  if (places.error) return <FailureNote failure={failureOf(places.error)} onRetry={() => void places.refetch()} />;
  if (!places.data) return <p className="m-4 text-muted">{t('common.loading')}</p>;
  const open = places.data.filter(({ place }) => place.closedAt === undefined);
  const shown = open.find(({ place }) => place.id === chosen) ?? open[0];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <p className="m-0 max-w-prose text-fact text-muted">{t('directory.explain')}</p>
      {open.length > 1 ? (
        <select
          aria-label={t('directory.place')}
          value={shown?.place.id ?? ''}
          onChange={(event) => setChosen(event.target.value)}
          className={`${INPUT} mt-2 max-w-72`}
        >
          {open.map(({ place, depth }) => (
            <option key={place.id} value={place.id}>
              {`${'\u2003'.repeat(depth)}${place.name}`}
            </option>
          ))}
        </select>
      ) : null}
      {shown ? <Entries key={shown.place.id} place={shown.place} /> : null}
    </div>
  );
}

type Change = NonNullable<PlaceSet['directory']>;
type Note = { words: string; back: Change | null };

function Entries({ place }: { place: Place }) {
  const { t } = useTranslation();
  const { format, newId } = useWorkspace();
  const { language } = format();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const entries = place.directory ?? [];
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<{ entry: DirectoryEntry | null; id: string } | null>(null);
  const [note, setNote] = useState<Note | null>(null);
  const saved = useMutation({
    mutationFn: async ({ change }: { change: Change; note: Note }) => unwrap(api.savePlace(place.id, { directory: change })),
    onSuccess: async (_, { note: next }) => {
      await refresh();
      setNote(next);
      setOpen(null);
    },
  });
  const isFull = entries.length >= MOST_ENTRIES;
  const add = () => !isFull && setOpen({ entry: null, id: newId() });
  useKeys({ Slash: () => document.getElementById('directory-search')?.focus(), KeyN: open ? undefined : add });
  const put = (entry: DirectoryEntry) => {
    const before = entries.find(({ id }) => id === entry.id);
    const back = before ? { put: [before], drop: [] } : { put: [], drop: [entry.id] };
    saved.mutate({ change: { put: [entry], drop: [] }, note: { words: t('directory.saved', { name: entry.name }), back } });
  };
  const remove = (entry: DirectoryEntry) =>
    saved.mutate({ change: { put: [], drop: [entry.id] }, note: { words: t('directory.removed', { name: entry.name }), back: { put: [entry], drop: [] } } });
  const undo = (back: Change) => saved.mutate({ change: back, note: { words: t('directory.undone'), back: null } });
  const failure = saved.error ? failureOf(saved.error) : null;
  return (
    <>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <label className="relative w-72">
          <span className="sr-only">{t('directory.search')}</span>
          <Search size={15} aria-hidden="true" className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
          <input
            id="directory-search"
            type="search"
            value={query}
            placeholder={t('directory.search')}
            onChange={(event) => setQuery(event.target.value)}
            className={`${INPUT} pl-8`}
          />
        </label>
        <Button kind="primary" className="ml-auto" shortcut="n" keyLabel="N" isDisabled={isFull} onPress={add}>
          <Plus size={16} aria-hidden="true" />
          {t('directory.add')}
        </Button>
      </div>
      <div role="status" className="mt-1 flex min-h-9 items-center gap-2 text-fact">
        <span>{note?.words ?? (isFull ? t('directory.full', { most: MOST_ENTRIES }) : '')}</span>
        {note?.back ? (
          <Button kind="quiet" isDisabled={saved.isPending} onPress={() => note.back && undo(note.back)}>
            {t('directory.undo')}
          </Button>
        ) : null}
      </div>
      {open ? null : <Refused failure={failure} />}
      <Table
        entries={findEntries(entries, query, new Intl.Collator(language).compare)}
        isEmpty={entries.length === 0}
        isBusy={saved.isPending}
        onOpen={(entry) => setOpen({ entry, id: entry.id })}
        onRemove={remove}
      />
      {open ? (
        <DirectoryDialog
          key={open.id}
          entry={open.entry}
          id={open.id}
          departments={place.departments}
          isBusy={saved.isPending}
          failure={failure}
          onSave={put}
          onClose={() => {
            saved.reset();
            setOpen(null);
          }}
        />
      ) : null}
    </>
  );
}

const HEAD = 'border-b border-line px-2 py-1.5 text-left text-label font-normal text-muted';
const CELL = 'border-b border-line px-2 py-1 align-middle text-fact';
const COLUMNS = ['name', 'department', 'role', 'phone', 'hours', 'note'] as const;

type TableProps = {
  entries: readonly DirectoryEntry[];
  isEmpty: boolean;
  isBusy: boolean;
  onOpen: (entry: DirectoryEntry) => void;
  onRemove: (entry: DirectoryEntry) => void;
};

function Table({ entries, isEmpty, isBusy, onOpen, onRemove }: TableProps) {
  const { t } = useTranslation();
  if (isEmpty) return <EmptyNote title={t('directory.noneYet')}>{t('directory.noneYetAdvice')}</EmptyNote>;
  if (entries.length === 0) return <p className="m-0 mt-2 text-fact text-muted">{t('directory.none')}</p>;
  return (
    <table aria-label={t('directory.title')} className="w-full border-collapse">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className={HEAD}>
              {t(`directory.field.${column}`)}
            </th>
          ))}
          <th scope="col" className={HEAD}>
            <span className="sr-only">{t('directory.field.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td className={`${CELL} font-semibold`}>{entry.name}</td>
            <td className={CELL}>{entry.department}</td>
            <td className={CELL}>{entry.role}</td>
            <td className={`${CELL} tabular whitespace-nowrap`}>
              {entry.phone}
              {entry.extension === '' ? '' : ` ${t('directory.extension', { extension: entry.extension })}`}
            </td>
            <td className={CELL}>{entry.hours}</td>
            <td className={`${CELL} max-w-72 truncate`} title={entry.note}>
              {entry.note}
            </td>
            <td className={`${CELL} w-px whitespace-nowrap`}>
              <Button kind="quiet" tight className="min-h-7" aria-label={t('directory.edit', { name: entry.name })} onPress={() => onOpen(entry)}>
                <Pencil size={14} aria-hidden="true" />
              </Button>
              <Button
                kind="quiet"
                tight
                className="min-h-7"
                isDisabled={isBusy}
                aria-label={t('directory.removeEntry', { name: entry.name })}
                onPress={() => onRemove(entry)}
              >
                <Trash2 size={14} aria-hidden="true" />
                {t('directory.remove')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
