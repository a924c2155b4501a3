import type { FormatContext } from '../../lib/i18n/format.ts';
import { formatLocalDate } from '../../lib/i18n/format.ts';
import { readDate } from '../../lib/import/dates.ts';
import type { Reading } from './use-import.ts';
import { useImportWords } from './words.ts';

const TWOFOLD = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s]\d{4}/;

/** Asked only when the file's dates do not tell which of 03/04/2026 is the month. */
export function DateOrder({ reading, format, onChange }: { reading: Reading; format: () => FormatContext; onChange: (dayFirst: boolean) => void }) {
  const { t } = useImportWords();
  const example = exampleOf(reading);
  const context = format();
  // The year always stands there: which year is not the question, but a day without one reads like a phrase.
  const day = (dayFirst: boolean) => {
    const read = readDate(example, { dayFirst, shortYearFirst: false, today: '9999-12-31' });
    return read.ok ? formatLocalDate(read.value, { ...context, now: 0 }) : '';
  };
  return (
    <fieldset data-tone="fair" className="m-0 mt-3 rounded-[10px] border border-fair bg-fair-soft p-3">
      <legend className="float-left mb-1 p-0 text-body font-semibold">{t('import.columns.dates', { example })}</legend>
      <div className="clear-both flex flex-wrap gap-x-6 gap-y-1">
        {[true, false].map((dayFirst) => (
          <label key={String(dayFirst)} className="inline-flex min-h-8 items-center gap-2 text-body">
            <input
              type="radio"
              name="import-day-first"
              checked={reading.dayFirst.dayFirst === dayFirst}
              onChange={() => onChange(dayFirst)}
              className="size-4"
            />
            {t(dayFirst ? 'import.columns.dayFirst' : 'import.columns.monthFirst', { day: day(dayFirst) })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A date of the file that could be two days. */
function exampleOf({ file, mapping }: Reading): string {
  const columns = mapping.filter(({ field }) => ['birthday', 'serviceDate', 'serviceEnd', 'nextDate'].includes(field));
  const cells = file.preview.flatMap((row) => columns.map(({ column }) => (row.cells[column] ?? '').trim()));
  const twofold = cells.find((cell) => {
    const match = TWOFOLD.exec(cell);
    return match !== null && Number(match[1]) <= 12 && Number(match[2]) <= 12 && match[1] !== match[2];
  });
  return twofold ?? '03/04/2026';
}
