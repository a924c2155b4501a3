import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OwnRecord, ownRecordsSince, returnedRecords } from '../../../lib/db/reviews.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { instantOf, localDateAt } from '../../../lib/plan/zone.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { satisfactionTone } from '../../ui/tone.tsx';
import { usePanel } from '../context.ts';
import { OwnRecordView } from './own-record-view.tsx';

/** What QA wrote about, and today's own records: each opens as it went, is answered or corrected. */
export function OwnDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { db, agent, place, clock } = usePanel();
  const [openId, setOpenId] = useState<string | null>(null);
  const lists = useLiveQuery(async () => {
    const today = instantOf(localDateAt(clock.now(), place.timeZone), '00:00', place.timeZone);
    return { returned: await returnedRecords(db), own: await ownRecordsSince(db, agent.id, today) };
  }, [db, agent, place, clock]);
  if (!lists) return null;
  const { returned, own } = lists;
  const open = [...returned, ...own].find(({ record }) => record.id === openId);
  if (open) return <OwnRecordView key={open.record.id} entry={open} onBack={() => setOpenId(null)} onClose={onClose} />;
  const rest = own.filter(({ record }) => !returned.some((one) => one.record.id === record.id));
  return (
    <Dialog title={t('own.title')} onClose={onClose}>
      <List title={t('own.returned')} empty={t('own.noneReturned')} entries={returned} onOpen={setOpenId} />
      <List title={t('own.today')} empty={t('own.noneToday')} entries={rest} onOpen={setOpenId} />
    </Dialog>
  );
}

type ListProps = { title: string; empty: string; entries: readonly OwnRecord[]; onOpen: (id: string) => void };

function List({ title, empty, entries, onOpen }: ListProps) {
  const { t } = useTranslation();
  const { format } = usePanel();
  return (
    <section className="mb-4">
      <h3 className="m-0 mb-1 text-label font-semibold text-muted">{title}</h3>
      {entries.length === 0 ? <p className="m-0 text-fact text-muted">{empty}</p> : null}
      <ul aria-label={title} className="m-0 list-none p-0">
        {entries.map(({ record, name, review, onItsWay }) => {
          const last = review?.entries.at(-1);
          return (
            <li key={record.id} className="border-b border-line">
              <button
                type="button"
                onClick={() => onOpen(record.id)}
                className="block w-full cursor-pointer rounded border-0 bg-transparent px-1 py-1.5 text-left text-fact text-ink hover:bg-accent-soft"
              >
                <span className="flex justify-between gap-2">
                  <span className="min-w-0 font-semibold">{name || t(record.customerId === null ? 'own.unknown' : 'own.nameless')}</span>
                  <span className="tabular shrink-0 text-muted">{formatMoment(record.startedAt, format())}</span>
                </span>
                <span className="flex flex-wrap gap-x-2">
                  <span className={record.satisfaction ? satisfactionTone[record.satisfaction].text : 'text-muted'}>
                    {record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : t(`outcome.${record.outcome}`)}
                  </span>
                  {onItsWay ? (
                    <span className="text-muted">{t('own.onItsWay')}</span>
                  ) : review ? (
                    <span className={review.state === 'open' ? 'font-semibold text-fair' : 'text-muted'}>
                      {review.state === 'open' ? t('own.waits') : t(`review.state.${review.state}`)}
                    </span>
                  ) : null}
                </span>
                {last?.text ? <span className="line-clamp-2 block text-muted">{last.text}</span> : null}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
