import { TriangleAlert } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import type { ImportRun, RunEnd } from './run-import.ts';
import type { ImportTarget } from './target.ts';
import { UndoImport } from './undo-import.tsx';
import { useImportWords } from './words.ts';

type StoppedProps = {
  end: Exclude<RunEnd, { kind: 'done' }>;
  run: ImportRun;
  target: Pick<ImportTarget, 'where' | 'undo'>;
  onGoOn: () => void;
  onAgain: () => void;
};

/** How far it came, what stands written, and what to do next. */
export function Stopped({ end, run, target, onGoOn, onAgain }: StoppedProps) {
  const { t } = useImportWords();
  const { where } = target;
  const done = run.rows.length;
  return (
    <div role="alert" data-tone="fair" className="rounded-[10px] border border-line bg-fair-soft p-4 text-body">
      <h3 className="m-0 flex items-center gap-2 text-body font-bold text-fair">
        <TriangleAlert size={18} aria-hidden="true" />
        {t('import.stopped.title')}
      </h3>
      <p className="m-0 mt-2">{useWhy(end, where)}</p>
      <p className="m-0 mt-1">
        {done > 0 ? t('import.stopped.some', { done, total: run.total }) : mayBeWritten(end, where) ? null : t('import.stopped.none')}{' '}
        {mayBeWritten(end, where) ? t('import.stopped.maybe') : null}
      </p>
      <p className="m-0 mt-1 text-muted">{t('import.stopped.safe')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {canGoOn(end) ? (
          <Button kind="primary" onPress={onGoOn}>
            {t('import.stopped.goOn')}
          </Button>
        ) : null}
        <Button onPress={onAgain}>{t('import.choose.again')}</Button>
        {done > 0 ? <UndoImport importId={run.importId} fileName={run.fileName} target={target} onUndone={onAgain} /> : null}
      </div>
    </div>
  );
}

/** An answer that did not come says nothing about what the endpoint did with the request. */
function mayBeWritten(end: StoppedProps['end'], where: ImportTarget['where']): boolean {
  if (where === 'here') return false;
  return end.kind === 'cancelled' || ['offline', 'timeout', 'bad-reply'].includes(end.failure.kind);
}

function canGoOn(end: StoppedProps['end']): boolean {
  return end.kind === 'cancelled' || end.failure.retry || end.failure.kind === 'unauthenticated';
}

function useWhy(end: StoppedProps['end'], where: ImportTarget['where']): string {
  const { t } = useImportWords();
  if (end.kind === 'cancelled') return t('import.stopped.cancelled');
  if (end.row !== null) return t('import.stopped.atRow', { row: end.row, field: end.field });
  const { kind } = end.failure;
  const why = where === 'here' ? t('import.stopped.notSaved') : t(`error.${kind}`);
  const next =
    where === 'here'
      ? 'here'
      : ['offline', 'timeout'].includes(kind)
        ? 'offline'
        : ['forbidden', 'unauthenticated', 'too-large'].includes(kind)
          ? kind
          : 'other';
  return `${t('import.stopped.failed', { why })} ${t(`import.stopped.next.${next}`)}`;
}
