import type { Undone } from '../../lib/contract/undo-import.ts';
import { useImportWords } from './words.ts';

/** What became of an import that was undone: what went, what is as before, and who stays and why. */
export function UndoneLines({ undone }: { undone: Undone }) {
  const { t } = useImportWords();
  const { customers, services, fields, stay } = undone;
  const lines = [
    customers.removed > 0 ? t('import.undo.removed', { count: customers.removed }) : null,
    customers.restored > 0 ? t('import.undo.restored', { count: customers.restored }) : null,
    services > 0 ? t('import.undo.services', { count: services }) : null,
    fields > 0 ? t('import.undo.fields', { count: fields }) : null,
    ...stay.map(({ what, why, count }) => t(`import.undo.stay.${what}.${why}`, { count })),
  ].filter((line) => line !== null);
  return (
    <ul className="m-0 list-none p-0">
      {(lines.length > 0 ? lines : [t('import.undo.nothing')]).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Some may be gone another time. */
export function isWaiting({ stay }: Undone): boolean {
  return stay.some(({ why }) => why === 'busy');
}
