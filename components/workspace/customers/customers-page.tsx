import { FileUp, RefreshCw, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { INPUT } from '../styles.ts';
import { pathTo } from '../use-route.ts';
import { CustomerPage } from './customer-page.tsx';
import { CustomerTable } from './customer-table.tsx';
import { useCustomers } from './use-customers.ts';

/** Who is in the file, with the last service and what is planned. */
export function CustomersPage({ id }: { id: Id | null }) {
  const [text, setText] = useState('');
  const [last, setLast] = useState<Id | null>(null);
  // Kept while one of them is open: whoever goes back finds the list as it was.
  if (id !== null && id !== last) setLast(id);
  return id === null ? <ListPage text={text} onText={setText} last={last} /> : <CustomerPage key={id} id={id} />;
}

type ListPageProps = { text: string; onText: (text: string) => void; last: Id | null };

function ListPage({ text, onText, last }: ListPageProps) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const query = useDeferredValue(text.trim());
  const list = useCustomers(query);
  const may = mayOpen(session);
  const openImport = () => {
    location.hash = pathTo.import;
  };
  useKeys({ Slash: () => document.getElementById('customer-search')?.focus(), KeyI: may.importing ? openImport : undefined });
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex min-h-13 flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <h1 className="m-0 mr-2 text-body font-bold">{t('workspace.nav.customers')}</h1>
        <label className="relative w-80">
          <span className="sr-only">{t('workspace.customers.search')}</span>
          <Search size={15} aria-hidden="true" className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
          <input
            id="customer-search"
            type="search"
            value={text}
            maxLength={100}
            placeholder={t('workspace.customers.search')}
            onChange={(event) => onText(event.target.value)}
            className={`${INPUT} pl-8`}
          />
        </label>
        <Button kind="quiet" aria-label={t('workspace.refresh')} onPress={list.refresh} className="min-w-9 px-1">
          <RefreshCw size={16} aria-hidden="true" />
        </Button>
        {may.importing ? (
          <Button kind="primary" className="ml-auto" onPress={openImport} shortcut="i" keyLabel="I">
            <FileUp size={16} aria-hidden="true" />
            {t('import.title')}
          </Button>
        ) : null}
      </header>
      {list.failure ? <FailureNote failure={list.failure} onRetry={list.refresh} /> : null}
      {list.customers === undefined ? (
        list.failure ? null : (
          <p className="m-4 text-muted">{t('common.loading')}</p>
        )
      ) : list.customers.length === 0 ? (
        <EmptyNote title={t(query === '' ? 'workspace.customers.none' : 'workspace.customers.notFound')}>
          {t(query !== '' ? 'workspace.customers.notFoundAdvice' : may.importing ? 'workspace.customers.noneAdvice' : 'workspace.customers.noneLead')}
        </EmptyNote>
      ) : (
        <CustomerTable list={list} last={last} />
      )}
      <footer className="tabular mt-auto flex min-h-9 items-center border-t border-line px-3 text-label text-muted">
        {list.customers ? t('workspace.records.shown', { shown: list.customers.length, total: list.total }) : null}
      </footer>
    </div>
  );
}
