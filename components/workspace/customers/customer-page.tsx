import { ArrowLeft, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { CustomerField, CustomerFields, CustomerSet } from '../../../lib/contract/customer-edit.ts';
import type { CustomerPage as Page } from '../../../lib/contract/customer-page.ts';
import { fieldsOf } from '../../../lib/record/customer-fields.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { failureOf } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { Refused } from '../team/person-fields.tsx';
import { pathTo } from '../use-route.ts';
import { CustomerHeader } from './customer-header.tsx';
import { Calls, Points, Services } from './customer-sections.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { backOf } from './edit-draft.ts';
import { Changes } from './history.tsx';
import { NextCall } from './next-call.tsx';
import { OptOutDialog } from './opt-out-dialog.tsx';
import { OwnerField } from './owner-field.tsx';
import { useCustomerChanges } from './use-changes.ts';
import { useCustomer } from './use-customer.ts';
import { WholeFile } from './whole-file.tsx';

/** One customer: who they are, what comes next and why, what was. */
export function CustomerPage({ id }: { id: Id }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const found = useCustomer(id);
  const failure = found.error ? failureOf(found.error) : null;
  return (
    <div className="h-full overflow-y-auto bg-surface px-5 py-3">
      <div className="flex items-center justify-between">
        <a href={pathTo.customers} className="inline-flex min-h-8 items-center gap-1.5 text-fact text-muted no-underline hover:text-ink">
          <ArrowLeft size={15} aria-hidden="true" />
          {t('customers.back')}
        </a>
        {api ? (
          <Button kind="quiet" aria-label={t('workspace.refresh')} onPress={() => void found.refetch()} className="min-w-9 px-1">
            <RefreshCw size={16} aria-hidden="true" />
          </Button>
        ) : null}
      </div>
      {api ? null : <EmptyNote title={t('customers.alone')}>{t('customers.aloneAdvice')}</EmptyNote>}
      {failure?.kind === 'not-found' ? <EmptyNote title={t('customers.gone')}>{t('customers.goneAdvice')}</EmptyNote> : null}
      {failure && failure.kind !== 'not-found' ? <FailureNote failure={failure} onRetry={() => void found.refetch()} /> : null}
      {api && !found.data && !failure ? <p className="m-0 mt-4 text-muted">{t('common.loading')}</p> : null}
      {found.data && failure?.kind !== 'not-found' ? <Parts page={found.data} /> : null}
    </div>
  );
}

type Open = 'edit' | 'wish' | null;

/** The head of the page with what a lead can do, and the way back from the last change. */
function Editable({ page }: { page: Page }) {
  const { t } = useTranslation();
  const { save } = useCustomerChanges();
  const [open, setOpen] = useState<Open>(null);
  const [note, setNote] = useState<{ words: string; back: CustomerSet | null } | null>(null);
  const { customer } = page;
  useKeys({ KeyE: open ? undefined : () => setOpen('edit') });
  const saved = (before: Customer, after: Customer) => {
    setOpen(null);
    setNote({ words: t('customers.edit.saved'), back: backOf(...differences(before, after)) });
  };
  const undo = (set: CustomerSet) =>
    save.mutate({ customerId: customer.id, set }, { onSuccess: () => setNote({ words: t('customers.edit.undone'), back: null }) });
  const back = note?.back;
  return (
    <>
      <CustomerHeader
        page={page}
        actions={
          <>
            <Button onPress={() => setOpen('edit')} shortcut="e" keyLabel="E">
              {t('customers.edit.open')}
            </Button>
            <Button onPress={() => setOpen('wish')}>{t(customer.optOut ? 'customers.wish.in' : 'customers.wish.out')}</Button>
          </>
        }
      />
      <OwnerField page={page} />
      <div role="status" className="mt-1 flex min-h-8 items-center gap-2 text-fact">
        {note?.words}
        {back ? (
          <Button kind="quiet" isDisabled={save.isPending} onPress={() => undo(back)}>
            {t('customers.undo')}
          </Button>
        ) : null}
      </div>
      <Refused failure={save.error ? failureOf(save.error) : null} />
      {open === 'edit' ? <EditDialog page={page} onClose={() => setOpen(null)} onSaved={saved} /> : null}
      {open === 'wish' ? <OptOutDialog customer={customer} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** The fields that differ, as they were and as they are. */
function differences(before: Customer, after: Customer): [CustomerFields, CustomerFields] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const changed = (Object.keys(is) as CustomerField[]).filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]));
  const pick = (fields: CustomerFields) => Object.fromEntries(changed.map((field) => [field, fields[field]])) as CustomerFields;
  return [pick(was), pick(is)];
}

function Parts({ page }: { page: Page }) {
  const may = mayOpen(useWorkspace().session);
  return (
    <article className="mt-1 max-w-4xl pb-8">
      {may.publishing ? <Editable page={page} /> : <CustomerHeader page={page} />}
      <NextCall page={page} />
      <Services page={page} />
      <Calls page={page} />
      <Points page={page} />
      <Changes page={page} />
      <WholeFile page={page} />
    </article>
  );
}
