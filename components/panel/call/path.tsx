import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../lib/script/walk.ts';

/** Where the talk has been, the newest steps last; of a long path the last two. */
export function Path({ at, onBack }: { at: Position; onBack: () => void }) {
  const { t, i18n } = useTranslation();
  const entries = at.path.length > 3 ? [null, ...at.path.slice(-2)] : at.path;
  const words = (title: { [language: string]: string }) => title[i18n.language] ?? Object.values(title)[0];
  return (
    <nav aria-label={t('call.path')} className="mb-1.5 flex min-h-8 items-center justify-between gap-2">
      <ol className="m-0 flex min-w-0 list-none items-center gap-1 overflow-hidden p-0 text-label text-muted">
        {entries.map((entry, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a step can stand in the path more than once
            key={index}
            className="flex min-w-0 shrink items-center gap-1 last:shrink-0"
            {...(index === entries.length - 1 ? { 'aria-current': 'step' as const } : {})}
          >
            {index > 0 ? <span aria-hidden="true">›</span> : null}
            <span className={index === entries.length - 1 ? 'text-ink' : 'truncate'}>{entry ? words(entry.title) : '…'}</span>
          </li>
        ))}
      </ol>
      <button
        type="button"
        onClick={onBack}
        disabled={!at.canGoBack}
        aria-keyshortcuts="Backspace"
        className="inline-flex h-8 shrink-0 cursor-pointer items-center gap-1 rounded border-0 bg-transparent px-1.5 text-label text-muted hover:text-ink disabled:invisible"
      >
        <Undo2 size={14} aria-hidden="true" />
        {t('call.back')} <span aria-hidden="true">⌫</span>
      </button>
    </nav>
  );
}
