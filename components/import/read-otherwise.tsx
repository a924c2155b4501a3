import { useState } from 'react';
import type { FileFound } from '../../lib/import/import.worker.ts';
import { DELIMITERS, type Delimiter } from '../../lib/import/table.ts';
import { Button } from '../ui/button.tsx';
import { useImportWords } from './words.ts';

type ReadOtherwiseProps = { file: FileFound; onRead: (layout: { delimiter?: Delimiter; headerRow?: number; sheet?: string }) => void };

/** When the guess was wrong: another separator or sheet, another row of headers. */
export function ReadOtherwise({ file, onRead }: ReadOtherwiseProps) {
  const { t, delimiter: word } = useImportWords();
  const [delimiter, setDelimiter] = useState<Delimiter>(file.delimiter);
  const [sheet, setSheet] = useState(file.workbook?.sheet ?? '');
  const [headerRow, setHeaderRow] = useState(file.headerRow);
  // The row of headers belongs to the sheet that was read: in another one it is looked for again, unless it was set.
  const moved = file.workbook !== null && sheet !== file.workbook.sheet && headerRow === file.headerRow;
  const read = () => onRead({ ...(file.workbook ? { sheet } : { delimiter }), ...(moved ? {} : { headerRow }) });
  const input = 'ml-2 min-h-8 rounded-lg border border-line bg-raised px-2 text-fact text-ink';
  return (
    <details className="mt-1 text-fact">
      <summary className="min-h-8 w-fit cursor-pointer content-center text-muted hover:text-ink">{t('import.columns.otherwise')}</summary>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-2">
        {file.workbook ? (
          <label>
            {t('import.columns.sheet')}
            <select value={sheet} onChange={(event) => setSheet(event.target.value)} className={input}>
              {file.workbook.sheets.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <label>
            {t('import.columns.delimiter')}
            <select value={delimiter} onChange={(event) => setDelimiter(event.target.value as Delimiter)} className={input}>
              {DELIMITERS.map((one) => (
                <option key={one} value={one}>
                  {word(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t('import.columns.headerRow')}
          <input
            type="number"
            min={1}
            max={1000}
            value={headerRow}
            onChange={(event) => setHeaderRow(Math.max(1, event.target.valueAsNumber || 1))}
            className={`tabular w-20 ${input}`}
          />
        </label>
        <Button onPress={read}>{t('import.columns.readAgain')}</Button>
      </div>
    </details>
  );
}
