import { useTranslation } from 'react-i18next';
import type { Guarantees } from '../../../lib/contract/wire.ts';

/** Today's three guarantees (P10). A figure that is about to break is marked by a word as well as by colour. */
export function Today({ guarantees }: { guarantees: Guarantees }) {
  const { t } = useTranslation();
  const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.floor((part / whole) * 100)}%`);
  const figures = [
    {
      key: 'called',
      value: `${guarantees.called}/${guarantees.due}`,
      short: guarantees.called < guarantees.due ? t('today.toGo', { count: guarantees.due - guarantees.called }) : '',
    },
    {
      key: 'inTime',
      value: percent(guarantees.inTime, guarantees.called),
      short: guarantees.inTime < guarantees.called ? t('today.late', { count: guarantees.called - guarantees.inTime }) : '',
    },
    {
      key: 'complete',
      value: percent(guarantees.complete, guarantees.records),
      short: guarantees.complete < guarantees.records ? t('today.incomplete', { count: guarantees.records - guarantees.complete }) : '',
    },
  ];
  return (
    <section aria-labelledby="today" className="mt-4">
      <h2 id="today" className="m-0 text-label font-semibold text-muted">
        {t('today.title')}
      </h2>
      <dl className="m-0 mt-1.5 grid grid-cols-3 gap-2">
        {figures.map(({ key, value, short }) => (
          <div key={key} className="panel-card flex flex-col-reverse justify-end rounded-lg border border-line bg-surface p-2">
            <dt className="text-label text-muted">{t(`today.${key}`)}</dt>
            <dd className="tabular m-0 text-body font-bold">
              {value}
              {short ? <span className="ml-1 text-key font-semibold text-fair">{short}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
