import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trigger } from '../../../lib/contract/rule.ts';
import { Button } from '../../ui/button.tsx';
import { namesIn } from '../names-in.ts';
import { NamesField, SelectField, TextField } from './form-fields.tsx';
import { FESTIVALS, hasKinds, hasRhythms, newRhythm, OCCASIONS, type RuleDraft, USUAL } from './rule-draft.ts';

export type TriggerProps = {
  draft: RuleDraft;
  onChange: (next: Partial<RuleDraft>) => void;
  /** What is wrong at a field, in words. */
  wrongAt: (field: string) => string[];
  kinds: readonly string[];
  classes: readonly string[];
  purposes: readonly string[];
};

/** What a rule follows from, with the fields that this needs. */
export function TriggerFields(props: TriggerProps) {
  const { draft, onChange, wrongAt, kinds } = props;
  const { t } = useTranslation();
  const choose = (on: string) => {
    const [from, within] = USUAL[on as Trigger['on']];
    onChange({ on: on as Trigger['on'], fromDays: String(from), withinDays: String(within), everyMonths: on === 'renewal' ? '' : '3' });
  };
  return (
    <>
      <SelectField
        label={t('rules.editor.on')}
        value={draft.on}
        onChange={choose}
        options={OCCASIONS.map((on) => ({ value: on, label: t(`rules.on.${on}`) }))}
        problems={wrongAt('trigger')}
      />
      {hasKinds(draft.on) ? (
        <NamesField
          label={t('rules.editor.kinds')}
          hint={t('rules.editor.kindsHint')}
          value={draft.kinds}
          names={namesIn(draft.kinds)}
          known={kinds}
          onChange={(next) => onChange({ kinds: next })}
          problems={wrongAt('trigger.kinds')}
        />
      ) : null}
      <OwnFields {...props} />
      {hasRhythms(draft.on) ? <Rhythms {...props} /> : null}
    </>
  );
}

function OwnFields({ draft, onChange, wrongAt, purposes }: TriggerProps) {
  const { t } = useTranslation();
  const text = (field: keyof RuleDraft, label: string, at: string, more: { type?: 'date'; numeric?: boolean } = {}) => (
    <TextField label={label} value={String(draft[field])} onChange={(value) => onChange({ [field]: value })} problems={wrongAt(at)} {...more} />
  );
  switch (draft.on) {
    case 'recurring':
      return (
        <div className="grid grid-cols-2 gap-x-3">
          <SelectField
            label={t('rules.editor.since')}
            value={draft.since}
            onChange={(since) => onChange({ since: since as RuleDraft['since'] })}
            options={[
              { value: 'service', label: t('rules.editor.sinceService') },
              { value: 'call', label: t('rules.editor.sinceCall') },
            ]}
          />
          {text('everyMonths', t('rules.editor.everyMonths'), 'trigger.everyMonths', { numeric: true })}
        </div>
      );
    case 'renewal':
      return (
        <>
          {text('everyMonths', t('rules.editor.renewalMonths'), 'trigger.everyMonths', { numeric: true })}
          <label className="mt-2 inline-flex min-h-8 items-center gap-2 text-fact">
            <input type="checkbox" checked={draft.second} onChange={(event) => onChange({ second: event.target.checked })} className="size-4" />
            {t('rules.editor.second')}
          </label>
          {draft.second ? (
            <div className="grid grid-cols-2 gap-x-3">
              {text('secondFrom', t('rules.editor.secondFrom'), 'trigger.second.fromDays', { numeric: true })}
              {text('secondWithin', t('rules.editor.secondWithin'), 'trigger.second.withinDays', { numeric: true })}
            </div>
          ) : null}
        </>
      );
    case 'festival':
      return (
        <SelectField
          label={t('rules.editor.festival')}
          value={draft.festival}
          onChange={(festival) => onChange({ festival: festival as RuleDraft['festival'] })}
          options={FESTIVALS.map((one) => ({ value: one, label: t(`festival.${one}`) }))}
        />
      );
    case 'yearly':
      return text('monthDay', t('rules.editor.monthDay'), 'trigger.monthDay');
    case 'period':
      return (
        <div className="grid grid-cols-2 gap-x-3">
          {text('periodFrom', t('rules.editor.periodFrom'), 'trigger.from', { type: 'date' })}
          {text('periodTo', t('rules.editor.periodTo'), 'trigger.to', { type: 'date' })}
        </div>
      );
    case 'points':
      return (
        <div className="grid grid-cols-3 gap-x-3">
          {text('column', t('rules.editor.points'), 'trigger.column')}
          {text('atLeast', t('rules.editor.atLeast'), 'trigger.atLeast', { numeric: true })}
          {text('everyMonths', t('rules.editor.everyMonths'), 'trigger.everyMonths', { numeric: true })}
        </div>
      );
    case 'call-made':
      return <CallMade draft={draft} onChange={onChange} wrong={wrongAt('trigger.purposes')} purposes={purposes} />;
    default:
      return null;
  }
}

function CallMade({ draft, onChange, wrong, purposes }: Pick<TriggerProps, 'draft' | 'onChange' | 'purposes'> & { wrong: readonly string[] }) {
  const { t } = useTranslation();
  const toggle = (purpose: string) =>
    onChange({ purposes: draft.purposes.includes(purpose) ? draft.purposes.filter((one) => one !== purpose) : [...draft.purposes, purpose] });
  return (
    <>
      <fieldset className="m-0 mt-2 border-0 p-0">
        <legend className="p-0 text-label text-muted">{t('rules.editor.purposes')}</legend>
        <div className="flex flex-wrap gap-x-4">
          {purposes.map((purpose) => (
            <label key={purpose} className="inline-flex min-h-8 items-center gap-2 text-fact">
              <input type="checkbox" checked={draft.purposes.includes(purpose)} onChange={() => toggle(purpose)} className="size-4" />
              {purpose}
            </label>
          ))}
        </div>
        {wrong.length > 0 ? (
          <p role="alert" className="m-0 text-label font-semibold text-bad">
            {wrong.join(' ')}
          </p>
        ) : null}
      </fieldset>
      <SelectField
        label={t('rules.editor.satisfaction')}
        value={draft.satisfaction}
        onChange={(satisfaction) => onChange({ satisfaction })}
        options={[
          { value: '', label: t('rules.editor.anySatisfaction') },
          ...(['satisfied', 'fair', 'dissatisfied'] as const).map((one) => ({ value: one, label: t(`satisfaction.${one}`) })),
        ]}
      />
    </>
  );
}

function Rhythms({ draft, onChange, wrongAt, classes }: TriggerProps) {
  const { t } = useTranslation();
  const put = (key: string, next: Partial<RuleDraft['rhythms'][number]>) =>
    onChange({ rhythms: draft.rhythms.map((one) => (one.key === key ? { ...one, ...next } : one)) });
  return (
    <fieldset className="m-0 mt-3 border-0 p-0">
      <legend className="p-0 text-fact font-semibold">{t('rules.editor.rhythms')}</legend>
      {draft.rhythms.map((rhythm, index) => (
        <div key={rhythm.key} className="grid grid-cols-[1fr_1fr_6rem_2.25rem] items-start gap-x-2">
          <NamesField
            label={t('rules.covers.classes')}
            value={rhythm.classes}
            names={namesIn(rhythm.classes)}
            known={classes}
            onChange={(value) => put(rhythm.key, { classes: value })}
            problems={wrongAt(`trigger.rhythms.${index}.classes`)}
          />
          <TextField label={t('rules.covers.cities')} value={rhythm.cities} onChange={(value) => put(rhythm.key, { cities: value })} />
          <TextField
            label={t('rules.editor.months')}
            numeric
            value={rhythm.everyMonths}
            onChange={(value) => put(rhythm.key, { everyMonths: value })}
            problems={wrongAt(`trigger.rhythms.${index}.everyMonths`)}
          />
          <Button
            kind="quiet"
            aria-label={t('rules.editor.removeRhythm', { n: index + 1 })}
            onPress={() => onChange({ rhythms: draft.rhythms.filter(({ key }) => key !== rhythm.key) })}
            className="mt-7 min-w-9 px-1"
          >
            <X size={16} aria-hidden="true" className="shrink-0" />
          </Button>
        </div>
      ))}
      <Button kind="quiet" className="mt-1" isDisabled={draft.rhythms.length >= 20} onPress={() => onChange({ rhythms: [...draft.rhythms, newRhythm()] })}>
        <Plus size={16} aria-hidden="true" />
        {t('rules.editor.addRhythm')}
      </Button>
    </fieldset>
  );
}
