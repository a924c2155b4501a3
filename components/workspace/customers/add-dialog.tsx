import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { AlikeReply } from '../../../lib/contract/customer-edit.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import { blankCustomer } from '../../../lib/record/erased.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { SelectField, TextField } from '../plan/form-fields.tsx';
import { Refused } from '../team/person-fields.tsx';
import { pathTo } from '../use-route.ts';
import { draftOf, newPhone, setOf } from './edit-draft.ts';
import { EditFields } from './edit-fields.tsx';
import { useCustomerChanges } from './use-changes.ts';
import { usePlaceNames } from './use-filters.ts';

/** Takes a customer in by hand, with a first service if there is one, so that they are in the plan. Whoever could be the same is shown before. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session, newId, clock, format } = useWorkspace();
  const { save, alike } = useCustomerChanges();
  const places = usePlaceNames();
  const form = useId();
  const today = localDateAt(clock.now(), format().zone);
  // The same ids when it is sent again: the first answer may have been lost on its way.
  const [ids] = useState(() => ({ customer: newId(), service: newId() }));
  const [placeId, setPlaceId] = useState(session.place.id);
  const [draft, setDraft] = useState(() => ({ ...draftOf({}), phones: [newPhone()] }));
  const [service, setService] = useState({ kind: '', item: '', endedOn: today });
  const [others, setOthers] = useState<AlikeReply['alike'] | null>(null);
  const blank: Customer = { ...blankCustomer({ id: ids.customer, placeId, createdAt: 0, updatedAt: 0 }), optOut: null };
  const { set, wrong } = setOf(blank, draft);
  const isNamed = draft.name.trim() !== '' || draft.company.trim() !== '';
  const hasService = service.kind.trim() !== '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(service.endedOn);
  const ready = isNamed && wrong.length === 0 && (!hasService || isDay) && !save.isPending && !alike.isPending;
  const add = () => {
    const first = {
      id: ids.service,
      kind: service.kind.trim(),
      item: service.item.trim() || null,
      endedOn: service.endedOn,
      by: null,
      where: null,
      nextDate: null,
    };
    save.mutate(
      { customerId: ids.customer, set, add: { placeId, service: hasService ? first : null } },
      {
        onSuccess: () => {
          onClose();
          location.hash = pathTo.customer(ids.customer);
        },
      },
    );
  };
  const look = () =>
    alike.mutate(
      { placeId, phones: (set.phones?.value ?? []).map(({ text }) => text), number: draft.number.trim() || null },
      { onSuccess: ({ alike: found }) => (found.length > 0 ? setOthers(found) : add()) },
    );
  const failure = save.error ?? alike.error;
  return (
    <Dialog
      wide
      keep={isNamed}
      title={t('customers.add.title')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          {others ? (
            <Button kind="primary" isDisabled={!ready} onPress={add}>
              {t('customers.add.anyway')}
            </Button>
          ) : (
            <Button kind="primary" type="submit" form={form} isDisabled={!ready} keyLabel="↵">
              {t('customers.add.submit')}
            </Button>
          )}
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) look();
        }}
      >
        {others ? <Alike others={others} onClose={onClose} /> : null}
        {places.length > 1 ? (
          <SelectField
            label={t('customers.filter.field.placeIds')}
            value={placeId}
            onChange={setPlaceId}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        <EditFields
          draft={draft}
          wrong={wrong}
          onChange={(next) => {
            setOthers(null);
            setDraft({ ...draft, ...next });
          }}
        />
        <fieldset className="m-0 mt-4 border-0 p-0">
          <legend className="p-0 text-fact font-semibold">{t('customers.add.service')}</legend>
          <div className="grid grid-cols-3 items-start gap-x-3">
            <TextField label={t('customers.add.kind')} value={service.kind} onChange={(kind) => setService({ ...service, kind })} />
            <TextField label={t('customers.add.item')} value={service.item} onChange={(item) => setService({ ...service, item })} />
            <TextField
              label={t('customers.add.endedOn')}
              type="date"
              value={service.endedOn}
              onChange={(endedOn) => setService({ ...service, endedOn })}
              problems={hasService && !isDay ? [t('customers.edit.wrong.other')] : []}
            />
          </div>
        </fieldset>
        <Refused failure={failure ? failureOf(failure) : null} />
      </form>
    </Dialog>
  );
}

function Alike({ others, onClose }: { others: AlikeReply['alike']; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="mb-2 rounded-[10px] border border-line bg-fair-soft p-3 text-fact">
      <p className="m-0 font-semibold text-fair">{t('customers.add.alike')}</p>
      <ul className="m-0 mt-1 list-none p-0">
        {others.map(({ customer, by }) => (
          <li key={customer.id}>
            <a href={pathTo.customer(customer.id)} onClick={onClose} className="text-ink underline">
              {[customer.person.name || t('customers.nameless'), customer.person.company].filter(Boolean).join(' · ')}
            </a>
            <span className="text-muted"> · {t(`customers.add.by.${by}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
