import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EraseReason, eraseReasonSchema, eraseReplySchema } from '../../../lib/contract/erase.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, type ListedCustomer, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { INPUT } from '../styles.ts';

/** Says what goes and what stays, and wants the name typed: there is no way back. */
export function EraseDialog({ listed, onClose }: { listed: ListedCustomer; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const [why, setWhy] = useState<EraseReason>('asked');
  const [typed, setTyped] = useState('');
  const { customer, lastService, openTasks, heldBy } = listed;
  const { name } = customer.person;
  // Somebody without a name has none to type.
  const word = name.trim() || t('erase.word');
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  const erase = useMutation({
    mutationFn: () => {
      if (!api) throw new TypeError('there is no team without an endpoint');
      return unwrap(api.request({ method: 'POST', path: '/v1/customers/erase', body: { customerId: customer.id, why }, timeoutMs: 60_000 }, eraseReplySchema));
    },
    onSuccess: () => Promise.all(['customers', 'records', 'divergences'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const ready = plain(typed) === plain(word) && heldBy === null && !erase.isPending;
  if (erase.data) {
    return (
      <Dialog
        title={t('erase.title', { name: word })}
        onClose={onClose}
        footer={
          <Button kind="primary" onPress={onClose}>
            {t('common.close')}
          </Button>
        }
      >
        <p role="status" className="m-0 text-body">
          {t('erase.done', { count: erase.data.records })}
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('erase.title', { name: word })}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" isDisabled={!ready} onPress={() => erase.mutate()}>
            {erase.isPending ? t('erase.busy') : t('erase.submit')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) erase.mutate();
        }}
      >
        <p className="m-0 text-body font-semibold">{t('erase.goes')}</p>
        <ul className="m-0 mt-1 list-disc pl-5 text-body">
          <li>{t('erase.goesList.person')}</li>
          {lastService ? <li>{t('erase.lastService', { what: [lastService.item, lastService.kind].filter(Boolean).join(' ') })}</li> : null}
          {openTasks > 0 ? <li>{t('erase.goesList.tasks', { count: openTasks })}</li> : null}
          <li>{t('erase.goesList.records')}</li>
        </ul>
        <p className="m-0 mt-2 text-fact text-muted">{t('erase.stays')}</p>
        <label className="mt-3 block text-label text-muted">
          {t('erase.why')}
          <select value={why} onChange={(event) => setWhy(event.target.value as EraseReason)} className={`mt-1 ${INPUT}`}>
            {eraseReasonSchema.options.map((one) => (
              <option key={one} value={one}>
                {t(`erase.reason.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="mt-3 block text-label text-muted">
          {t('erase.confirm', { word })}
          <input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" className={`mt-1 ${INPUT}`} />
        </label>
        {heldBy ? (
          <p role="alert" className="m-0 mt-2 text-fact font-semibold text-fair">
            {t('erase.held', { name: heldBy.name })}
          </p>
        ) : null}
        {erase.error ? (
          <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
            {t('erase.failed', { why: t(`error.${failureOf(erase.error).kind}`) })}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
