import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/sync/request.ts';
import { Button } from '../ui/button.tsx';

export type Column = { key: string; title: string /** Tailwind width of the column. */; width: string; hideTitle?: boolean };
export type Row = { key: string; current?: boolean; cells: ReactNode[] };
/** A list that comes in pages. */
export type Paged = { total: number; more: boolean; loadingMore: boolean; failure: Failure | null; loadMore: () => void };

type VirtualTableProps = { label: string; columns: Column[]; count: number; row: (index: number) => Row | null; paged: Paged; showIndex?: number };

const ROW = 34;
const AHEAD = 5;

/** A table of which only the rows in sight are there; the next page is fetched as its end comes near. */
export function VirtualTable({ label, columns, count, row, paged, showIndex }: VirtualTableProps) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 10, scrollPaddingStart: 28 });
  const items = rows.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  const last = items.at(-1)?.index ?? 0;
  const { total, more, loadingMore, failure, loadMore } = paged;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks when the end comes into sight
  useEffect(() => {
    if (more && !loadingMore && !failure && last >= count - AHEAD) loadMore();
  }, [last, count, more, loadingMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the keyboard, not the wheel
  useEffect(() => {
    if (showIndex !== undefined) rows.scrollToIndex(showIndex);
  }, [showIndex]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section ref={scroll} aria-label={label} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
      <table aria-label={label} aria-rowcount={total + 1} className="w-full table-fixed border-collapse text-left text-fact">
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ key, title, width, hideTitle }) => (
              <th
                key={key}
                scope="col"
                className={`sticky top-0 z-10 h-7 truncate border-b border-line bg-surface px-2 text-key font-bold text-muted ${width}`}
              >
                {hideTitle ? <span className="sr-only">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} columns={columns.length} />
          {items.map(({ index }) => {
            const one = row(index);
            return one ? (
              <tr
                key={one.key}
                aria-rowindex={index + 2}
                {...(one.current ? { 'aria-current': 'true' as const } : {})}
                style={{ height: ROW }}
                className={`relative border-b border-line ${one.current ? 'bg-accent-soft' : 'hover:bg-bg'}`}
              >
                {one.cells.map((cell, column) => (
                  <td key={columns[column]?.key} {...(typeof cell === 'string' ? { title: cell } : {})} className="truncate px-2">
                    {cell}
                  </td>
                ))}
              </tr>
            ) : null;
          })}
          <Gap height={below} columns={columns.length} />
        </tbody>
      </table>
      {more ? (
        <div className="p-2 text-center">
          <Button isDisabled={loadingMore} onPress={loadMore}>
            {t(loadingMore ? 'common.loading' : 'workspace.more')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** Stands for the rows out of sight. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns} />
    </tr>
  ) : null;
}
