import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallingHours } from '../../lib/contract/place.ts';
import { formatMoment, fromLocalInput, toLocalInput } from '../../lib/i18n/format.ts';
import { isOpen } from '../../lib/plan/windows.ts';
import { Key } from '../ui/key.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { usePanel } from './context.ts';

type MomentPickerProps = {
  label: string;
  zone: string;
  value: number | null;
  onChange: (at: number) => void;
  suggestions: number[];
  /** Whether 1-4 choose a suggestion: in a dialog, on the page, or not now. */
  keys: 'dialog' | 'page' | 'none';
  onSubmit?: () => void;
  /** The hours that a call should keep to; a time outside them is pointed out, and stays the agent's to decide. */
  hours?: CallingHours;
};

/** A moment by one key, or typed: suggestions first, any other time below. */
export function MomentPicker({ label, zone, value, onChange, suggestions, keys, onSubmit, hours }: MomentPickerProps) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const id = useId();
  const digits = Object.fromEntries(suggestions.map((at, index) => [`Digit${index + 1}`, () => onChange(at)]));
  useKeys({ ...digits, 'Ctrl+Enter': onSubmit }, { inDialog: keys === 'dialog', enabled: keys !== 'none' });
  const context = { ...format(), zone };
  const doubt = doubtOf(value, { now: context.now, zone, hours });
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="p-0 text-label text-muted">{label}</legend>
      <div className="mt-1 flex flex-wrap gap-1.5">
        {suggestions.map((at, index) => (
          <button
            key={at}
            type="button"
            aria-pressed={value === at}
            onClick={() => onChange(at)}
            className={`inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-lg border px-2 text-fact ${value === at ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-raised text-ink'}`}
          >
            {formatMoment(at, context)}
            {keys === 'none' ? null : <Key>{index + 1}</Key>}
          </button>
        ))}
      </div>
      <label htmlFor={id} className="mt-1.5 flex items-center gap-2 text-label text-muted">
        {t('moment.other')}
        <input
          id={id}
          type="datetime-local"
          value={value === null ? '' : toLocalInput(value, zone)}
          onChange={(event) => {
            const at = fromLocalInput(event.target.value, zone);
            if (at !== null) onChange(at);
          }}
          className="min-h-8 min-w-0 flex-1 rounded-lg border border-line bg-raised px-2 text-fact text-ink"
        />
      </label>
      {doubt ? (
        <p role="status" className="m-0 mt-1 text-label font-semibold text-fair">
          {t(`moment.${doubt}`)}
        </p>
      ) : null}
    </fieldset>
  );
}

/** What speaks against a moment: it has passed, or nobody may be called then. */
function doubtOf(at: number | null, input: { now: number; zone: string; hours: CallingHours | undefined }): 'past' | 'closed' | null {
  const { now, zone, hours } = input;
  if (at === null) return null;
  if (at <= now) return 'past';
  return hours && !isOpen({ hours, zone, preferred: null, now: at }) ? 'closed' : null;
}
