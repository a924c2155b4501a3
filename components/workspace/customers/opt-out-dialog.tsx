import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../lib/contract/customer.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { TextField } from '../plan/form-fields.tsx';
import { Refused } from '../team/person-fields.tsx';
import { useCustomerChanges } from './use-changes.ts';

/** A wish not to be called, or the end of one; either says why. */
export function OptOutDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const { format, clock } = useWorkspace();
  const { optOut } = useCustomerChanges();
  const form = useId();
  const [why, setWhy] = useState('');
  const [until, setUntil] = useState('');
  const want = customer.optOut ? 'in' : 'out';
  const isOver = until !== '' && until < localDateAt(clock.now(), format().zone);
  const ready = why.trim() !== '' && !isOver && !optOut.isPending;
  return (
    <Dialog
      title={t(`customers.wish.${want}`)}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind={want === 'out' ? 'danger' : 'primary'} type="submit" form={form} isDisabled={!ready}>
            {t(`customers.wish.${want}`)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready)
            optOut.mutate({ customerId: customer.id, want, why: why.trim(), ...(want === 'out' && until !== '' ? { until } : {}) }, { onSuccess: onClose });
        }}
      >
        <p className="m-0 text-fact text-muted">{t(`customers.wish.explain.${want}`)}</p>
        <TextField label={t('customers.wish.why')} value={why} onChange={setWhy} />
        {want === 'out' ? (
          <TextField
            label={t('customers.wish.until')}
            type="date"
            value={until}
            onChange={setUntil}
            hint={t('customers.wish.untilHint')}
            problems={isOver ? [t('customers.wish.over')] : []}
          />
        ) : null}
        <Refused failure={optOut.error ? failureOf(optOut.error) : null} />
      </form>
    </Dialog>
  );
}
