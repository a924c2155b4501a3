import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, TextField } from '../plan/form-fields.tsx';
import { INPUT } from '../styles.ts';
import { type CampaignDraft, newCost, newGift } from './campaign-draft.ts';

export type Editing = { draft: CampaignDraft; onChange: (next: Partial<CampaignDraft>) => void };

export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="m-0 mt-4 min-w-0 border-0 border-t border-line p-0 pt-3 first:mt-0 first:border-t-0 first:pt-0">
      <legend className="float-left w-full p-0 text-body font-semibold">{title}</legend>
      <div className="clear-both">
        {hint ? <p className="m-0 text-label text-muted">{hint}</p> : null}
        {children}
      </div>
    </fieldset>
  );
}

export function AreaField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={label}>
      {(props) => (
        <textarea
          {...props}
          rows={2}
          maxLength={4000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${INPUT} field-sizing-content max-h-48 py-1.5`}
        />
      )}
    </Field>
  );
}

/** Who stands for one thing each, as boxes to tick. */
export function Boxes({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="m-0 mt-2 border-0 p-0">
      <legend className="p-0 text-label text-muted">{label}</legend>
      <div className="flex max-h-36 flex-wrap gap-x-4 overflow-y-auto">
        {options.map((option) => (
          <label key={option.value} className="inline-flex min-h-8 items-center gap-2 text-body">
            <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} className="size-4" />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const REMOVE = 'mt-7 min-h-9';

/** Gifts, what was spent besides, and the budget for both, which stands once it is over. */
export function Means({ draft, onChange, isOver = false }: Editing & { isOver?: boolean }) {
  const { t } = useTranslation();
  const gift = (key: string, next: Partial<CampaignDraft['gifts'][number]>) =>
    onChange({ gifts: draft.gifts.map((one) => (one.key === key ? { ...one, ...next } : one)) });
  const cost = (key: string, next: Partial<CampaignDraft['costs'][number]>) =>
    onChange({ costs: draft.costs.map((one) => (one.key === key ? { ...one, ...next } : one)) });
  return (
    <Section title={t('campaigns.editor.means')}>
      {isOver ? null : (
        <div className="grid grid-cols-2 gap-x-3">
          <TextField label={t('campaigns.editor.budget')} numeric value={draft.budget} onChange={(budget) => onChange({ budget })} />
          <TextField label={t('campaigns.editor.currency')} value={draft.currency} onChange={(currency) => onChange({ currency })} />
        </div>
      )}
      {draft.gifts.map((one, n) => (
        <div key={one.key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-x-2">
          <TextField label={t('campaigns.editor.gift')} value={one.name} onChange={(name) => gift(one.key, { name })} />
          <TextField label={t('campaigns.editor.giftCount')} numeric value={one.count} onChange={(count) => gift(one.key, { count })} />
          <TextField label={t('campaigns.editor.giftCost')} numeric value={one.unitCost} onChange={(unitCost) => gift(one.key, { unitCost })} />
          <Button
            kind="quiet"
            tight
            className={REMOVE}
            aria-label={t('campaigns.editor.removeGift', { n: n + 1 })}
            onPress={() => onChange({ gifts: draft.gifts.filter(({ key }) => key !== one.key) })}
          >
            <Trash2 size={14} aria-hidden="true" />
          </Button>
        </div>
      ))}
      {draft.costs.map((one, n) => (
        <div key={one.key} className="grid grid-cols-[minmax(0,3fr)_minmax(0,1fr)_auto] items-start gap-x-2">
          <TextField label={t('campaigns.editor.cost')} value={one.what} onChange={(what) => cost(one.key, { what })} />
          <TextField label={t('campaigns.editor.costAmount')} numeric value={one.amount} onChange={(amount) => cost(one.key, { amount })} />
          <Button
            kind="quiet"
            tight
            className={REMOVE}
            aria-label={t('campaigns.editor.removeCost', { n: n + 1 })}
            onPress={() => onChange({ costs: draft.costs.filter(({ key }) => key !== one.key) })}
          >
            <Trash2 size={14} aria-hidden="true" />
          </Button>
        </div>
      ))}
      <div className="mt-2 flex gap-2">
        <Button kind="quiet" tight onPress={() => onChange({ gifts: [...draft.gifts, newGift()] })}>
          <Plus size={14} aria-hidden="true" />
          {t('campaigns.editor.addGift')}
        </Button>
        <Button kind="quiet" tight onPress={() => onChange({ costs: [...draft.costs, newCost()] })}>
          <Plus size={14} aria-hidden="true" />
          {t('campaigns.editor.addCost')}
        </Button>
      </div>
    </Section>
  );
}
