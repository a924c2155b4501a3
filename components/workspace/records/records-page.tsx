import { Download, RefreshCw } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Chosen, chosenToText, NOTHING_CHOSEN } from '../../../lib/quality/address.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { ExportDialog } from '../quality/export-dialog.tsx';
import { FilterBar } from '../quality/filter-bar.tsx';
import { KeysDialog } from '../quality/keys-dialog.tsx';
import { SearchBox } from '../quality/search-box.tsx';
import { useChosen } from '../quality/use-chosen.ts';
import { showRecord } from '../use-route.ts';
import { RecordList } from './record-list.tsx';
import { RecordView } from './record-view.tsx';
import { type RecordList as List, useRecords } from './use-records.ts';

/** What is looked for and the calls it found on the left, one of them as it went on the right. */
export function RecordsPage({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const [chosen, choose] = useChosen();
  const [words, search] = useState('');
  const [help, setHelp] = useState(false);
  const [exporting, setExporting] = useState(false);
  const view = useRef<HTMLElement>(null);
  const list = useRecords(chosen, words);
  const entries = list.entries ?? [];
  const at = Math.max(
    0,
    entries.findIndex(({ record }) => record.id === id),
  );
  const open = entries[at] ?? null;
  const go = (step: 1 | -1) => {
    const next = entries[at + step];
    if (next) showRecord(next.record.id);
    else if (step === 1 && list.more) list.loadMore();
  };
  useKeys({
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    Enter: () => view.current?.querySelector<HTMLElement>('[data-scroll]')?.focus(),
    KeyE: () => setExporting(true),
    'Shift+Slash': () => setHelp(true),
  });
  const isNarrowed = chosenToText(chosen) !== '' || words !== '';
  return (
    <div className="flex h-full">
      <div className="flex w-[560px] shrink-0 flex-col border-r border-line bg-surface">
        <h1 className="sr-only">{t('workspace.nav.records')}</h1>
        <div className="flex items-center gap-2 px-3 pt-2.5 pb-2">
          <SearchBox onSearch={search} />
          <Button kind="quiet" aria-label={t('workspace.refresh')} onPress={list.refresh} className="min-w-9 px-1">
            <RefreshCw size={16} aria-hidden="true" />
          </Button>
          <Button shortcut="E" keyLabel="E" tight onPress={() => setExporting(true)}>
            <Download size={16} aria-hidden="true" />
            {t('quality.export.open')}
          </Button>
        </div>
        <FilterBar chosen={chosen} onChange={choose} />
        <div className="border-t border-line" />
        {list.failure ? <FailureNote failure={list.failure} onRetry={list.refresh} /> : null}
        <Found list={list} openAt={at} isNarrowed={isNarrowed} chosen={chosen} onClear={() => choose(NOTHING_CHOSEN)} />
        <Footer list={list}>
          <Keys onHelp={() => setHelp(true)} />
        </Footer>
      </div>
      <section ref={view} aria-label={t('workspace.records.one')} className="min-w-0 flex-1">
        {open ? <RecordView key={open.record.id} entry={open} onNext={() => go(1)} /> : null}
      </section>
      {exporting ? <ExportDialog chosen={chosen} words={words} list={list} onClose={() => setExporting(false)} /> : null}
      {help ? <KeysDialog onClose={() => setHelp(false)} /> : null}
    </div>
  );
}

type FoundProps = { list: List; openAt: number; isNarrowed: boolean; chosen: Chosen; onClear: () => void };

function Found({ list, openAt, isNarrowed, onClear }: FoundProps) {
  const { t } = useTranslation();
  if (list.entries === undefined) return list.failure ? null : <p className="m-4 text-muted">{t('common.loading')}</p>;
  if (list.entries.length > 0) {
    return (
      <div aria-busy={list.changing} className={`flex min-h-0 flex-1 flex-col ${list.changing ? 'opacity-60' : ''}`}>
        <RecordList list={list} openAt={openAt} />
      </div>
    );
  }
  // A page can be empty while there are more (their words are no neighbours after all).
  if (list.more) {
    return (
      <Button className="m-4" isDisabled={list.loadingMore} onPress={list.loadMore}>
        {t(list.loadingMore ? 'common.loading' : 'quality.lookOn')}
      </Button>
    );
  }
  return isNarrowed ? <NoneSuch onClear={onClear} /> : <NoRecords />;
}

function Footer({ list, children }: { list: List; children: ReactNode }) {
  const { t } = useTranslation();
  const { entries, total, about, indexing } = list;
  return (
    <footer className="tabular mt-auto border-t border-line px-3 text-label text-muted">
      {indexing > 0 ? (
        <p role="status" className="m-0 pt-1.5 text-fair">
          {t('quality.indexing', { count: indexing })}
        </p>
      ) : null}
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3">
        <span role="status">{entries ? t(about ? 'quality.shownAbout' : 'workspace.records.shown', { shown: entries.length, total }) : null}</span>
        {children}
      </div>
    </footer>
  );
}

function Keys({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      aria-keyshortcuts="?"
      onClick={onHelp}
      className="min-h-6 cursor-pointer rounded border-0 bg-transparent px-1 text-label text-muted hover:text-ink"
    >
      J K {t('workspace.records.move')} · ↵ {t('quality.key.open')} · ? {t('quality.key.keys')}
    </button>
  );
}

function NoneSuch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyNote title={t('quality.none')}>
      <p className="m-0">{t('quality.noneAdvice')}</p>
      <Button className="mt-3" onPress={onClear}>
        {t('quality.filter.clear')}
      </Button>
    </EmptyNote>
  );
}

function NoRecords() {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const key = session.mode === 'alone' ? 'alone' : session.agent.role === 'agent' ? 'own' : 'team';
  return <EmptyNote title={t('workspace.records.none')}>{t(`workspace.records.noneAdvice.${key}`)}</EmptyNote>;
}
