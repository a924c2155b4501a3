import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListedRow } from '../../../lib/db/outbox.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { partRefused } from '../../../lib/outbox/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { usePanel } from '../context.ts';
import { Correction } from './correction.tsx';
import { ReplacedWords } from './replaced-words.tsx';

/** One row: why it is still here and what to do; what was refused is corrected and sent, under a number of its own. */
export function RowDetail({ listed, onBack, onBegun }: { listed: ListedRow; onBack: () => void; onBegun: (begun: boolean) => void }) {
  const { t } = useTranslation();
  const { format, session } = usePanel();
  const { row, name } = listed;
  const isRefused = row.state === 'rejected';
  const part = partRefused(row.lastError?.field ?? null);
  return (
    <div className="grid gap-3 text-body">
      <div>
        <Button kind="quiet" tight onPress={onBack} autoFocus>
          <ArrowLeft size={16} aria-hidden="true" />
          {t('outbox.back')}
        </Button>
      </div>
      <div>
        <h3 className="m-0 text-body font-bold">
          {t(`mutation.${row.mutation.kind}`)}
          {name ? ` · ${name}` : ''}
        </h3>
        <p className="tabular m-0 text-fact text-muted">
          {t('outbox.savedAt', { at: formatMoment(row.createdAt, format()) })}
          {row.attempts > 0 ? ` · ${t('outbox.tries', { count: row.attempts })}` : ''}
        </p>
      </div>
      <div className={`panel-card rounded-lg p-2 ${isRefused ? 'bg-bad-soft' : 'bg-fair-soft'}`}>
        <p className={`m-0 font-semibold ${isRefused ? 'text-bad' : 'text-fair'}`}>{t(isRefused ? 'outbox.refusedTitle' : 'outbox.waitingTitle')}</p>
        {row.lastError ? (
          <p className="m-0 mt-0.5">{t(`outbox.do.${row.lastError.kind}`, { part: t(`outbox.part.${part ?? 'other'}`) })}</p>
        ) : session.mode === 'alone' ? (
          <p className="m-0 mt-0.5">{t('outbox.alone')}</p>
        ) : null}
      </div>
      <ReplacedWords replaced={row.replaced ?? []} />
      {isRefused ? <Correction listed={listed} onDone={onBack} onBegun={onBegun} /> : null}
    </div>
  );
}
