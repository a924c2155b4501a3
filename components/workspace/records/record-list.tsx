import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type FormatContext, formatTime } from '../../../lib/i18n/format.ts';
import { satisfactionTone } from '../../ui/tone.tsx';
import { useWorkspace } from '../context.ts';
import { formatWeekday } from '../format-weekday.ts';
import { recordPath } from '../use-route.ts';
import { type Column, type Row, VirtualTable } from '../virtual-table.tsx';
import { unheeded } from './as-it-went.ts';
import type { RecordList as List, RecordEntry } from './use-records.ts';

/** One line a record; the whole line opens it. */
export function RecordList({ list, openAt }: { list: List; openAt: number }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const entries = list.entries ?? [];
  const context = format();
  const columns: Column[] = [
    { key: 'time', title: t('workspace.records.time'), width: 'w-23' },
    { key: 'customer', title: t('workspace.records.customer'), width: 'w-26' },
    { key: 'agent', title: t('workspace.records.agent'), width: 'w-20' },
    { key: 'result', title: t('workspace.records.result'), width: 'w-28' },
    { key: 'said', title: t('workspace.records.said'), width: '' },
    { key: 'findings', title: t('workspace.records.findings'), width: 'w-10', hideTitle: true },
  ];
  const row = (index: number): Row | null => {
    const entry = entries[index];
    return entry ? { key: entry.record.id, current: index === openAt, cells: cellsOf(entry, t, context) } : null;
  };
  return <VirtualTable label={t('workspace.nav.records')} columns={columns} count={entries.length} row={row} paged={list} showIndex={openAt} />;
}

function cellsOf({ record, customer, agentName }: RecordEntry, t: TFunction, context: FormatContext): Row['cells'] {
  const { said, party } = record.content;
  const found = unheeded(record);
  return [
    <span key="time" className="tabular text-muted">
      {formatWeekday(record.startedAt, context)} {formatTime(record.startedAt, context)}
    </span>,
    <a key="customer" href={recordPath(record.id)} className="text-ink no-underline after:absolute after:inset-0">
      {customer?.person.name || party?.name || t('workspace.records.unknown')}
    </a>,
    agentName,
    <span key="result" className={record.satisfaction ? `font-bold ${satisfactionTone[record.satisfaction].text}` : 'text-muted'}>
      {record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : t(`outcome.${record.outcome}`)}
    </span>,
    said?.kind === 'text' ? said.text : '',
    found > 0 ? (
      <span
        key="found"
        role="img"
        aria-label={t('workspace.records.found', { count: found })}
        className="chip rounded-[4px] bg-bad-soft px-1.5 py-0.5 text-key font-bold text-bad"
      >
        {found}
      </span>
    ) : null,
  ];
}
