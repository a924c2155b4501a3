import { useEffect, useRef } from 'react';
import type { Shapes } from '../../lib/browser/import-shapes.ts';
import type { FormatContext } from '../../lib/i18n/format.ts';
import { addDays, localDateAt } from '../../lib/plan/zone.ts';
import { CheckStep } from './check-step.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { ImportsList } from './imports-list.tsx';
import { Progress } from './progress.tsx';
import { ResultStep } from './result-step.tsx';
import { Stopped } from './stopped.tsx';
import type { ImportTarget } from './target.ts';
import { type Stage, useImport } from './use-import.ts';
import { useImportWords } from './words.ts';

type ImportFlowProps = {
  target: ImportTarget;
  shapes: Shapes;
  /** ISO 3166 country of phones without a country code: the place's. */
  region: string;
  format: () => FormatContext;
  onDone: () => void;
  newId?: () => string;
};

/** Calls follow services of the last days only, so that the first import is no heap of overdue calls. */
const START_DAYS_BACK = 3;
const STEPS: { [S in Stage['step']]: 1 | 2 | 3 | 4 } = { choose: 1, reading: 1, columns: 2, checking: 3, check: 3, importing: 4, stopped: 4, result: 4 };

/** From a customer file to customers, services and calls. Nothing is written before the person has seen it and confirmed. */
export function ImportFlow({ target, shapes, region, format, onDone, newId = () => crypto.randomUUID() }: ImportFlowProps) {
  const { now, zone } = format();
  const today = localDateAt(now, zone);
  const flow = useImport({ target, shapes, region, today, startDate: addDays(today, -START_DAYS_BACK), newId });
  const n = STEPS[flow.stage.step];
  return (
    <section aria-labelledby="import-title" className="@container mx-auto w-full max-w-5xl">
      <Heading n={n} />
      <Step flow={flow} target={target} format={format} onDone={onDone} />
    </section>
  );
}

/** The step just reached has the focus, so that the keyboard and screen readers go on from there. */
function Heading({ n }: { n: 1 | 2 | 3 | 4 }) {
  const { t } = useImportWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(n);
  useEffect(() => {
    if (before.current !== n) heading.current?.focus();
    before.current = n;
  }, [n]);
  const title = { 1: t('import.choose.title'), 2: t('import.columns.title'), 3: t('import.check.title'), 4: t('import.title') }[n];
  return (
    <header className="mb-3">
      <p className="m-0 text-label text-muted">{t('import.step', { n })}</p>
      <h2 id="import-title" ref={heading} tabIndex={-1} className="m-0 text-name font-semibold outline-none">
        {title}
      </h2>
    </header>
  );
}

type StepProps = { flow: ReturnType<typeof useImport>; target: ImportTarget; format: () => FormatContext; onDone: () => void };

function Step({ flow, target, format, onDone }: StepProps) {
  const { t } = useImportWords();
  const { stage, reading } = flow;
  switch (stage.step) {
    case 'choose':
    case 'reading':
      return (
        <>
          <ChooseFile
            busy={stage.step === 'reading' ? stage.name : null}
            problem={stage.step === 'choose' ? stage.problem : null}
            onFile={(file) => void flow.read(file)}
          />
          <ImportsList target={target} format={format} />
        </>
      );
    case 'columns':
      return reading ? <ColumnsStep reading={reading} flow={flow} format={format} /> : null;
    case 'checking':
      return <Progress label={t('import.checking', stage)} done={stage.done} total={stage.total} onStop={flow.stopChecking} />;
    case 'check':
      return <CheckStep checked={stage.checked} fileName={reading?.file.name ?? ''} flow={flow} where={target.where} format={format} />;
    case 'importing':
      return <Progress label={t('import.importing', stage)} done={stage.done} total={stage.total} onStop={flow.stopImport} />;
    case 'stopped':
      return flow.run ? <Stopped end={stage.end} run={flow.run} target={target} onGoOn={() => void flow.proceed()} onAgain={flow.again} /> : null;
    case 'result':
      return flow.run && flow.checked ? (
        <ResultStep
          run={flow.run}
          target={target}
          refused={flow.checked.refused}
          proposals={flow.proposals}
          refusedCsv={flow.refusedCsv}
          format={format}
          onAgain={flow.again}
          onDone={onDone}
        />
      ) : null;
  }
}
