import { useEffect, useRef, useState } from 'react';
import type { ImportedFile } from '../../lib/contract/undo-import.ts';
import { type FormatContext, formatMoment } from '../../lib/i18n/format.ts';
import { Button } from '../ui/button.tsx';
import type { ImportTarget } from './target.ts';
import { UndoImport } from './undo-import.tsx';
import { isWaiting, UndoneLines } from './undone-lines.tsx';
import { useImportWords } from './words.ts';

type ImportsListProps = { target: Pick<ImportTarget, 'imports' | 'undo'>; format: () => FormatContext };

type Loaded = { state: 'loading' } | { state: 'failed'; why: string } | { state: 'ready'; imports: ImportedFile[] };

/** What was imported: file, when, by whom, how many rows, and the way back. */
export function ImportsList({ target, format }: ImportsListProps) {
  const { t } = useImportWords();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the wish to look again
  useEffect(() => {
    let shown = true;
    void target.imports().then((reply) => {
      if (shown) setLoaded(reply.ok ? { state: 'ready', imports: reply.value } : { state: 'failed', why: reply.failure.kind });
    });
    return () => {
      shown = false;
    };
  }, [target, asked]);
  const heading = useRef<HTMLHeadingElement>(null);
  const again = () => {
    heading.current?.focus();
    setAsked((count) => count + 1);
  };
  return (
    <section aria-labelledby="imports-title" className="mt-6">
      <h3 id="imports-title" ref={heading} tabIndex={-1} className="m-0 mb-1 text-body font-bold outline-none">
        {t('import.list.title')}
      </h3>
      {loaded.state === 'loading' ? <p className="m-0 text-fact text-muted">{t('common.loading')}</p> : null}
      {loaded.state === 'failed' ? (
        <div role="alert" className="flex flex-wrap items-center gap-2 text-fact text-bad">
          {t('import.list.failed', { why: t(`error.${loaded.why}`) })}
          <Button onPress={again}>{t('import.list.retry')}</Button>
        </div>
      ) : null}
      {loaded.state === 'ready' && loaded.imports.length === 0 ? <p className="m-0 text-fact text-muted">{t('import.list.none')}</p> : null}
      {loaded.state === 'ready' && loaded.imports.length > 0 ? (
        <ul className="panel-card m-0 list-none rounded-[10px] border border-line bg-surface p-0">
          {loaded.imports.map((one) => (
            <Imported key={one.importId} one={one} target={target} format={format} onUndone={again} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

type ImportedProps = { one: ImportedFile; target: Pick<ImportTarget, 'undo'>; format: () => FormatContext; onUndone: () => void };

function Imported({ one, target, format, onUndone }: ImportedProps) {
  const { t } = useImportWords();
  const { importId, fileName, undone } = one;
  const moment = (at: number) => formatMoment(at, format());
  const isOpen = one.canUndo && (undone === null || isWaiting(undone));
  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-1 border-b border-line px-3 py-2 last:border-b-0 @lg:grid-cols-[1fr_auto] @lg:items-center">
      <div className="min-w-0">
        <p className="m-0 font-semibold [overflow-wrap:anywhere]">{fileName}</p>
        <p className="tabular m-0 text-fact text-muted">
          {[moment(one.at), one.by.name, t('import.list.rows', { count: one.rows })].filter((part) => part !== '').join(' · ')}
        </p>
        {undone ? (
          <div className="mt-1 text-fact">
            <p className="m-0 font-semibold">{t('import.list.undone', { when: moment(undone.at) })}</p>
            <UndoneLines undone={undone} />
          </div>
        ) : null}
        {one.canUndo ? null : <p className="m-0 mt-1 text-fact text-muted">{t('import.list.old')}</p>}
      </div>
      {isOpen ? <UndoImport importId={importId} fileName={fileName} target={target} again={undone !== null} onUndone={onUndone} /> : null}
    </li>
  );
}
