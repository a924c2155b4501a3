import type { TFunction } from 'i18next';
import { CheckCheck, Columns2, CornerDownLeft, MessageSquare, PenLine, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReviewState } from '../../../lib/contract/review.ts';
import { type FormatContext, formatTime } from '../../../lib/i18n/format.ts';
import { unheeded } from '../../review/as-it-went.ts';
import { satisfactionTone } from '../../ui/tone.tsx';
import { useWorkspace } from '../context.ts';
import { formatWeekday } from '../format-weekday.ts';
import { recordPath } from '../use-route.ts';
import { type Column, type Row, VirtualTable } from '../virtual-table.tsx';
import { nameOf } from './name-of.ts';
import type { RecordList as List, RecordEntry } from './use-records.ts';

/** One line a record; the whole line opens it. */
export function RecordList({ list, openAt }: { list: List; openAt: number }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const entries = list.entries ?? [];
  const context = format();
  const columns: Column[] = [
    { key: 'time', title: t('workspace.records.time'), width: 'w-21.5' },
    { key: 'customer', title: t('workspace.records.customer'), width: 'w-25' },
    { key: 'agent', title: t('workspace.records.agent'), width: 'w-22' },
    // What the customer said has the rest: the results are short in Chinese.
    { key: 'result', title: t('workspace.records.result'), width: context.language === 'zh-CN' ? 'w-20' : 'w-31' },
    { key: 'said', title: t('workspace.records.said'), width: '' },
  ];
  const row = (index: number): Row | null => {
    const entry = entries[index];
    return entry ? { key: entry.record.id, current: index === openAt, cells: cellsOf(entry, t, context) } : null;
  };
  return <VirtualTable label={t('workspace.nav.records')} columns={columns} count={entries.length} row={row} paged={list} showIndex={openAt} />;
}

function cellsOf(entry: RecordEntry, t: TFunction, context: FormatContext): Row['cells'] {
  const { record, agentName, review, apart } = entry;
  const { said } = record.content;
  const name = nameOf(entry, t);
  const found = unheeded(record);
  return [
    <span key="time" className="tabular text-muted">
      {formatWeekday(record.startedAt, context)} {formatTime(record.startedAt, context)}
    </span>,
    <a key="customer" href={recordPath(record.id)} title={name} className="text-ink no-underline after:absolute after:inset-0">
      {name}
    </a>,
    agentName,
    <span key="result" className={record.satisfaction ? `font-bold ${satisfactionTone[record.satisfaction].text}` : 'text-muted'}>
      {record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : t(`outcome.${record.outcome}`)}
    </span>,
    <span key="said" className="flex items-center gap-1">
      <span className="min-w-0 flex-1 truncate">{said?.kind === 'text' ? said.text : ''}</span>
      {apart ? (
        <span role="img" aria-label={t('quality.filter.is.apart.yes')} title={t('quality.filter.is.apart.yes')} className="text-fair">
          <Columns2 size={15} aria-hidden="true" />
        </span>
      ) : null}
      {review ? <ReviewMark state={review.state} words={t(`review.state.${review.state}`)} /> : null}
      {found > 0 ? (
        <span
          role="img"
          aria-label={t('workspace.records.found', { count: found })}
          className="chip rounded-[4px] bg-bad-soft px-1.5 py-0.5 text-key font-bold text-bad"
        >
          {found}
        </span>
      ) : null}
    </span>,
  ];
}

const MARK = { noted: MessageSquare, open: Undo2, answered: CornerDownLeft, corrected: PenLine, closed: CheckCheck } as const;

/** Where the review stands, by a sign of its own each. */
function ReviewMark({ state, words }: { state: ReviewState; words: string }) {
  const Icon = MARK[state];
  const tone = state === 'open' ? 'text-fair' : state === 'noted' ? 'text-accent' : 'text-good';
  return (
    <span role="img" aria-label={words} title={words} className={tone}>
      <Icon size={15} aria-hidden="true" />
    </span>
  );
}
