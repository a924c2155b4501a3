import { CalendarClock, PencilLine, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContentEntry, ContentKind } from '../../../lib/contract/publishing.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { pathTo } from '../use-route.ts';
import { EditorPage } from './editor-page.tsx';
import { nameOf } from './names.ts';
import { useEntries } from './use-content.ts';

/** The scripts, or the phrase lists: what is in use, what is being written, what is planned. Opens one in its form. */
export function ContentPage({ kind, id }: { kind: ContentKind; id: string | null }) {
  return id === null ? <ContentList kind={kind} /> : <EditorPage key={`${kind} ${id}`} kind={kind} id={id} />;
}

function ContentList({ kind }: { kind: ContentKind }) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const entries = useEntries(kind);
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex min-h-13 items-center gap-2 border-b border-line px-4">
        <h1 className="m-0 text-body font-bold">{t(`publish.list.${kind}`)}</h1>
        <Button kind="quiet" aria-label={t('workspace.refresh')} onPress={entries.refresh} className="min-w-9 px-1">
          <RefreshCw size={16} aria-hidden="true" />
        </Button>
        <span className="ml-auto text-label text-muted">{t('publish.list.reach', { place: session.place.name })}</span>
      </header>
      {entries.failure ? <FailureNote failure={entries.failure} onRetry={entries.refresh} /> : null}
      {entries.data === undefined ? (
        entries.failure ? null : (
          <p className="m-4 text-muted">{t('common.loading')}</p>
        )
      ) : entries.data.length === 0 ? (
        <EmptyNote title={t('publish.list.none')}>{t('publish.list.noneAdvice')}</EmptyNote>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <table className="w-full border-collapse text-left text-fact">
            <thead>
              <tr>
                {(['name', 'version', 'languages', 'size', 'published', 'state'] as const).map((column) => (
                  <th key={column} scope="col" className="h-8 border-b border-line px-4 text-key font-bold text-muted">
                    {t(`publish.list.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.data.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: ContentEntry }) {
  const { t, i18n } = useTranslation();
  const { format } = useWorkspace();
  const { publication, draft, scheduled } = entry;
  return (
    <tr className="relative border-b border-line align-top hover:bg-bg">
      <td className="px-4 py-2.5">
        <a href={pathTo.content(entry.kind, entry.id)} className="font-semibold text-ink no-underline after:absolute after:inset-0">
          {nameOf(entry.title, i18n.language)}
        </a>
      </td>
      <td className="tabular px-4 py-2.5">{t('publish.version', { version: entry.version })}</td>
      <td className="px-4 py-2.5">{entry.languages.map((language) => t(`language.${language}`, { defaultValue: language })).join(t('list.comma'))}</td>
      <td className="tabular px-4 py-2.5">{t(`publish.size.${entry.kind}`, { count: entry.size })}</td>
      <td className="px-4 py-2.5 text-muted">
        {publication?.publishedAt ? (
          <>
            <span className="tabular">{formatMoment(publication.publishedAt, format())}</span> · {publication.byName}
            <span className="block">{publication.why}</span>
          </>
        ) : (
          t('publish.shipped')
        )}
      </td>
      <td className="px-4 py-2.5">
        <div className="grid gap-1">
          {draft ? (
            <span className="chip inline-flex w-fit items-center gap-1 rounded bg-fair-soft px-1.5 py-0.5 text-label font-semibold text-fair">
              <PencilLine size={13} aria-hidden="true" />
              {t('publish.draftOf', { name: draft.byName, at: formatMoment(draft.savedAt, format()) })}
            </span>
          ) : null}
          {scheduled.map((one) => (
            <span key={one.id} className="chip inline-flex w-fit items-center gap-1 rounded bg-accent-soft px-1.5 py-0.5 text-label font-semibold text-accent">
              <CalendarClock size={13} aria-hidden="true" />
              {t('publish.planned', { at: formatMoment(one.dueAt ?? 0, format()) })}
            </span>
          ))}
          {draft || scheduled.length > 0 ? null : <span className="text-muted">{t('publish.list.inUse')}</span>}
        </div>
      </td>
    </tr>
  );
}
