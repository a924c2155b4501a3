import { ArrowLeft, History as HistoryIcon, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentKind, DraftContent, DraftReply } from '../../../lib/contract/publishing.ts';
import { formatTime } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWorkspace } from '../context.ts';
import { FailureNote } from '../failure-note.tsx';
import { pathTo } from '../use-route.ts';
import { HistoryDialog } from './history-dialog.tsx';
import { nameOf } from './names.ts';
import { PhraseEditor } from './phrase-editor.tsx';
import { Preview } from './preview.tsx';
import { ProblemList } from './problem-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { ScriptEditor } from './script-editor.tsx';
import { useDraftReply } from './use-content.ts';
import { type DraftForm, useDraft } from './use-draft.ts';
import { ProblemProvider, useProblems } from './use-problems.ts';

/** One script or phrase list in its form: left what there is, in the middle what is written, right what is wrong or how it looks. */
export function EditorPage({ kind, id }: { kind: ContentKind; id: string }) {
  const { t } = useTranslation();
  const reply = useDraftReply(kind, id);
  if (reply.failure) return <FailureNote failure={reply.failure} onRetry={reply.refresh} />;
  if (!reply.data) return <p className="m-4 text-muted">{t('common.loading')}</p>;
  return <Editor kind={kind} reply={reply.data} onAgain={reply.refresh} />;
}

function Editor({ kind, reply, onAgain }: { kind: ContentKind; reply: DraftReply; onAgain: () => void }) {
  const { t, i18n } = useTranslation();
  const draft = useDraft<DraftContent>(reply, kind);
  const problems = useProblems(draft.content);
  const [dialog, setDialog] = useState<'publish' | 'history' | null>(null);
  const [preview, setPreview] = useState(false);
  useKeys({
    'Ctrl+Enter': () => setDialog('publish'),
    'Ctrl+KeyZ': draft.undo ?? undefined,
    'Ctrl+Shift+KeyZ': draft.redo ?? undefined,
    'Ctrl+KeyY': draft.redo ?? undefined,
  });
  return (
    <ProblemProvider value={problems ?? []}>
      <div className="flex h-full flex-col bg-bg">
        <header className="flex min-h-13 items-center gap-2 border-b border-line bg-surface px-3">
          <a
            href={pathTo.contents(kind)}
            aria-label={t('publish.toList')}
            className="inline-flex min-h-9 min-w-9 items-center justify-center rounded-lg text-muted hover:bg-accent-soft"
          >
            <ArrowLeft size={17} aria-hidden="true" />
          </a>
          <div className="min-w-0">
            <h1 className="m-0 truncate text-body font-bold">{nameOf(draft.content.body.title, i18n.language) || t('publish.unnamed')}</h1>
            <p className="m-0 truncate text-label text-muted">
              {t('publish.inUseNow', { version: draft.inUse.body.version })} · <SaveState draft={draft} onAgain={onAgain} />
            </p>
          </div>
          <div className="ml-auto flex shrink-0 items-center gap-1.5">
            <Button
              kind="quiet"
              aria-label={t('publish.undo')}
              isDisabled={!draft.undo}
              onPress={() => draft.undo?.()}
              className="min-w-9 px-1"
              shortcut="Control+Z"
            >
              <Undo2 size={16} aria-hidden="true" />
            </Button>
            <Button
              kind="quiet"
              aria-label={t('publish.redo')}
              isDisabled={!draft.redo}
              onPress={() => draft.redo?.()}
              className="min-w-9 px-1"
              shortcut="Control+Shift+Z"
            >
              <Redo2 size={16} aria-hidden="true" />
            </Button>
            <Button onPress={() => setDialog('history')} tight>
              <HistoryIcon size={15} aria-hidden="true" />
              {t('publish.history.title')}
            </Button>
            {kind === 'script' ? (
              <Button aria-pressed={preview} onPress={() => setPreview(!preview)} tight>
                {t(preview ? 'publish.preview.close' : 'publish.preview.open')}
              </Button>
            ) : null}
            <Button kind="primary" shortcut="Control+Enter" keyLabel="Ctrl ↵" onPress={() => setDialog('publish')} tight>
              {t('publish.dialog.open')}
            </Button>
          </div>
        </header>
        <div className="flex min-h-0 flex-1">
          {draft.content.kind === 'script' ? <ScriptEditor draft={draft as never} /> : <PhraseEditor draft={draft as never} />}
          <aside className={`flex shrink-0 flex-col border-l border-line bg-surface ${preview ? 'w-[376px]' : 'w-70'}`}>
            {preview ? <Preview content={draft.content} problems={problems} /> : <ProblemList content={draft.content} problems={problems} />}
          </aside>
        </div>
      </div>
      {dialog === 'publish' ? <PublishDialog draft={draft} problems={problems} onClose={() => setDialog(null)} onDone={onAgain} /> : null}
      {dialog === 'history' ? (
        <HistoryDialog kind={kind} id={draft.content.body.id} inUse={draft.inUse} onClose={() => setDialog(null)} onDone={onAgain} />
      ) : null}
    </ProblemProvider>
  );
}

/** Whether what is written is at the endpoint, in words; a colleague's draft is never written over without asking. */
function SaveState({ draft, onAgain }: { draft: DraftForm; onAgain: () => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { saving, savedAt, rev } = draft;
  switch (saving.kind) {
    case 'conflict':
      return (
        <span role="alert" className="font-semibold text-bad">
          {t('publish.saving.conflict')}{' '}
          <button type="button" className="cursor-pointer border-0 bg-transparent p-0 font-semibold text-accent underline" onClick={onAgain}>
            {t('publish.saving.theirs')}
          </button>{' '}
          <button
            type="button"
            className="cursor-pointer border-0 bg-transparent p-0 font-semibold text-accent underline"
            onClick={() => void draft.keepMine()}
          >
            {t('publish.saving.mine')}
          </button>
        </span>
      );
    case 'failed':
      return (
        <span role="alert" className="font-semibold text-bad">
          {t('publish.saving.failed', { why: t(`error.${saving.failure.kind}`) })}
        </span>
      );
    case 'saved':
      return (
        <span role="status">{rev === 0 || savedAt === null ? t('publish.saving.none') : t('publish.saving.saved', { at: formatTime(savedAt, format()) })}</span>
      );
    default:
      return <span role="status">{t('publish.saving.saving')}</span>;
  }
}
