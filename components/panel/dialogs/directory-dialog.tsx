import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryEntry } from '../../../lib/contract/place.ts';
import { findEntries } from '../../../lib/people/directory.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { usePanel } from '../context.ts';

const SHOWN = 50;

/** Departments, experts and their numbers (C14). Arrows choose, Enter copies; Esc leads back to the call. */
export function DirectoryDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { place, session } = usePanel();
  const entries = place.directory ?? [];
  return (
    <Dialog title={t('directory.title')} onClose={onClose}>
      {entries.length === 0 ? (
        <>
          <p className="m-0 text-body font-semibold">{t('directory.empty')}</p>
          <p className="m-0 mt-1 text-fact text-muted">{t(session.mode === 'team' ? 'directory.emptyTeam' : 'directory.emptyAlone')}</p>
        </>
      ) : (
        <LookUp entries={entries} />
      )}
    </Dialog>
  );
}

function LookUp({ entries }: { entries: readonly DirectoryEntry[] }) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const { language } = format();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [said, setSaid] = useState<{ words: string; failed: boolean } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => findEntries(entries, query, new Intl.Collator(language).compare), [entries, query, language]);
  const hits = found.slice(0, SHOWN);
  const hit = hits[Math.min(chosen, hits.length - 1)];
  useEffect(() => input.current?.focus(), []);
  const choose = (index: number) => {
    const next = Math.max(0, Math.min(hits.length - 1, index));
    setChosen(next);
    document.getElementById(`entry-${hits[next]?.id}`)?.scrollIntoView?.({ block: 'nearest' });
  };
  const copy = async () => {
    if (!hit || hit.phone === '') return;
    const done = await navigator.clipboard.writeText(hit.phone).then(
      () => true,
      () => false,
    );
    setSaid({ words: done ? t('directory.copied', { phone: hit.phone }) : t('directory.notCopied'), failed: !done });
  };
  return (
    <>
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="entries"
        aria-activedescendant={hit ? `entry-${hit.id}` : undefined}
        aria-label={t('directory.search')}
        placeholder={t('directory.search')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
          setSaid(null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
            event.preventDefault();
            choose(chosen + (event.code === 'ArrowDown' ? 1 : -1));
          } else if (event.code === 'Enter') void copy();
        }}
        className="min-h-10 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink"
      />
      <p role="status" className={`m-0 mt-1 min-h-5 text-label ${said?.failed ? 'font-semibold text-bad' : 'text-muted'}`}>
        {said?.words ?? (hits.length === 0 ? t('directory.none') : found.length > SHOWN ? t('directory.more', { count: SHOWN }) : '')}
      </p>
      <div id="entries" role="listbox" aria-label={t('directory.hits')} className="mt-1">
        {hits.map((entry, index) => (
          <Entry key={entry.id} entry={entry} isChosen={entry === hit} onChoose={() => choose(index)} />
        ))}
      </div>
      {hit && hit.phone !== '' ? (
        <Button kind="primary" className="sticky bottom-0 mt-2 w-full" keyLabel="↵" onPress={() => void copy()}>
          {t('directory.copy')}
        </Button>
      ) : null}
    </>
  );
}

function Entry({ entry, isChosen, onChoose }: { entry: DirectoryEntry; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { id, name, department, role, phone, extension, hours, note } = entry;
  const about = [department, role, hours].filter((part) => part !== '').join(' · ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter of the search field move and copy
    // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus and points here by aria-activedescendant
    <div
      id={`entry-${id}`}
      role="option"
      aria-selected={isChosen}
      onClick={onChoose}
      className={`cursor-pointer rounded-lg border px-2.5 py-1.5 text-fact select-text ${isChosen ? 'border-accent bg-accent-soft' : 'border-transparent'}`}
    >
      <div className="font-semibold">{name}</div>
      {about === '' ? null : <div className="text-label text-muted">{about}</div>}
      <div className="tabular text-[20px] leading-7 font-semibold break-words">
        {phone === '' ? <span className="text-fact font-normal text-muted">{t('directory.noPhone')}</span> : phone}
        {extension === '' ? null : <span className="text-fact font-normal text-muted"> {t('directory.extension', { extension })}</span>}
      </div>
      {note === '' ? null : <div className="text-label whitespace-pre-wrap">{note}</div>}
    </div>
  );
}
