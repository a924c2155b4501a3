import { useTranslation } from 'react-i18next';

/** A cell of the tables of who has whom. */
export const CELL = 'border-b border-line px-2 py-1.5 text-fact';

type LoadColumn = 'person' | 'customers' | 'calls' | 'before' | 'after';

/** The head of a table of who has whom: names to the left, figures to the right. */
export function LoadHead({ columns }: { columns: readonly LoadColumn[] }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column}
            scope="col"
            className={`border-b border-line px-2 py-1.5 text-label font-normal whitespace-nowrap text-muted ${column === 'person' ? 'text-left' : 'text-right'}`}
          >
            {t(`team.assign.column.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
