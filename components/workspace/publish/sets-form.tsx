import { useTranslation } from 'react-i18next';
import { outcomeSchema, satisfactionSchema } from '../../../lib/contract/record.ts';
import { type Script, type Sets, setsSchema } from '../../../lib/contract/script.ts';
import { Check, Choose, Labelled } from './fields.tsx';
import { nameOf } from './names.ts';

const NONE = ['said', 'answered', 'needs', 'suggestions', 'complaint', 'nextStep'] as const;
const NEXT = setsSchema.shape.nextStep.unwrap().options;

/** What an answer or branch writes into the record by itself. The agent can still change it. */
export function SetsForm({ script, sets, onChange }: { script: Script; sets: Sets; onChange: (sets: Sets) => void }) {
  const { t, i18n } = useTranslation();
  /** An empty value is no value. */
  const put = <K extends keyof Sets>(key: K, value: Sets[K] | '' | undefined) => {
    const rest = Object.fromEntries(Object.entries(sets).filter(([name]) => name !== key)) as Sets;
    onChange(value === undefined || value === '' ? rest : { ...rest, [key]: value });
  };
  const none = sets.none ?? [];
  const toggleNone = (field: (typeof NONE)[number], on: boolean) => {
    const next = on ? [...none, field] : none.filter((one) => one !== field);
    put('none', next.length > 0 ? next : undefined);
  };
  const answer = (id: string, value: string) => {
    const answers = Object.fromEntries(Object.entries({ ...sets.answers, [id]: value }).filter(([, one]) => one !== ''));
    put('answers', Object.keys(answers).length > 0 ? answers : undefined);
  };
  const nothing = { value: '', label: t('publish.sets.nothing') };
  const count = Object.keys(sets).length;
  return (
    <details className="mt-2">
      <summary className="min-h-8 cursor-pointer text-label font-semibold text-accent">
        {t('publish.sets.title')} {count > 0 ? t('publish.sets.count', { count }) : ''}
      </summary>
      <div className="grid grid-cols-3 gap-2">
        <Labelled label={t('field.outcome')}>
          <Choose
            label={t('field.outcome')}
            value={sets.outcome ?? ''}
            options={[nothing, ...outcomeSchema.options.map((one) => ({ value: one, label: t(`outcome.${one}`) }))]}
            onChange={(outcome) => put('outcome', outcome as Sets['outcome'] | '')}
          />
        </Labelled>
        <Labelled label={t('field.satisfaction')}>
          <Choose
            label={t('field.satisfaction')}
            value={sets.satisfaction ?? ''}
            options={[nothing, ...satisfactionSchema.options.map((one) => ({ value: one, label: t(`satisfaction.${one}`) }))]}
            onChange={(satisfaction) => put('satisfaction', satisfaction as Sets['satisfaction'] | '')}
          />
        </Labelled>
        <Labelled label={t('field.nextStep')}>
          <Choose
            label={t('field.nextStep')}
            value={sets.nextStep ?? ''}
            options={[nothing, ...NEXT.map((one) => ({ value: one, label: t(`publish.next.${one}`) }))]}
            onChange={(next) => put('nextStep', next as Sets['nextStep'] | '')}
          />
        </Labelled>
      </div>
      <fieldset className="m-0 mt-2 border-0 p-0">
        <legend className="p-0 text-label text-muted">{t('publish.sets.none')}</legend>
        <div className="flex flex-wrap gap-x-4">
          {NONE.map((field) => (
            <Check key={field} label={t(`field.${field}`)} checked={none.includes(field)} onChange={(on) => toggleNone(field, on)} />
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-x-4">
        <Check label={t('publish.sets.complaint')} checked={sets.complaint === true} onChange={(on) => put('complaint', on || undefined)} />
        <Check label={t('publish.sets.optOut')} checked={sets.optOut === true} onChange={(on) => put('optOut', on || undefined)} />
      </div>
      {script.fields
        .filter((field) => field.kind === 'choice')
        .map((field) => (
          <Labelled key={field.id} label={nameOf(field.label, i18n.language)}>
            <Choose
              label={nameOf(field.label, i18n.language)}
              value={sets.answers?.[field.id] ?? ''}
              options={[nothing, ...(field.options ?? []).map((option) => ({ value: option.id, label: nameOf(option.label, i18n.language) }))]}
              onChange={(value) => answer(field.id, value)}
            />
          </Labelled>
        ))}
    </details>
  );
}
