import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../lib/contract/customer.ts';
import { customerSaveReplySchema } from '../../../lib/contract/customer-edit.ts';
import type { TakenField } from '../../../lib/contract/customer-merge.ts';
import { same } from '../../../lib/import/same.ts';
import { fieldsOf } from '../../../lib/record/customer-fields.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { INPUT } from '../styles.ts';
import { MergeFields } from './merge-fields.tsx';

/** Finds the other file of the same person and, side by side, what stays of either. */
export function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const [other, setOther] = useState<Found | null>(null);
  const [take, setTake] = useState<readonly TakenField[]>([]);
  const merge = useMutation({
    mutationFn: (dropId: string) => {
      const body = { keepId: customer.id, dropId, take: [...take] };
      return unwrap((api as WorkspaceApi).request({ method: 'POST', path: '/v1/customers/merge', body }, customerSaveReplySchema));
    },
    onSuccess: async () => {
      await Promise.all(['customers', 'records', 'divergences'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  const failure = merge.error ? failureOf(merge.error) : null;
  const choose = (found: Found | null) => {
    setOther(found);
    setTake(found ? missingIn(customer, found.customer) : []);
    merge.reset();
  };
  const ready = other !== null && other.heldBy === null && !merge.isPending;
  return (
    <Dialog
      wide
      title={t('merge.heading', { name: customer.person.name || t('customers.nameless') })}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" isDisabled={!ready} onPress={() => other && merge.mutate(other.customer.id)}>
            {merge.isPending ? t('merge.busy') : t('merge.submit')}
          </Button>
        </>
      }
    >
      {other === null ? <FindOther customer={customer} onChoose={choose} /> : null}
      {other ? (
        <>
          <MergeFields keep={customer} drop={other.customer} take={take} onTake={setTake} />
          <p className="m-0 mt-3 text-fact text-muted">{t('merge.moves')}</p>
          {other.heldBy ? (
            <p role="alert" className="m-0 mt-2 text-fact font-semibold text-fair">
              {t('merge.held', { name: other.heldBy.name })}
            </p>
          ) : null}
          <Button kind="quiet" onPress={() => choose(null)} className="mt-2">
            {t('merge.other')}
          </Button>
        </>
      ) : null}
      {failure ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
          {failure.field === 'held' ? t('merge.heldByNow') : t('merge.failed', { why: t(`error.${failure.kind}`) })}
        </p>
      ) : null}
    </Dialog>
  );
}

/** What only the other one has is taken, unless somebody chooses otherwise. */
function missingIn(keep: Customer, drop: Customer): TakenField[] {
  const [kept, dropped] = [fieldsOf(keep), fieldsOf(drop)];
  const isEmpty = (value: unknown) => value === null || value === '';
  return (Object.keys(kept) as (keyof typeof kept)[]).flatMap((field) =>
    field !== 'optOut' && isEmpty(kept[field]) && !isEmpty(dropped[field]) && !same(kept[field], dropped[field]) ? [field] : [],
  );
}

type Found = { customer: Customer; heldBy: { name: string; until: number } | null };

function FindOther({ customer, onChoose }: { customer: Customer; onChoose: (found: Found) => void }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const [query, setQuery] = useState('');
  const find = useMutation({ mutationFn: (text: string) => unwrap((api as WorkspaceApi).find(text)) });
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (query.trim() !== '' && !find.isPending) find.mutate(query.trim());
  };
  const found = (find.data?.found ?? []).filter((one) => one.customer.id !== customer.id && one.customer.placeId === customer.placeId);
  return (
    <>
      <form onSubmit={search} className="flex items-end gap-2">
        <label className="block min-w-0 flex-1 text-label text-muted">
          {t('merge.find')}
          <input
            type="search"
            value={query}
            maxLength={100}
            onChange={(event) => setQuery(event.target.value)}
            autoComplete="off"
            className={`mt-1 ${INPUT}`}
          />
        </label>
        <Button type="submit" isDisabled={query.trim() === '' || find.isPending}>
          {t('merge.search')}
        </Button>
      </form>
      <div role="status" className="mt-2 text-fact text-muted">
        {find.isPending ? t('merge.searching') : null}
        {find.data && found.length === 0 ? t('merge.none') : null}
        {find.data?.more ? t('merge.many') : null}
      </div>
      {find.error ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
          {t('customers.failed', { why: t(`error.${failureOf(find.error).kind}`) })}
        </p>
      ) : null}
      <ul className="m-0 mt-1 list-none p-0">
        {found.map((one) => (
          <li key={one.customer.id} className="flex items-center justify-between gap-3 border-b border-line py-1.5 text-fact">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-semibold">{one.customer.person.name || t('customers.nameless')}</span>
              <span className="tabular text-muted">
                {[one.customer.person.number, one.customer.person.phones[0]?.original].filter(Boolean).map((text) => ` · ${text}`)}
              </span>
            </span>
            <Button
              aria-label={t('merge.pick', {
                name: [one.customer.person.name || t('customers.nameless'), one.customer.person.number].filter(Boolean).join(' '),
              })}
              onPress={() => onChoose({ customer: one.customer, heldBy: one.heldBy })}
            >
              {t('merge.choose')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
