import { Columns2, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Divergence } from '../../../lib/contract/divergence.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { SideBySide } from '../../versions/side-by-side.tsx';
import { titleOf } from '../../versions/version-title.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { pathTo } from '../use-route.ts';
import { type ListedDivergence, useVersions } from './use-versions.ts';

/** What two people changed without knowing of each other: the list on the left, the versions side by side on the right. */
export function VersionsPage() {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const versions = useVersions();
  const [openId, setOpenId] = useState<string | null>(null);
  const all = versions.divergences ?? [];
  const at = Math.max(
    0,
    all.findIndex(({ divergence }) => divergence.id === openId),
  );
  const open = all[at] ?? null;
  const go = (step: 1 | -1) => setOpenId(all[at + step]?.divergence.id ?? open?.divergence.id ?? null);
  useKeys({ KeyJ: () => go(1), KeyK: () => go(-1) });
  return (
    <div className="flex h-full">
      <div className="flex w-96 shrink-0 flex-col border-r border-line bg-surface">
        <header className="flex min-h-13 items-center justify-between gap-2 border-b border-line px-3">
          <h1 className="m-0 text-body font-bold">{t('versions.title')}</h1>
          <Button kind="quiet" aria-label={t('workspace.refresh')} onPress={versions.refresh} className="min-w-9 px-1">
            <RefreshCw size={16} aria-hidden="true" />
          </Button>
        </header>
        {versions.failure ? <FailureNote failure={versions.failure} onRetry={versions.refresh} /> : null}
        {versions.divergences === undefined && !versions.failure ? <p className="m-4 text-muted">{t('common.loading')}</p> : null}
        {versions.divergences && all.length === 0 ? <EmptyNote title={t('versions.empty')}>{t('versions.emptyAdvice')}</EmptyNote> : null}
        {all.length > 0 ? (
          <ul aria-label={t('versions.list')} className="m-0 min-h-0 flex-1 list-none overflow-y-auto p-0">
            {all.map(({ divergence, customer }) => (
              <li key={divergence.id}>
                <button
                  type="button"
                  onClick={() => setOpenId(divergence.id)}
                  {...(divergence.id === open?.divergence.id ? { 'aria-current': true as const } : {})}
                  className={`block w-full cursor-pointer border-0 border-b border-line px-3 py-2 text-left text-fact ${divergence.id === open?.divergence.id ? 'bg-accent-soft' : 'bg-transparent hover:bg-accent-soft'}`}
                >
                  <span className="block truncate font-semibold text-ink">{titleOf(t, divergence, customer?.person.name, format())}</span>
                  <span className="tabular block truncate text-label text-muted">
                    {[...new Set(divergence.versions.map(({ by }) => by?.name ?? t('versions.fromFile')))].join(' · ')} ·{' '}
                    {formatMoment(divergence.createdAt, format())}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {versions.more ? (
          <Button kind="quiet" onPress={versions.loadMore}>
            {t('workspace.more')}
          </Button>
        ) : null}
        <footer className="tabular mt-auto flex min-h-9 items-center justify-between border-t border-line px-3 text-label text-muted">
          <span>{versions.divergences ? t('workspace.records.shown', { shown: all.length, total: versions.total }) : null}</span>
          <span>
            <kbd className="font-sans">J</kbd> <kbd className="font-sans">K</kbd> {t('workspace.records.move')}
          </span>
        </footer>
      </div>
      <section aria-label={t('versions.choose')} className="min-w-0 flex-1 overflow-y-auto">
        {open ? <One key={open.divergence.id} listed={open} settle={versions.settle} why={versions.settleFailure?.kind ?? null} /> : null}
      </section>
    </div>
  );
}

type OneProps = { listed: ListedDivergence; settle: ReturnType<typeof useVersions>['settle']; why: string | null };

function One({ listed: { divergence, customer }, settle, why }: OneProps) {
  const { t } = useTranslation();
  const { format, session } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const mayChoose = session.agent.role !== 'qa';
  const keep = () => {
    if (chosen !== null && !settle.isPending) settle.mutate({ divergence, choose: chosen, why: t('versions.chosenWhy') });
  };
  useKeys({ Enter: mayChoose ? keep : undefined });
  return (
    <article aria-label={titleOf(t, divergence, customer?.person.name, format())} className="max-w-4xl px-5 py-4">
      <h2 className="m-0 flex items-center gap-2 text-name font-semibold">
        <Columns2 size={18} aria-hidden="true" className="shrink-0 text-fair" />
        {titleOf(t, divergence, customer?.person.name, format())}
      </h2>
      <p className="m-0 mt-1 mb-4 text-fact text-muted">
        {t(divergence.kind === 'record' ? 'versions.recordExplain' : 'versions.explain')} <RecordLink divergence={divergence} />
      </p>
      <SideBySide divergence={divergence} context={format()} chosen={chosen} onChoose={setChosen} inDialog={false} />
      {why ? (
        <p role="alert" className="m-0 mt-3 text-fact font-semibold text-bad">
          {t('versions.failed', { why: t(`error.${why}`) })}
        </p>
      ) : null}
      {mayChoose ? (
        <Button kind="primary" className="mt-4" shortcut="Enter" keyLabel="↵" isDisabled={chosen === null || settle.isPending} onPress={keep}>
          {settle.isPending ? t('versions.keeping') : t('versions.keep')}
        </Button>
      ) : null}
    </article>
  );
}

function RecordLink({ divergence }: { divergence: Divergence }) {
  const { t } = useTranslation();
  if (divergence.kind !== 'record') return null;
  return (
    <a href={pathTo.record(divergence.recordId)} className="text-accent">
      {t('versions.openRecord')}
    </a>
  );
}
