import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Reason } from '../../lib/contract/reason.ts';
import type { Undone } from '../../lib/contract/undo-import.ts';
import { type FormatContext, formatLocalDate } from '../../lib/i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { DownloadRefused } from './download-refused.tsx';
import { Fold } from './row-lists.tsx';
import { type ImportRun, type Proposal, summaryOf } from './run-import.ts';
import type { ImportTarget } from './target.ts';
import { UndoImport } from './undo-import.tsx';
import { isWaiting, UndoneLines } from './undone-lines.tsx';
import { useImportWords } from './words.ts';

type ResultStepProps = {
  run: ImportRun;
  target: Pick<ImportTarget, 'undo'>;
  refused: number;
  /** Null while the names are being looked up. */
  proposals: Proposal[] | null;
  refusedCsv: (word: (reason: Reason) => string) => Promise<string>;
  format: () => FormatContext;
  onAgain: () => void;
  onDone: () => void;
};

const NO_CALL = ['history', 'no-service', 'opted-out', 'already-planned', 'no-rule', 'service-in-future', 'no-phone', 'no-usable-phone'];

/** What became of every data row; the three counts add up to the rows of data. */
export function ResultStep({ run, target, refused, proposals, refusedCsv, format, onAgain, onDone }: ResultStepProps) {
  const { t } = useImportWords();
  const [undone, setUndone] = useState<Undone | null>(null);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (undone) outcome.current?.focus();
  }, [undone]);
  const summary = summaryOf(run);
  const startDate = formatLocalDate(run.startDate, format());
  return (
    <>
      <div role="status" className="panel-card rounded-[10px] border border-line bg-surface p-4">
        <h3 className="m-0 flex items-center gap-2 text-body font-bold">
          <CircleCheck size={18} aria-hidden="true" className="text-good" />
          {t('import.result.title')}
        </h3>
        <p className="m-0 mt-2 text-fact text-muted">{t('import.result.rows', { count: run.rows.length + refused })}</p>
        <dl className="m-0 mt-1 max-w-md text-body">
          <Count n={summary.imported} name={t('import.result.imported')} />
          <Count n={summary.merged} name={t('import.result.merged')} />
          {summary.unchanged > 0 ? <Count n={summary.unchanged} name={t('import.result.unchanged')} quiet /> : null}
          <Count n={refused} name={t('import.result.refused')} bad={refused > 0} />
        </dl>
        <p className="m-0 mt-3 font-semibold">{t('import.result.tasks', { count: run.tasks })}</p>
        {summary.noCall.length > 0 ? (
          <>
            <p className="m-0 mt-2 text-fact text-muted">{t('import.result.noCall')}</p>
            <dl className="m-0 max-w-md text-fact">
              {summary.noCall.map(({ code, count }) => (
                <Count key={code} n={count} name={t(`import.noCall.${NO_CALL.includes(code) ? code : 'other'}`, { day: startDate })} />
              ))}
            </dl>
          </>
        ) : null}
      </div>
      {refused > 0 ? (
        <div className="panel-card mt-2 rounded-[10px] border border-line bg-surface p-3">
          <DownloadRefused fileName={run.fileName} refusedCsv={refusedCsv} />
        </div>
      ) : null}
      {summary.proposals.length > 0 ? (
        <div className="mt-2">
          <Fold title={t('import.result.same')} count={summary.proposals.length} tone="fair">
            <p className="m-0 mb-2 text-fact text-muted">{t('import.result.sameExplain')}</p>
            <Proposals proposals={proposals} />
          </Fold>
        </div>
      ) : null}
      {undone ? (
        <div ref={outcome} tabIndex={-1} role="status" className="panel-card mt-2 rounded-[10px] border border-line bg-surface p-3 text-body">
          <UndoneLines undone={undone} />
        </div>
      ) : null}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button kind="primary" onPress={onDone}>
          {t('import.result.done')}
        </Button>
        <Button onPress={onAgain}>{t('import.result.another')}</Button>
        {undone === null || isWaiting(undone) ? (
          <UndoImport importId={run.importId} fileName={run.fileName} target={target} again={undone !== null} onUndone={setUndone} />
        ) : null}
      </div>
    </>
  );
}

function Count({ n, name, quiet = false, bad = false }: { n: number; name: string; quiet?: boolean; bad?: boolean }) {
  return (
    <div className={`flex flex-row-reverse justify-end gap-3 ${quiet ? 'text-muted' : ''}`}>
      <dt className="min-w-0 flex-1">{name}</dt>
      <dd className={`tabular m-0 w-14 shrink-0 text-right ${quiet ? '' : 'font-bold'} ${bad ? 'text-bad' : ''}`}>{n}</dd>
    </div>
  );
}

function Proposals({ proposals }: { proposals: Proposal[] | null }) {
  const { t } = useImportWords();
  if (proposals === null) return <p className="m-0 text-fact text-muted">{t('common.loading')}</p>;
  const other = ({ row, name }: Proposal['other']) =>
    row !== null ? t('import.result.sameRow', { row, name: name ?? '' }) : (name ?? t('import.result.sameKnown'));
  return (
    <ul className="m-0 max-h-80 list-none overflow-y-auto p-0 text-fact">
      {proposals.map((one) => (
        <li key={one.row} className="border-b border-line py-1 last:border-b-0">
          {t('import.result.sameAs', { row: one.row, name: one.name, other: other(one.other) })}
        </li>
      ))}
    </ul>
  );
}
