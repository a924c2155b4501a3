import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { showRecord } from '../use-route.ts';
import { RecordList } from './record-list.tsx';
import { RecordView } from './record-view.tsx';
import { useRecords } from './use-records.ts';

/** Newest first on the left, the call as it went on the right. */
export function RecordsPage({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const list = useRecords();
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
  useKeys({ KeyJ: () => go(1), KeyK: () => go(-1), ArrowDown: () => go(1), ArrowUp: () => go(-1) });
  return (
    <div className="flex h-full">
      <div className="flex w-[560px] shrink-0 flex-col border-r border-line bg-surface">
        <header className="flex min-h-13 items-center justify-between gap-2 border-b border-line px-3">
          <h1 className="m-0 text-body font-bold">{t('workspace.nav.records')}</h1>
          <Button kind="quiet" aria-label={t('workspace.refresh')} onPress={list.refresh} className="min-w-9 px-1">
            <RefreshCw size={16} aria-hidden="true" />
          </Button>
        </header>
        {list.failure ? <FailureNote failure={list.failure} onRetry={list.refresh} /> : null}
        {list.entries === undefined ? (
          list.failure ? null : (
            <p className="m-4 text-muted">{t('common.loading')}</p>
          )
        ) : entries.length === 0 ? (
          <NoRecords />
        ) : (
          <RecordList list={list} openAt={at} />
        )}
        <footer className="tabular mt-auto flex min-h-9 items-center justify-between border-t border-line px-3 text-label text-muted">
          <span>{list.entries ? t('workspace.records.shown', { shown: entries.length, total: list.total }) : null}</span>
          <span>
            <kbd className="font-sans">J</kbd> <kbd className="font-sans">K</kbd> {t('workspace.records.move')}
          </span>
        </footer>
      </div>
      <section aria-label={t('workspace.records.one')} className="min-w-0 flex-1">
        {open ? <RecordView key={`${open.record.id}.${open.record.revision}`} entry={open} /> : null}
      </section>
    </div>
  );
}

function NoRecords() {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const key = session.mode === 'alone' ? 'alone' : session.agent.role === 'agent' ? 'own' : 'team';
  return <EmptyNote title={t('workspace.records.none')}>{t(`workspace.records.noneAdvice.${key}`)}</EmptyNote>;
}
