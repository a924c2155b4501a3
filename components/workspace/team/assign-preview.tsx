import { useTranslation } from 'react-i18next';
import type { AssignPreview, Load } from '../../../lib/contract/assignment.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { CELL, LoadHead } from './load-table.tsx';

type AssignPreviewProps = { preview: AssignPreview; nameOf: (id: string | null) => string; isBusy: boolean; onApply: () => void };

/** Before and after for each person, who is left and why, and the first who would move. */
export function AssignPreviewPane({ preview, nameOf, isBusy, onApply }: AssignPreviewProps) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { moves, customers, perAgent, nobodys, left, first } = preview;
  const rows = [...perAgent, { agentId: null, ...nobodys }].map((one) => ({ ...one, name: nameOf(one.agentId) }));
  return (
    <div aria-busy={isBusy}>
      <div className="mt-4 flex items-center justify-between gap-3">
        <p role="status" className="tabular m-0 text-body">
          <span className="font-semibold">{moves === 0 ? t('team.assign.movesNone') : t('team.assign.moves', { count: moves })}</span>
          {moves === 0 ? null : <span className="text-muted"> · {t('team.assign.looked', { count: customers })}</span>}
        </p>
        {moves === 0 ? null : (
          <Button kind="primary" isDisabled={isBusy} onPress={onApply}>
            {t('team.assign.do', { count: moves })}
          </Button>
        )}
      </div>
      <table aria-label={t('team.assign.preview')} className="mt-2 w-full border-collapse">
        <caption className="text-right text-label text-muted">{t('team.assign.figures')}</caption>
        <LoadHead columns={['person', 'before', 'after']} />
        <tbody>
          {rows.map(({ agentId, name, before, after }) => (
            <tr key={agentId ?? ''}>
              <th scope="row" className={`${CELL} max-w-56 truncate text-left ${agentId === null ? 'font-normal text-muted' : 'font-semibold'}`} title={name}>
                {name}
              </th>
              <LoadCell load={before} />
              <LoadCell load={after} change={after.customers - before.customers} />
            </tr>
          ))}
        </tbody>
      </table>
      {left.length > 0 ? (
        <>
          <h2 className="m-0 mt-3 text-label font-semibold text-fair">{t('team.assign.left')}</h2>
          <ul className="m-0 mt-1 list-none p-0 text-fact">
            {left.map(({ why, count }) => (
              <li key={JSON.stringify(why)} className="tabular">
                {count} · {wordReason(t, why, format())}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {first.length > 0 ? (
        <>
          <h2 className="m-0 mt-3 text-label font-semibold text-muted">{t('team.assign.first')}</h2>
          <ol className="m-0 mt-1 list-none p-0">
            {first.map((one) => (
              <li key={one.customerId} className="border-t border-line py-1.5 text-fact">
                <div className="flex justify-between gap-2">
                  <span className="min-w-0 truncate font-semibold">{[one.name, one.company, one.class].filter(Boolean).join(' · ')}</span>
                  <span className="shrink-0">{t('team.assign.fromTo', { from: nameOf(one.from), to: nameOf(one.to) })}</span>
                </div>
                <div className="text-label text-muted">{one.why.map((reason) => wordReason(t, reason, format())).join(' · ')}</div>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </div>
  );
}

/** Customers, and in grey the open calls. */
function LoadCell({ load, change = 0 }: { load: Load; change?: number }) {
  return (
    <td className={`${CELL} tabular text-right`}>
      {load.customers}
      {change === 0 ? null : <span className="text-accent"> ({change > 0 ? `+${change}` : change})</span>}
      <span className="text-muted"> · {load.calls}</span>
    </td>
  );
}
