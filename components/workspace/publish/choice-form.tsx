import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BACK, type Choice, type Condition, choiceSchema, conditionSchema, type Sets } from '../../../lib/contract/script.ts';
import { moveItem } from '../../../lib/script/edit.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { ToneIcon } from '../../ui/tone.tsx';
import { Choose, Labelled, NotesAt, TextFields } from './fields.tsx';
import { Remove } from './remove.tsx';
import type { StepPart } from './script-form.ts';
import { SetsForm } from './sets-form.tsx';
import { useTargets } from './use-targets.ts';

const TONES = choiceSchema.shape.tone.options;

/** One answer of the customer: its words, where it leads, and what it fills in. Its key is its place. */
export function ChoiceForm({ form, step, choice, index, change }: StepPart & { choice: Choice; index: number }) {
  const { t } = useTranslation();
  const targets = useTargets(form.script);
  const where = `${form.at}.steps.${step.id}.choices.${index}`;
  const put = (next: Choice, field?: string) =>
    change((one) => ({ ...one, choices: one.choices.map((other) => (other.id === choice.id ? next : other)) }), field);
  const move = (by: -1 | 1) => change((one) => ({ ...one, choices: moveItem(one.choices, choice.id, by) }));
  const without = <K extends keyof Choice>(key: K): Omit<Choice, K> =>
    Object.fromEntries(Object.entries(choice).filter(([name]) => name !== key)) as Omit<Choice, K>;
  const setSets = (sets: Sets) => put(Object.keys(sets).length > 0 ? { ...choice, sets } : (without('sets') as Choice));
  return (
    <li data-where={where} className="mt-2 rounded-lg border border-line bg-surface p-3">
      <div className="-mb-2 flex items-center gap-2">
        <Key spoken>{index + 1}</Key>
        <ToneIcon tone={choice.tone} />
        <div className="ml-auto flex">
          <Button kind="quiet" aria-label={t('publish.up')} isDisabled={index === 0} onPress={() => move(-1)} className="min-w-9 px-1">
            <ArrowUp size={15} aria-hidden="true" />
          </Button>
          <Button kind="quiet" aria-label={t('publish.down')} isDisabled={index === step.choices.length - 1} onPress={() => move(1)} className="min-w-9 px-1">
            <ArrowDown size={15} aria-hidden="true" />
          </Button>
          <Remove
            label={t('publish.answers.remove')}
            onPress={() => change((one) => ({ ...one, choices: one.choices.filter(({ id }) => id !== choice.id) }))}
          />
        </div>
      </div>
      <TextFields
        label={t('publish.answers.label')}
        text={choice.label}
        languages={form.script.languages}
        where={`${where}.label`}
        onChange={(label, field) => put({ ...choice, label }, field)}
      />
      <div className="mt-2 grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)] gap-2">
        <Labelled label={t('publish.answers.to')}>
          <Choose
            label={t('publish.answers.to')}
            value={choice.to}
            options={[{ value: '', label: t('publish.answers.choose') }, ...targets, { value: BACK, label: t('publish.answers.back') }]}
            onChange={(to) => put({ ...choice, to })}
          />
        </Labelled>
        <Labelled label={t('publish.answers.tone')}>
          <Choose
            label={t('publish.answers.tone')}
            value={choice.tone}
            options={TONES.map((tone) => ({ value: tone, label: t(`publish.tone.${tone}`) }))}
            onChange={(tone) => put({ ...choice, tone: tone as Choice['tone'] })}
          />
        </Labelled>
        <Labelled label={t('publish.answers.when')}>
          <Choose
            label={t('publish.answers.when')}
            value={choice.when ?? ''}
            options={[
              { value: '', label: t('publish.when.always') },
              ...conditionSchema.options.map((when) => ({ value: when, label: t(`publish.when.${when}`) })),
            ]}
            onChange={(when) => put(when === '' ? (without('when') as Choice) : { ...choice, when: when as Condition })}
          />
        </Labelled>
      </div>
      <NotesAt where={where} />
      <SetsForm script={form.script} sets={choice.sets ?? {}} onChange={setSets} />
    </li>
  );
}
