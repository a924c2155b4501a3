import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../lib/contract/call.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { readHours } from '../../../lib/import/hours.ts';
import { formatPhone, parsePhone } from '../../../lib/phone/phone.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { usePendingText } from './pending-text.ts';

const INPUT = 'min-h-9 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';
const languages = ['zh-CN', 'yue', 'en'] as const;

/** What the call taught us about the customer (R4): a corrected number, a preferred hour or language, no more calls. */
export function CorrectionFields({ view, actions }: { view: CallView; actions: CallActions }) {
  const { t } = useTranslation();
  const { correction, outcome } = view.call.draft;
  const [open, setOpen] = useState(correction.phone !== null || correction.optOut !== null || outcome === 'wrong-number');
  const patch = (next: Partial<Draft['correction']>) => actions.edit((draft) => ({ ...draft, correction: { ...draft.correction, ...next } }));
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="rounded-lg border border-line bg-surface px-2.5 py-1.5">
      <summary className="min-h-8 cursor-pointer content-center text-fact text-muted">{t('field.correction')}</summary>
      <div className="grid gap-2 pt-1 pb-1">
        {view.call.customerId === null ? null : <NewPhone view={view} onPatch={patch} />}
        <PreferredHours view={view} onPatch={patch} />
        <label className="text-fact text-muted">
          {t('correction.language')}
          <select value={correction.language ?? ''} onChange={(event) => void patch({ language: event.target.value || null })} className={INPUT}>
            <option value="">{t('correction.same')}</option>
            {languages.map((language) => (
              <option key={language} value={language}>
                {t(`language.${language}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="flex min-h-8 items-center gap-2 text-body">
          <input
            type="checkbox"
            checked={correction.optOut !== null}
            onChange={(event) => void patch({ optOut: event.target.checked ? t('correction.optOutReason') : null })}
            className="size-4"
          />
          {t('correction.optOut')}
        </label>
      </div>
    </details>
  );
}

type Part = { view: CallView; onPatch: (next: Partial<Draft['correction']>) => Promise<void> };

function NewPhone({ view, onPatch }: Part) {
  const { t } = useTranslation();
  const { place, format } = usePanel();
  const id = useId();
  const { phone } = view.call.draft.correction;
  const read = (value: string) => {
    const parsed = parsePhone(value, place.region);
    return parsed.ok ? parsed.phone : null;
  };
  const { text, setText } = usePendingText(
    phone?.original ?? '',
    (value) => onPatch({ phone: read(value) }),
    (value) => read(value)?.original ?? '',
  );
  const parsed = text.trim() === '' ? null : parsePhone(text, place.region);
  return (
    <div>
      <label htmlFor={id} className="text-fact text-muted">
        {t('correction.phone')}
      </label>
      <input
        id={id}
        inputMode="tel"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-describedby={`${id}-check`}
        aria-invalid={parsed?.ok === false}
        className={`tabular ${INPUT}`}
      />
      <p id={`${id}-check`} aria-live="polite" className={`m-0 text-label ${parsed?.ok === false ? 'text-bad' : 'text-muted'}`}>
        {parsed === null
          ? ''
          : parsed.ok
            ? `${formatPhone(parsed.phone)}${parsed.phone.doubtful ? ` · ${t('phone.doubtful')}` : ''}`
            : wordReason(t, parsed.reason, format())}
      </p>
    </div>
  );
}

function PreferredHours({ view, onPatch }: Part) {
  const { t } = useTranslation();
  const id = useId();
  const { preferredHours } = view.call.draft.correction;
  const read = (value: string) => (value.trim() === '' ? null : readHours(value).hours);
  const { text, setText } = usePendingText(
    preferredHours?.original ?? '',
    (value) => onPatch({ preferredHours: read(value) }),
    (value) => read(value)?.original ?? '',
  );
  const understood = text.trim() === '' ? null : readHours(text).hours;
  const known = understood && (understood.from !== null || understood.to !== null || understood.days !== 'any');
  return (
    <div>
      <label htmlFor={id} className="text-fact text-muted">
        {t('correction.hours')}
      </label>
      <input
        id={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={200}
        placeholder={t('correction.hoursExample')}
        aria-describedby={`${id}-read`}
        className={INPUT}
      />
      <p id={`${id}-read`} aria-live="polite" className="m-0 text-label text-muted">
        {understood === null
          ? ''
          : known
            ? [t(`days.${understood.days}`), [understood.from, understood.to].map((time) => time ?? '').join('–')].join(' ')
            : t('correction.hoursAsNote')}
      </p>
    </div>
  );
}
