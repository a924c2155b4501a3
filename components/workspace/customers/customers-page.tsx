import { FileUp, RefreshCw, Search, UserPlus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import type { CustomerFilter } from '../../../lib/contract/filter.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { INPUT } from '../styles.ts';
import { pathTo } from '../use-route.ts';
import { AddDialog } from './add-dialog.tsx';
import { CustomerPage } from './customer-page.tsx';
import { CustomerTable } from './customer-table.tsx';
import { CustomerFilterBar } from './filter-bar.tsx';
import { SavedFilters } from './saved-filters.tsx';
import { isSet, useCustomers } from './use-customers.ts';
import { useFilterWords, usePlaceNames } from './use-filters.ts';

/** Who is in the file, with the last service and what is planned. */
export function CustomersPage({ id }: { id: Id | null }) {
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<CustomerFilter>({});
  const [last, setLast] = useState<Id | null>(null);
  // Kept while one of them is open: whoever goes back finds the list as it was.
  if (id !== null && id !== last) setLast(id);
  return id === null ? <ListPage text={text} onText={setText} filter={filter} onFilter={setFilter} last={last} /> : <CustomerPage key={id} id={id} />;
}

type ListPageProps = {
  text: string;
  onText: (text: string) => void;
  filter: CustomerFilter;
  onFilter: (filter: CustomerFilter) => void;
  last: Id | null;
};

function ListPage({ text, onText, filter, onFilter, last }: ListPageProps) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const query = useDeferredValue(text.trim());
  const list = useCustomers(query, useDeferredValue(filter));
  const isNarrowed = isSet(filter);
  const may = mayOpen(session);
  const [adding, setAdding] = useState(false);
  const openImport = () => {
    location.hash = pathTo.import;
  };
  useKeys({
    Slash: () => document.getElementById('customer-search')?.focus(),
    KeyI: may.importing ? openImport : undefined,
    KeyN: may.publishing ? () => setAdding(true) : undefined,
  });
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
        {may.publishing ? (
          <Button className="ml-auto" onPress={() => setAdding(true)} shortcut="n" keyLabel="N">
            <UserPlus size={16} aria-hidden="true" />
            {t('customers.add.open')}
          </Button>
        ) : null}
        {may.importing ? (
          <Button kind="primary" className={may.publishing ? '' : 'ml-auto'} onPress={openImport} shortcut="i" keyLabel="I">
            <FileUp size={16} aria-hidden="true" />
            {t('import.title')}
          </Button>
        ) : null}
      </header>
      <CustomerFilterBar filter={filter} onChange={onFilter} words={useFilterWords()} places={usePlaceNames()}>
        <SavedFilters filter={filter} onChoose={onFilter} />
      </CustomerFilterBar>
      {list.failure ? <FailureNote failure={list.failure} onRetry={list.refresh} /> : null}
      {list.customers === undefined ? (
        list.failure ? null : (
          <p className="m-4 text-muted">{t('common.loading')}</p>
        )
      ) : list.customers.length === 0 ? (
        <EmptyNote title={t(isNarrowed ? 'customers.filter.none' : query === '' ? 'workspace.customers.none' : 'workspace.customers.notFound')}>
          {isNarrowed
            ? t('customers.filter.noneAdvice')
            : t(query !== '' ? 'workspace.customers.notFoundAdvice' : may.importing ? 'workspace.customers.noneAdvice' : 'workspace.customers.noneLead')}
        </EmptyNote>
      ) : (
        <CustomerTable list={list} last={last} />
      )}
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      <footer className="tabular mt-auto flex min-h-9 items-center border-t border-line px-3 text-label text-muted">
        <span aria-live="polite">{list.customers ? t('workspace.records.shown', { shown: list.customers.length, total: list.total }) : null}</span>
        {list.partial ? <span className="ml-3 font-semibold text-fair">{t('customers.partial', list.partial)}</span> : null}
      </footer>
    </div>
  );
}
