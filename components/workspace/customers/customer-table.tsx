import type { TFunction } from 'i18next';
import { Eraser } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import type { Customer } from '../../../lib/contract/customer.ts';
import { type FormatContext, formatLocalDate, formatTime } from '../../../lib/i18n/format.ts';
import { formatPhone } from '../../../lib/phone/phone.ts';
import { Button } from '../../ui/button.tsx';
import type { ListedCustomer } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { pathTo } from '../use-route.ts';
import { type Column, type Row, VirtualTable } from '../virtual-table.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import type { CustomerList } from './use-customers.ts';

const WIDTHS = { name: 'w-1/5', phone: 'w-36', class: 'w-24', lastService: '', openCalls: 'w-24', state: 'w-1/6' };

/** `last`: who was open before, to find the place again. */
export function CustomerTable({ list, last }: { list: CustomerList; last: Id | null }) {
  const { t } = useTranslation();
  const { format, api, session } = useWorkspace();
  const [erasing, setErasing] = useState<ListedCustomer | null>(null);
  // An agent alone owns the computer, and has nothing that others hear of.
  const mayErase = api !== null && mayOpen(session).importing;
  const customers = list.customers ?? [];
  const context = format();
  const named = Object.entries(WIDTHS).map(([key, width]): Column => ({ key, title: t(`workspace.customers.${key}`), width }));
  const columns = mayErase ? [...named, { key: 'erase', title: t('erase.submit'), width: 'w-12', hideTitle: true }] : named;
  const row = (index: number): Row | null => {
    const listed = customers[index];
    if (!listed) return null;
    const name = listed.customer.person.name || t('erase.word');
    const button = (
      <Button
        key="erase"
        kind="quiet"
        aria-label={t('erase.open', { name })}
        onPress={() => setErasing(listed)}
        className="relative z-1 min-h-7! min-w-8 px-1!"
      >
        <Eraser size={15} aria-hidden="true" />
      </Button>
    );
    return {
      key: listed.customer.id,
      cells: [<NameLink key="name" customer={listed.customer} last={last} />, ...cellsOf(listed, t, context), ...(mayErase ? [button] : [])],
    };
  };
  const at = customers.findIndex(({ customer }) => customer.id === last);
  return (
    <>
      <VirtualTable
        label={t('workspace.nav.customers')}
        columns={columns}
        count={customers.length}
        row={row}
        paged={list}
        {...(at > 0 ? { showIndex: at } : {})}
      />
      {erasing ? <EraseDialog key={erasing.customer.id} listed={erasing} onClose={() => setErasing(null)} /> : null}
    </>
  );
}

/** The whole row opens the page; whoever comes back stands where they were. An agent alone has no page to open. */
function NameLink({ customer, last }: { customer: Customer; last: Id | null }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const { id, person } = customer;
  const name = [person.name, person.company].filter(Boolean).join(' · ') || t('customers.nameless');
  const link = useRef<HTMLAnchorElement>(null);
  const isLast = id === last;
  useEffect(() => {
    if (isLast && document.activeElement === document.body) link.current?.focus();
  }, [isLast]);
  if (!api) return <span className="font-semibold">{name}</span>;
  return (
    <a ref={link} href={pathTo.customer(id)} title={name} className="font-semibold text-ink no-underline after:absolute after:inset-0">
      {name}
    </a>
  );
}

function cellsOf({ customer, lastService, openTasks, heldBy }: ListedCustomer, t: TFunction, context: FormatContext): Row['cells'] {
  const { person } = customer;
  const phone = person.phones[0];
  return [
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
