import { type ColumnMeaning, columnLetter, type FieldGroup, fieldCatalogue, type Mapping, type MappingProblem } from '../../lib/import/columns.ts';
import type { FieldId } from '../../lib/import/headers.ts';
import type { TableRow } from '../../lib/import/table.ts';
import { useImportWords } from './words.ts';

type ColumnListProps = { mapping: Mapping; preview: readonly TableRow[]; problems: readonly MappingProblem[]; onChange: (mapping: Mapping) => void };

const groups = [...new Set(fieldCatalogue.map(({ group }) => group))];
const REST: readonly FieldId[] = ['detail', 'more', 'skip'];
/** Below this a person should look. */
const SURE = 0.7;

export function ColumnList({ mapping, preview, problems, onChange }: ColumnListProps) {
  const set = (column: number, field: FieldId) => onChange(mapping.map((one) => (one.column === column ? { ...one, field, confidence: 1 } : one)));
  const wrong = new Set(problems.filter(({ severity }) => severity === 'error').flatMap(({ columns }) => columns));
  return (
    <ul className="panel-card m-0 list-none rounded-[10px] border border-line bg-surface p-0">
      {mapping.map((meaning) => (
        <Column
          key={meaning.column}
          meaning={meaning}
          examples={examplesOf(preview, meaning.column)}
          wrong={wrong.has(meaning.column)}
          onChange={(field) => set(meaning.column, field)}
        />
      ))}
    </ul>
  );
}

function examplesOf(preview: readonly TableRow[], column: number): string[] {
  const filled = preview.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== '');
  return [...new Set(filled)].slice(0, 3);
}

type ColumnProps = { meaning: ColumnMeaning; examples: string[]; wrong: boolean; onChange: (field: FieldId) => void };

function Column({ meaning, examples, wrong, onChange }: ColumnProps) {
  const { t, field } = useImportWords();
  const header = meaning.header.trim() || t('import.columns.noHeader', { letter: columnLetter(meaning.column) });
  const guess = meaning.confidence < SURE && !REST.includes(meaning.field);
  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-1 border-b border-line p-2.5 last:border-b-0 @lg:grid-cols-[minmax(8rem,14rem)_1fr_16rem] @lg:items-center @lg:py-1.5">
      <span className="min-w-0 font-semibold">{header}</span>
      <span className="min-w-0 truncate text-fact text-muted" title={examples.join(' · ')}>
        {examples.length > 0 ? examples.join(' · ') : `(${t('import.columns.empty')})`}
      </span>
      <span className="flex items-center gap-2">
        <select
          aria-label={t('import.columns.means', { header })}
          aria-invalid={wrong}
          value={meaning.field}
          onChange={(event) => onChange(event.target.value as FieldId)}
          className={`min-h-8 min-w-0 flex-1 rounded-lg border bg-raised px-2 text-fact text-ink ${wrong ? 'border-bad' : guess ? 'border-dashed border-fair' : 'border-line'}`}
        >
          {groups.map((group) => (
            <Group key={group} group={group} word={field} />
          ))}
        </select>
        {guess ? <span className="shrink-0 text-label text-fair">{t('import.columns.guess')}</span> : null}
      </span>
    </li>
  );
}

function Group({ group, word }: { group: FieldGroup; word: (field: FieldId) => string }) {
  const { t } = useImportWords();
  return (
    <optgroup label={t(`import.group.${group}`)}>
      {fieldCatalogue
        .filter((info) => info.group === group)
        .map(({ id }) => (
          <option key={id} value={id}>
            {word(id)}
          </option>
        ))}
    </optgroup>
  );
}
