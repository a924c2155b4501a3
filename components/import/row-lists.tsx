import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Reason } from '../../lib/contract/reason.ts';
import type { NotData } from '../../lib/import/table.ts';
import { useImportWords } from './words.ts';

const tones = { good: 'text-good', fair: 'text-fair', bad: 'text-bad', plain: 'text-muted' };

/** A list behind its name and count. */
export function Fold({
  title,
  count,
  tone,
  open = false,
  children,
}: {
  title: string;
  count: number;
  tone: keyof typeof tones;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="group panel-card mb-2 rounded-[10px] border border-line bg-surface">
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-[10px] px-3">
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-muted group-open:rotate-90" />
        <span className="font-semibold">{title}</span>
        <span className={`tabular ml-auto font-bold ${count === 0 ? 'text-muted' : tones[tone]}`}>{count}</span>
      </summary>
      <div className="border-t border-line p-3">{children}</div>
    </details>
  );
}

const CELLS =
  '[&_td]:py-1 [&_td]:pr-3 [&_td]:align-top [&_th]:sticky [&_th]:top-0 [&_th]:bg-surface [&_th]:py-1 [&_th]:pr-3 [&_th]:text-label [&_th]:text-muted [&_tr]:border-b [&_tr]:border-line';
/** In a narrow panel the last cell, the longest, has a line of its own. */
const STACKED =
  '@max-lg:[&_td:last-child]:basis-full @max-lg:[&_td:last-child]:pt-0 @max-lg:[&_td]:[overflow-wrap:break-word] @max-lg:[&_thead]:sr-only @max-lg:[&_tr]:flex @max-lg:[&_tr]:flex-wrap';

export function Table({ label, head, children }: { label: string; head: string[]; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto">
      <table className={`w-full border-collapse text-left text-fact ${CELLS} ${head.length > 2 ? STACKED : ''}`}>
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function More({ shown, total }: { shown: number; total: number }) {
  const { t } = useImportWords();
  return shown > 0 && total > shown ? <p className="m-0 mt-1 text-fact text-muted">{t('import.check.rest', { count: total - shown })}</p> : null;
}

type Fault = { row: number; column: string | null; value: string; reason: Reason; reasons?: Reason[] };

/** Row, column, value and why. The value is the file's own, as text. */
export function FaultTable({ faults, total, label }: { faults: readonly Fault[]; total: number; label: string }) {
  const { t, reason } = useImportWords();
  return (
    <>
      <Table label={label} head={[t('import.check.row'), t('import.check.column'), t('import.check.value'), t('import.check.why')]}>
        {faults.map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row can have several remarks, and the list never changes
          <tr key={index}>
            <td className="tabular">{fault.row}</td>
            <td>{fault.column ?? <span className="text-muted">{t('import.check.wholeRow')}</span>}</td>
            <td className="max-w-60 whitespace-pre-wrap">{fault.value}</td>
            <td>{(fault.reasons ?? [fault.reason]).map(reason).join('; ')}</td>
          </tr>
        ))}
      </Table>
      <More shown={faults.length} total={total} />
    </>
  );
}

export function NotDataTable({ rows, label }: { rows: readonly NotData[]; label: string }) {
  const { t, reason } = useImportWords();
  if (rows.length === 0) return null;
  return (
    <Table label={label} head={[t('import.check.row'), t('import.check.why')]}>
      {rows.map(({ row, why }) => (
        <tr key={row}>
          <td className="tabular w-16">{row}</td>
          <td>{reason(why)}</td>
        </tr>
      ))}
    </Table>
  );
}
