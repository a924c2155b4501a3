import { ArrowLeft, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import type { CustomerPage as Page } from '../../../lib/contract/customer-page.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { pathTo } from '../use-route.ts';
import { CustomerHeader } from './customer-header.tsx';
import { Calls, Points, Services } from './customer-sections.tsx';
import { Changes } from './history.tsx';
import { NextCall } from './next-call.tsx';
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

function Parts({ page }: { page: Page }) {
  return (
    <article className="mt-1 max-w-4xl pb-8">
      <CustomerHeader page={page} />
      <NextCall page={page} />
      <Services page={page} />
      <Calls page={page} />
      <Points page={page} />
      <Changes page={page} />
      <WholeFile page={page} />
    </article>
  );
}
