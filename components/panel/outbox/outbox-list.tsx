import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight, CircleAlert, Hourglass } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { type ListedRow, outboxRows } from '../../../lib/db/outbox.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { partRefused } from '../../../lib/outbox/refusal.ts';
import { usePanel } from '../context.ts';
import { useLive } from '../hooks/use-live.ts';

const ROW = 52;

/** All rows by their numbers, of which only those in sight are read and drawn: after a long outage there are a thousand. */
export function OutboxList({ order, onOpen }: { order: readonly number[]; onOpen: (n: number) => void }) {
  const { t } = useTranslation();
  const { db } = usePanel();
  const scroll = useRef<HTMLElement>(null);
  const list = useVirtualizer({ count: order.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 6 });
  const items = list.getVirtualItems();
  const inSight = items.flatMap(({ index }) => order[index] ?? []);
  const rows = useLive([db.outbox, db.customers], () => outboxRows(db, inSight), [db, inSight.join()]);
  return (
    <section
      ref={scroll}
      aria-label={t('outbox.list')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
      className="max-h-[48dvh] overflow-y-auto rounded-lg border border-line -outline-offset-2"
    >
      <ul className="relative m-0 list-none p-0" style={{ height: list.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const listed = rows?.get(order[index] ?? 0);
          return listed ? <Item key={listed.row.n} listed={listed} place={{ index, count: order.length, start }} onOpen={onOpen} /> : null;
        })}
      </ul>
    </section>
  );
}

type ItemProps = { listed: ListedRow; place: { index: number; count: number; start: number }; onOpen: (n: number) => void };

function Item({ listed, place, onOpen }: ItemProps) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const { row, name } = listed;
  return (
    <li
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      className="absolute inset-x-0 border-b border-line"
      style={{ height: ROW, transform: `translateY(${place.start}px)` }}
    >
      <button
        type="button"
        onClick={() => onOpen(row.n)}
        className="flex size-full cursor-pointer items-center gap-2 border-0 bg-transparent px-2 text-left font-sans text-fact text-ink -outline-offset-2 hover:bg-accent-soft"
      >
        {row.state === 'rejected' ? (
          <CircleAlert size={16} aria-hidden="true" className="shrink-0 text-bad" />
        ) : (
          <Hourglass size={16} aria-hidden="true" className="shrink-0 text-fair" />
        )}
        <span className="min-w-0 flex-1">
          <span className="flex justify-between gap-2">
            <span className="min-w-0 truncate font-semibold">
              {t(`mutation.${row.mutation.kind}`)}
              {name ? ` · ${name}` : ''}
            </span>
            <span className="tabular shrink-0 text-muted">{formatMoment(row.createdAt, format())}</span>
          </span>
          <Why row={row} />
        </span>
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-faint" />
      </button>
    </li>
  );
}

/** In one line: that it waits, or what was refused, in the agent's words and never in the endpoint's. */
function Why({ row }: { row: OutboxRow }) {
  const { t } = useTranslation();
  const { lastError } = row;
  const part = partRefused(lastError?.field ?? null);
  const why = [part ? t(`outbox.part.${part}`) : '', lastError ? t(`error.${lastError.kind}`) : ''].filter((one) => one !== '').join(' · ');
  const isRejected = row.state === 'rejected';
  return (
    <span className={`block truncate ${isRejected ? 'text-bad' : 'text-muted'}`}>
      {isRejected ? t('outbox.refused', { why }) : [t('outbox.waiting'), why].filter((one) => one !== '').join(' · ')}
    </span>
  );
}
