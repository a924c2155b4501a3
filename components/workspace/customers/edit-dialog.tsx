import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { CustomerField, CustomerSet } from '../../../lib/contract/customer-edit.ts';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { fieldsOf } from '../../../lib/record/customer-fields.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { Refused } from '../team/person-fields.tsx';
import { type CustomerDraft, draftOf, setOf } from './edit-draft.ts';
import { EditFields } from './edit-fields.tsx';
import { wordField } from './field-words.ts';
import { useCustomerChanges } from './use-changes.ts';

type EditDialogProps = { page: CustomerPage; onClose: () => void; onSaved: (before: Customer, after: Customer) => void };

/** Changes a customer's file. What somebody else changed meanwhile is shown beside one's own words, and nothing is written before one has chosen. */
export function EditDialog({ page, onClose, onSaved }: EditDialogProps) {
  const { t } = useTranslation();
  const { save } = useCustomerChanges();
  const queries = useQueryClient();
  const form = useId();
  // What stands there for whoever edits, until they have seen something newer.
  const [customer, setCustomer] = useState(page.customer);
  const [draft, setDraft] = useState(() => draftOf(fieldsOf(page.customer)));
  const [leaving, setLeaving] = useState(false);
  const { set, wrong } = setOf(customer, draft);
  const count = Object.keys(set).length;
  const failure = save.error ? failureOf(save.error) : null;
  const met = failure?.kind === 'conflict' && failure.field?.startsWith('set.') ? (failure.field.slice('set.'.length) as CustomerField) : null;
  const send = () =>
    save.mutate(
      { customerId: customer.id, set },
      {
        onSuccess: ({ customer: after }) => onSaved(customer, after),
        onError: () => void queries.invalidateQueries({ queryKey: ['customers', 'one', customer.id] }),
      },
    );
  const leave = () => (count > 0 ? setLeaving(true) : onClose());
  return (
    <Dialog
      wide
      title={t('customers.edit.title', { name: page.customer.person.name || t('customers.nameless') })}
      onClose={leave}
      footer={
        leaving ? (
          <>
            <span role="alert" className="mr-auto self-center text-fact font-semibold">
              {t('team.hours.discard')}
            </span>
            <Button key="on" autoFocus onPress={() => setLeaving(false)}>
              {t('team.hours.goOn')}
            </Button>
            <Button key="off" kind="danger" onPress={onClose}>
              {t('team.hours.discardIt')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={leave}>{t('common.cancel')}</Button>
            <Button kind="primary" type="submit" form={form} isDisabled={count === 0 || wrong.length > 0 || save.isPending || met !== null} keyLabel="↵">
              {t('team.save')}
            </Button>
          </>
        )
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (count > 0 && wrong.length === 0) send();
        }}
      >
        {met ? (
          <Met
            field={met}
            theirs={page.customer}
            set={set}
            onMine={() => {
              setCustomer(page.customer);
              save.reset();
            }}
            onTheirs={() => {
              setCustomer(page.customer);
              setDraft({ ...draft, ...partsOf(draftOf(fieldsOf(page.customer)), met) });
              save.reset();
            }}
          />
        ) : (
          <Refused failure={failure} />
        )}
        <EditFields draft={draft} wrong={wrong} onChange={(next) => setDraft({ ...draft, ...next })} />
      </form>
    </Dialog>
  );
}

function partsOf(draft: CustomerDraft, field: CustomerField): Partial<CustomerDraft> {
  const { hours, hoursDays, hoursFrom, hoursTo } = draft;
  if (field === 'preferredHours') return { hours, hoursDays, hoursFrom, hoursTo };
  return field === 'optOut' ? {} : { [field]: draft[field] };
}

type MetProps = { field: CustomerField; theirs: Customer; set: CustomerSet; onMine: () => void; onTheirs: () => void };

function Met({ field, theirs, set, onMine, onTheirs }: MetProps) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const stands = wordField(t, fieldsOf(theirs), field, format());
  const mine = field === 'phones' ? (set.phones?.value ?? []).map(({ text }) => text).join(t('list.comma')) : wordMine(set, field);
  return (
    <div role="alert" className="mb-2 rounded-[10px] border border-line bg-fair-soft p-3 text-fact">
      <p className="m-0 font-semibold text-fair">{t('customers.edit.met', { field: t(`customers.fact.${field}`) })}</p>
      <dl className="m-0 mt-1 grid grid-cols-[auto_1fr] gap-x-3">
        <dt className="text-muted">{t('customers.edit.theirs')}</dt>
        <dd className="m-0 [overflow-wrap:anywhere]">{stands || t('customers.changes.nothing')}</dd>
        <dt className="text-muted">{t('customers.edit.mine')}</dt>
        <dd className="m-0 [overflow-wrap:anywhere]">{mine || t('customers.changes.nothing')}</dd>
      </dl>
      <div className="mt-2 flex gap-2">
        <Button onPress={onTheirs}>{t('customers.edit.takeTheirs')}</Button>
        <Button onPress={onMine}>{t('customers.edit.keepMine')}</Button>
      </div>
    </div>
  );
}

function wordMine(set: CustomerSet, field: CustomerField): string {
  const value: unknown = field === 'optOut' ? null : set[field]?.value;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : field === 'preferredHours' ? (set.preferredHours?.value?.original ?? '') : '';
}
