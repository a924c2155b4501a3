import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { outboxOrder, outboxRows } from '../../../lib/db/outbox.ts';
import { formatMoment, toLocalInput } from '../../../lib/i18n/format.ts';
import { refusedAsCsv, refusedAsJson } from '../../../lib/outbox/export.ts';
import { partRefused } from '../../../lib/outbox/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { usePanel } from '../context.ts';

/** What was refused as a file: for a spreadsheet, or whole. The rows stay. */
export function CopyRefused() {
  const { t } = useTranslation();
  const { db, clock, place, format } = usePanel();
  const save = async (as: 'csv' | 'json') => {
    const listed = [...(await outboxRows(db, await outboxOrder(db))).values()].filter(({ row }) => row.state === 'rejected');
    const names = new Map(listed.map(({ row, name }) => [row.n, name ?? '']));
    const rows = listed.map(({ row }) => row);
    const name = `callside-refused-${toLocalInput(clock.now(), place.timeZone).replace(/[:T]/g, '-')}.${as}`;
    if (as === 'json') return download(name, refusedAsJson(rows), 'application/json');
    const csv = refusedAsCsv(rows, {
      header: {
        kind: t('outbox.csv.kind'),
        savedAt: t('outbox.csv.savedAt'),
        why: t('outbox.csv.why'),
        part: t('outbox.csv.part'),
        customer: t('outbox.csv.customer'),
        said: t('outbox.csv.said'),
        number: t('outbox.csv.number'),
      },
      kind: (row) => t(`mutation.${row.mutation.kind}`),
      savedAt: (row) => formatMoment(row.createdAt, format()),
      why: (row) => (row.lastError ? t(`error.${row.lastError.kind}`) : ''),
      part: (row) => t(`outbox.part.${partRefused(row.lastError?.field ?? null) ?? 'other'}`),
      customer: (row) => names.get(row.n) ?? '',
    });
    download(name, csv, 'text/csv');
  };
  return (
    <div role="group" aria-label={t('outbox.copy')} className="mt-2 flex flex-wrap items-center gap-2 text-fact">
      <Download size={16} aria-hidden="true" className="text-muted" />
      <span className="text-muted">{t('outbox.copy')}</span>
      <Button tight onPress={() => void save('csv')}>
        {t('outbox.asCsv')}
      </Button>
      <Button tight onPress={() => void save('json')}>
        {t('outbox.asJson')}
      </Button>
    </div>
  );
}
