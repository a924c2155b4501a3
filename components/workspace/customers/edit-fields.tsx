import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerField } from '../../../lib/contract/customer-edit.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectField, TextField } from '../plan/form-fields.tsx';
import { INPUT } from '../styles.ts';
import { type CustomerDraft, type DraftPhone, newPhone } from './edit-draft.ts';

const LANGUAGES = ['zh-CN', 'yue', 'en'];
type EditFieldsProps = { draft: CustomerDraft; wrong: readonly CustomerField[]; onChange: (next: Partial<CustomerDraft>) => void };

/** All of a customer's file that somebody can change by hand. */
export function EditFields({ draft, wrong, onChange }: EditFieldsProps) {
  const { t } = useTranslation();
  const problems = (field: CustomerField) =>
    wrong.includes(field) ? [t(`customers.edit.wrong.${field}`, { defaultValue: t('customers.edit.wrong.other') })] : [];
  const line = (
    field: 'name' | 'family' | 'given' | 'salutation' | 'company' | 'jobTitle' | 'number' | 'email' | 'class' | 'birthday' | 'tags' | 'timeZone',
    hint?: string,
  ) => (
    <TextField
      label={t(`customers.fact.${field}`)}
      value={draft[field]}
      onChange={(value) => onChange({ [field]: value })}
      problems={problems(field)}
      {...(hint === undefined ? {} : { hint })}
    />
  );
  const languages = [...new Set([...LANGUAGES, ...(draft.language === '' ? [] : [draft.language])])];
  return (
    <>
      <div className="grid grid-cols-3 items-start gap-x-3">
        {line('name')}
        {line('family')}
        {line('given')}
        {line('salutation')}
        <SelectField
          label={t('customers.fact.sex')}
          value={draft.sex}
          onChange={(sex) => onChange({ sex: sex as CustomerDraft['sex'] })}
          options={[
            { value: '', label: t('customers.edit.unknown') },
            ...(['male', 'female'] as const).map((one) => ({ value: one, label: t(`customers.sex.${one}`) })),
          ]}
        />
        {line('birthday', t('customers.edit.birthdayHint'))}
        {line('company')}
        {line('jobTitle')}
        {line('number')}
        {line('class')}
        {line('tags', t('customers.edit.tagsHint'))}
        {line('email')}
      </div>
      <Phones value={draft.phones} isWrong={wrong.includes('phones')} onChange={(phones) => onChange({ phones })} />
      <div className="grid grid-cols-3 items-start gap-x-3">
        <SelectField
          label={t('customers.fact.language')}
          value={draft.language}
          onChange={(language) => onChange({ language })}
          options={[
            { value: '', label: t('customers.edit.unknown') },
            ...languages.map((one) => ({ value: one, label: t(`language.${one}`, { defaultValue: one }) })),
          ]}
        />
        {line('timeZone', t('customers.edit.zoneHint'))}
        <SelectField
          label={t('customers.edit.days')}
          value={draft.hoursDays}
          onChange={(hoursDays) => onChange({ hoursDays: hoursDays as CustomerDraft['hoursDays'] })}
          options={(['any', 'weekdays', 'weekends'] as const).map((one) => ({ value: one, label: t(`customers.edit.day.${one}`) }))}
        />
        <TextField
          label={t('customers.fact.preferredHours')}
          value={draft.hours}
          onChange={(hours) => onChange({ hours })}
          problems={problems('preferredHours')}
        />
        <TextField label={t('customers.edit.hoursFrom')} value={draft.hoursFrom} placeholder="HH:MM" onChange={(hoursFrom) => onChange({ hoursFrom })} />
        <TextField label={t('customers.edit.hoursTo')} value={draft.hoursTo} placeholder="HH:MM" onChange={(hoursTo) => onChange({ hoursTo })} />
      </div>
      <Field label={t('customers.fact.note')} problems={problems('note')}>
        {(props) => (
          <textarea
            {...props}
            rows={2}
            maxLength={10_000}
            value={draft.note}
            onChange={(event) => onChange({ note: event.target.value })}
            className={`${INPUT} py-1.5`}
          />
        )}
      </Field>
    </>
  );
}

type PhonesProps = { value: readonly DraftPhone[]; isWrong: boolean; onChange: (value: DraftPhone[]) => void };

function Phones({ value, isWrong, onChange }: PhonesProps) {
  const { t } = useTranslation();
  const put = (phone: DraftPhone) => onChange(value.map((one) => (one.key === phone.key ? phone : one)));
  return (
    <fieldset className="m-0 mt-2 min-w-0 border-0 p-0">
      <legend className="p-0 text-label text-muted">{t('customers.fact.phones')}</legend>
      {value.map((phone, index) => (
        <div key={phone.key} className="mt-1 flex gap-2">
          <input
            aria-label={t('customers.edit.phone', { n: index + 1 })}
            type="tel"
            maxLength={60}
            value={phone.text}
            onChange={(event) => put({ ...phone, text: event.target.value })}
            className={`tabular ${INPUT}`}
          />
          <select
            aria-label={t('customers.edit.phoneLabel', { n: index + 1 })}
            value={phone.label}
            onChange={(event) => put({ ...phone, label: event.target.value as DraftPhone['label'] })}
            className={`max-w-36 ${INPUT}`}
          >
            {(['main', 'family', 'other'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`customers.label.${one}`)}
              </option>
            ))}
          </select>
          <Button
            kind="quiet"
            className="min-w-9 px-1"
            aria-label={t('customers.edit.removePhone', { n: index + 1 })}
            onPress={() => onChange(value.filter(({ key }) => key !== phone.key))}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        </div>
      ))}
      {isWrong ? (
        <p role="alert" className="m-0 mt-1 text-label font-semibold text-bad">
          {t('customers.edit.wrong.phones')}
        </p>
      ) : null}
      <Button kind="quiet" isDisabled={value.length >= 10} onPress={() => onChange([...value, newPhone()])}>
        <Plus size={16} aria-hidden="true" />
        {t('customers.edit.addPhone')}
      </Button>
    </fieldset>
  );
}
