import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type FormatContext, formatLocalDate, formatTime } from '../../../lib/i18n/format.ts';
import { formatPhone } from '../../../lib/phone/phone.ts';
import type { ListedCustomer } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { type Column, type Row, VirtualTable } from '../virtual-table.tsx';
import type { CustomerList } from './use-customers.ts';

const WIDTHS = { name: 'w-1/5', phone: 'w-36', class: 'w-24', lastService: '', openCalls: 'w-24', state: 'w-1/6' };

export function CustomerTable({ list }: { list: CustomerList }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const customers = list.customers ?? [];
  const context = format();
  const columns = Object.entries(WIDTHS).map(([key, width]): Column => ({ key, title: t(`workspace.customers.${key}`), width }));
  const row = (index: number): Row | null => {
    const listed = customers[index];
    return listed ? { key: listed.customer.id, cells: cellsOf(listed, t, context) } : null;
  };
  return <VirtualTable label={t('workspace.nav.customers')} columns={columns} count={customers.length} row={row} paged={list} />;
}

function cellsOf({ customer, lastService, openTasks, heldBy }: ListedCustomer, t: TFunction, context: FormatContext): Row['cells'] {
  const { person } = customer;
  const phone = person.phones[0];
  return [
    <span key="name" className="font-semibold">
      {[person.name, person.company].filter(Boolean).join(' · ')}
    </span>,
    <span key="phone" className="tabular">
      {phone ? formatPhone(phone) : '–'}
    </span>,
    customer.class ?? '',
    lastService ? [lastService.item, lastService.kind, formatLocalDate(lastService.endedOn, context)].filter(Boolean).join(' · ') : '–',
    <span key="open" className="tabular">
      {openTasks > 0 ? openTasks : ''}
    </span>,
    customer.optOut ? (
      <span key="state" className="text-bad">
        {t('workspace.customers.optedOut')}
      </span>
    ) : heldBy ? (
      t('workspace.customers.held', { name: heldBy.name, until: formatTime(heldBy.until, context) })
    ) : (
      ''
    ),
  ];
}
