import { History, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type FormatContext, formatDay } from '../../lib/i18n/format.ts';
import { checkMapping, type MappingProblem } from '../../lib/import/columns.ts';
import { Button } from '../ui/button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { ColumnList } from './column-list.tsx';
import { DateOrder } from './date-order.tsx';
import { ReadOtherwise } from './read-otherwise.tsx';
import type { Reading, useImport } from './use-import.ts';
import { useImportWords } from './words.ts';

type Flow = Pick<ReturnType<typeof useImport>, 'setMapping' | 'forgetColumns' | 'change' | 'check' | 'again' | 'readAgain'>;

/** What was recognised, all of it to be corrected. */
export function ColumnsStep({ reading, flow, format }: { reading: Reading; flow: Flow; format: () => FormatContext }) {
  const { t, delimiter } = useImportWords();
  const { file, mapping, dayFirst, startDate } = reading;
  const problems = checkMapping(mapping);
  const blocked = problems.some((problem) => problem.severity === 'error') || startDate === '';
  const check = () => {
    if (!blocked) void flow.check();
  };
  useKeys({ 'Ctrl+Enter': check }, { inDialog: true });
  return (
    <>
      <dl className="m-0 flex flex-wrap gap-x-6 gap-y-1 text-fact">
        <Found name={t('import.choose.label')}>{file.name}</Found>
        {file.workbook ? (
          <Found name={t('import.columns.sheet')}>{file.workbook.sheet}</Found>
        ) : (
          <>
            <Found name={t('import.columns.encoding')}>{file.encoding?.toUpperCase()}</Found>
            <Found name={t('import.columns.delimiter')}>{delimiter(file.delimiter)}</Found>
          </>
        )}
        <Found name={t('import.columns.headerRow')}>{file.headerRow}</Found>
        <Found name={t('import.columns.dataRows')}>{file.dataRows}</Found>
        <Found name={t('import.columns.notData')}>{file.notData.length}</Found>
      </dl>
      <ReadOtherwise key={`${file.workbook?.sheet ?? file.delimiter}${file.headerRow}`} file={file} onRead={flow.readAgain} />
      <h3 className="m-0 mt-4 text-body font-bold">{t('import.columns.meaning')}</h3>
      <p className="m-0 mb-2 text-fact text-muted">{t('import.columns.explain')}</p>
      {reading.remembered ? (
        <div className="mb-2 flex flex-wrap items-center gap-2 rounded-lg bg-accent-soft px-3 py-1.5 text-fact" role="status">
          <History size={15} aria-hidden="true" className="shrink-0 text-accent" />
          <span>{t('import.columns.remembered', { day: formatDay(reading.remembered.at, format()) })}</span>
          <Button onPress={() => void flow.forgetColumns()}>{t('import.columns.forget')}</Button>
        </div>
      ) : null}
      <Problems problems={problems} />
      <ColumnList mapping={mapping} preview={file.preview} problems={problems} onChange={(next) => void flow.setMapping(next)} />
      {dayFirst.certain ? null : (
        <DateOrder reading={reading} format={format} onChange={(first) => flow.change({ dayFirst: { dayFirst: first, certain: false } })} />
      )}
      <div className="panel-card mt-3 rounded-[10px] border border-line bg-surface p-3">
        <label className="flex flex-wrap items-center gap-x-3 gap-y-1 text-body font-semibold">
          {t('import.columns.startDate')}
          <input
            type="date"
            required
            value={startDate}
            aria-describedby="import-start"
            onChange={(event) => flow.change({ startDate: event.target.value })}
            className="tabular min-h-9 rounded-lg border border-line bg-raised px-2.5 text-body text-ink"
          />
        </label>
        <p id="import-start" className="m-0 mt-1 text-fact text-muted">
          {t('import.columns.startExplain')}
        </p>
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button kind="primary" isDisabled={blocked} onPress={check} shortcut="Control+Enter" keyLabel="Ctrl ↵">
          {t('import.columns.check')}
        </Button>
        <Button onPress={flow.again}>{t('import.choose.again')}</Button>
      </div>
    </>
  );
}

function Found({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className="tabular m-0 font-semibold">{children}</dd>
    </div>
  );
}

function Problems({ problems }: { problems: readonly MappingProblem[] }) {
  const { reason } = useImportWords();
  if (problems.length === 0) return null;
  return (
    <ul role="alert" className="m-0 mb-2 grid list-none gap-1 p-0 text-fact">
      {problems.map((problem) => (
        <li
          key={problem.reason.code + problem.field}
          data-tone={problem.severity}
          className={`flex gap-2 rounded-lg p-2 ${problem.severity === 'error' ? 'bg-bad-soft font-semibold text-bad' : 'bg-fair-soft text-fair'}`}
        >
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          {reason(problem.reason)}
        </li>
      ))}
    </ul>
  );
}
