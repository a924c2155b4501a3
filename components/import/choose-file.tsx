import { FileUp, TriangleAlert } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { Reason } from '../../lib/contract/reason.ts';
import { useImportWords } from './words.ts';

type ChooseFileProps = { busy: string | null; problem: { name: string; reason: Reason | null } | null; onFile: (file: File) => void };

/** Any file may be chosen: a wrong one gets an answer that says what to do. */
export function ChooseFile({ busy, problem, onFile }: ChooseFileProps) {
  const { t, reason } = useImportWords();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && busy === null) onFile(file);
  };
  return (
    <>
      <p className="m-0 mb-3 max-w-prose text-fact text-muted">{t('import.choose.explain')}</p>
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`panel-card flex min-h-40 cursor-pointer flex-col items-center justify-center gap-2 rounded-[10px] border-2 border-dashed p-4 text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent ${over ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:bg-accent-soft'}`}
      >
        <FileUp size={28} aria-hidden="true" className="text-accent" />
        <span className="font-semibold">{busy === null ? t('import.choose.drop') : t('import.choose.reading', { name: busy })}</span>
        <input
          type="file"
          aria-label={t('import.choose.label')}
          disabled={busy !== null}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file again is a change too.
            event.target.value = '';
            if (file) onFile(file);
          }}
          className="sr-only"
        />
      </label>
      <div aria-live="polite">
        {problem ? (
          <div role="alert" data-tone="bad" className="mt-3 flex gap-2 rounded-lg bg-bad-soft p-3 text-body">
            <TriangleAlert size={18} aria-hidden="true" className="mt-0.5 shrink-0 text-bad" />
            <div className="min-w-0">
              <p className="m-0 font-semibold text-bad">{t('import.choose.cannot', { name: problem.name })}</p>
              <p className="m-0 mt-0.5">{problem.reason ? reason(problem.reason) : t('import.readerFailed')}</p>
            </div>
          </div>
        ) : null}
      </div>
    </>
  );
}
