import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Condition, conditionSchema, type Step } from '../../../lib/contract/script.ts';
import { changeStep, emptyChoice } from '../../../lib/script/edit.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceForm } from './choice-form.tsx';
import { Check, Choose, NotesAt, Section, TextFields } from './fields.tsx';
import { nameOf } from './names.ts';
import { Remove } from './remove.tsx';
import type { ScriptForm, StepPart } from './script-form.ts';
import { TemptingForms } from './tempting-forms.tsx';

const ASKED = ['said', 'answered', 'needs', 'suggestions', 'complaint', 'nextStep', 'correction'] as const;

/** Everything of one step: what is said, how, what must not be said, what the customer may answer. */
export function StepForm({ form, step }: { form: ScriptForm; step: Step }) {
  const { t } = useTranslation();
  const { languages } = form.script;
  const where = `${form.at}.steps.${step.id}`;
  const change = (next: (step: Step) => Step, field?: string) => form.edit((script) => changeStep(script, step.id, next), field);
  return (
    <div data-where={where}>
      <NotesAt where={where} />
      <TextFields
        label={t('publish.step.title')}
        text={step.title}
        languages={languages}
        where={`${where}.title`}
        hint={t('publish.step.titleHint')}
        onChange={(title, field) => change((one) => ({ ...one, title }), field)}
      />
      <TextFields
        label={t('publish.step.line')}
        text={step.line}
        languages={languages}
        where={`${where}.line`}
        large
        fills
        onChange={(line, field) => change((one) => ({ ...one, line }), field)}
      />
      <TextFields
        label={t('publish.step.hint')}
        text={step.hint}
        languages={languages}
        where={`${where}.hint`}
        onChange={(hint, field) => change((one) => ({ ...one, hint }), field)}
      />
      <Answers form={form} step={step} change={change} />
      <TemptingForms form={form} step={step} change={change} />
      <Reminders form={form} step={step} change={change} />
      <Variants form={form} step={step} change={change} />
      <Asked form={form} step={step} change={change} />
    </div>
  );
}

function Answers({ form, step, change }: StepPart) {
  const { t } = useTranslation();
  const add = () => change((one) => ({ ...one, choices: [...one.choices, emptyChoice(`answer-${form.newId().slice(0, 8)}`)] }));
  return (
    <Section
      title={t('publish.answers.title')}
      action={
        step.ending ? null : (
          <Button onPress={add} className="text-label">
            <Plus size={14} aria-hidden="true" />
            {t('publish.answers.add')}
          </Button>
        )
      }
    >
      <Check label={t('publish.step.ending')} checked={step.ending} onChange={(ending) => change((one) => ({ ...one, ending }))} />
      <ol className="m-0 list-none p-0">
        {step.choices.map((choice, index) => (
          <ChoiceForm key={choice.id} form={form} step={step} choice={choice} index={index} change={change} />
        ))}
      </ol>
    </Section>
  );
}

function Reminders({ form, step, change }: StepPart) {
  const { t } = useTranslation();
  const remind = step.remind ?? [];
  return (
    <Section
      title={t('publish.remind.title')}
      action={
        <Button className="text-label" onPress={() => change((one) => ({ ...one, remind: [...(one.remind ?? []), {}] }))}>
          <Plus size={14} aria-hidden="true" />
          {t('publish.add')}
        </Button>
      }
    >
      {remind.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: reminders have no name of their own
        <div key={index} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <TextFields
              label={t('publish.remind.one', { n: index + 1 })}
              text={text}
              languages={form.script.languages}
              where={`${form.at}.steps.${step.id}.remind.${index}`}
              onChange={(next, field) => change((one) => ({ ...one, remind: one.remind?.with(index, next) }), field)}
            />
          </div>
          <Remove label={t('publish.remind.remove', { n: index + 1 })} onPress={() => change((one) => ({ ...one, remind: one.remind?.toSpliced(index, 1) }))} />
        </div>
      ))}
    </Section>
  );
}

/** Another line when a condition holds, as for somebody who rings us. */
function Variants({ form, step, change }: StepPart) {
  const { t } = useTranslation();
  const variants = step.variants ?? [];
  const free = conditionSchema.options.filter((when) => !variants.some((variant) => variant.when === when));
  const add = () => free[0] && change((one) => ({ ...one, variants: [...(one.variants ?? []), { when: free[0] as Condition, line: {} }] }));
  return (
    <Section
      title={t('publish.variant.title')}
      action={
        free.length > 0 ? (
          <Button className="text-label" onPress={add}>
            <Plus size={14} aria-hidden="true" />
            {t('publish.add')}
          </Button>
        ) : null
      }
    >
      {variants.map((variant, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the condition of a variant can be changed, its place cannot
        <div key={index} className="mt-2 rounded-lg border border-line p-3">
          <div className="flex items-center gap-2">
            <Choose
              label={t('publish.variant.when')}
              value={variant.when}
              options={conditionSchema.options.map((when) => ({ value: when, label: t(`publish.when.${when}`) }))}
              onChange={(when) => change((one) => ({ ...one, variants: one.variants?.with(index, { ...variant, when: when as Condition }) }))}
            />
            <Remove label={t('publish.variant.remove')} onPress={() => change((one) => ({ ...one, variants: one.variants?.toSpliced(index, 1) }))} />
          </div>
          <TextFields
            label={t('publish.variant.line')}
            text={variant.line}
            languages={form.script.languages}
            where={`${form.at}.steps.${step.id}.variants.${index}.line`}
            fills
            onChange={(line, field) => change((one) => ({ ...one, variants: one.variants?.with(index, { ...variant, line }) }), field)}
          />
        </div>
      ))}
    </Section>
  );
}

/** What the agent fills in at this step. */
function Asked({ form, step, change }: StepPart) {
  const { t, i18n } = useTranslation();
  const fields = step.fields ?? [];
  const toggle = (id: string, on: boolean) =>
    change((one) => ({ ...one, fields: on ? [...(one.fields ?? []), id] : (one.fields ?? []).filter((field) => field !== id) }));
  const own = form.script.fields.map((field) => ({ id: field.id, label: nameOf(field.label, i18n.language) || t('publish.unnamed') }));
  return (
    <Section title={t('publish.asked.title')}>
      <div className="flex flex-wrap gap-x-4" data-where={`${form.at}.steps.${step.id}.fields`}>
        {[...ASKED.map((id) => ({ id: id as string, label: t(`field.${id}`) })), ...own].map(({ id, label }) => (
          <Check key={id} label={label} checked={fields.includes(id)} onChange={(on) => toggle(id, on)} />
        ))}
      </div>
      <NotesAt where={`${form.at}.steps.${step.id}.fields`} />
    </Section>
  );
}
