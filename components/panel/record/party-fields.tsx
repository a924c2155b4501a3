import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phone } from '../../../lib/contract/customer.ts';
import { parsePhone } from '../../../lib/phone/phone.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { usePendingText } from './pending-text.ts';

const INPUT = 'min-h-9 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';

/** Somebody without a file: a name and a number make one, so that the record can be found again (C13). */
export function PartyFields({ view, actions }: { view: CallView; actions: CallActions }) {
  const { t } = useTranslation();
  const { place } = usePanel();
  const id = useId();
  const { party, correction } = view.call.draft;
  const name = usePendingText(party?.name ?? '', (value) => actions.edit((draft) => ({ ...draft, party: { name: value, note: draft.party?.note ?? '' } })));
  const read = (value: string): Phone | null => {
    if (value.trim() === '') return null;
    const parsed = parsePhone(value, place.region);
    return parsed.ok ? parsed.phone : { original: value, e164: null, label: 'main', extension: null, doubtful: true };
  };
  const phone = usePendingText(
    correction.phone?.original ?? '',
    (value) =>
      actions.edit((draft) => {
        const known = read(value);
        const number = known ? (known.e164 ?? known.original) : null;
        return { ...draft, correction: { ...draft.correction, phone: known }, ...(view.call.direction === 'in' ? { from: number } : { to: number }) };
      }),
    (value) => read(value)?.original ?? '',
  );
  return (
    <div className="grid grid-cols-2 gap-2">
      <label htmlFor={`${id}-name`} className="text-fact text-muted">
        {t('party.name')}
        <input id={`${id}-name`} maxLength={200} value={name.text} onChange={(event) => name.setText(event.target.value)} className={INPUT} />
      </label>
      <label htmlFor={`${id}-phone`} className="text-fact text-muted">
        {t('party.phone')}
        <input
          id={`${id}-phone`}
          maxLength={60}
          inputMode="tel"
          value={phone.text}
          onChange={(event) => phone.setText(event.target.value)}
          className={`tabular ${INPUT}`}
        />
      </label>
    </div>
  );
}
