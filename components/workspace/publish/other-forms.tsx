import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Branch, branchIdSchema, type FormField, type MessageTemplate, type Sets } from '../../../lib/contract/script.ts';
import { requiredBranches } from '../../../lib/script/lint.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Choose, Labelled, NotesAt, TextFields } from './fields.tsx';
import { Remove } from './remove.tsx';
import type { ScriptForm } from './script-form.ts';
import { SetsForm } from './sets-form.tsx';
import { useTargets } from './use-targets.ts';

/** The script as a whole: its name, languages and first step. */
export function WholeForm({ form, known }: { form: ScriptForm; known: readonly string[] }) {
  const { t } = useTranslation();
  const { script, at, edit } = form;
  const targets = useTargets(script);
  const toggle = (language: string, on: boolean) =>
    edit((one) => ({ ...one, languages: on ? [...one.languages, language] : one.languages.filter((other) => other !== language) }));
  return (
    <div>
      <TextFields
        label={t('publish.whole.title')}
        text={script.title}
        languages={script.languages}
        where={`${at}.title`}
        onChange={(title, field) => edit((one) => ({ ...one, title }), field)}
      />
      <fieldset data-where={`${at}.languages`} className="m-0 mt-3 border-0 p-0">
        <legend className="p-0 text-label font-semibold text-muted">{t('publish.whole.languages')}</legend>
        <div className="flex flex-wrap gap-x-4">
          {known.map((language) => (
            <Check
              key={language}
              label={t(`language.${language}`, { defaultValue: language })}
              checked={script.languages.includes(language)}
              onChange={(on) => toggle(language, on)}
            />
          ))}
        </div>
        <NotesAt where={`${at}.languages`} />
      </fieldset>
      <div className="mt-3 max-w-md">
        <Labelled label={t('publish.whole.start')} where={`${at}.start`}>
          <Choose label={t('publish.whole.start')} value={script.start} options={targets} onChange={(start) => edit((one) => ({ ...one, start }))} />
        </Labelled>
      </div>
      <NotesAt where={`${at}.steps`} />
    </div>
  );
}

/** What can happen at any moment, and where it leads. The keys are the same in every script. */
export function BranchForms({ form }: { form: ScriptForm }) {
  const { t } = useTranslation();
  const { script, at, edit } = form;
  const targets = useTargets(script);
  const put = (id: Branch['id'], to: string, sets?: Sets) =>
    edit((one) => {
      const rest = one.branches.filter((branch) => branch.id !== id);
      if (to === '' && !requiredBranches.includes(id)) return { ...one, branches: rest };
      const branch: Branch = { id, to, ...(sets && Object.keys(sets).length > 0 ? { sets } : {}) };
      return {
        ...one,
        branches: one.branches.some((other) => other.id === id) ? one.branches.map((other) => (other.id === id ? branch : other)) : [...rest, branch],
      };
    });
  return (
    <ul className="m-0 list-none p-0">
      {branchIdSchema.options.map((id) => {
        const branch = script.branches.find((one) => one.id === id);
        return (
          <li key={id} data-where={`${at}.branches.${id}`} className="border-b border-line py-2">
            <div className="grid grid-cols-[160px_minmax(0,1fr)] items-center gap-3">
              <span className="text-body font-semibold">
                {t(`branch.${id}`)}
                {requiredBranches.includes(id) ? <span className="block text-label font-normal text-muted">{t('publish.branch.needed')}</span> : null}
              </span>
              <Choose
                label={t('publish.branch.to', { branch: t(`branch.${id}`) })}
                value={branch?.to ?? ''}
                options={[{ value: '', label: t('publish.branch.none') }, ...targets]}
                onChange={(to) => put(id, to, branch?.sets)}
              />
            </div>
            <NotesAt where={`${at}.branches.${id}`} />
            {branch ? <SetsForm script={script} sets={branch.sets ?? {}} onChange={(sets) => put(id, branch.to, sets)} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** Questions of the record form beyond the fixed ones. */
export function QuestionForms({ form }: { form: ScriptForm }) {
  const { t } = useTranslation();
  const { script, at, edit, newId } = form;
  const put = (id: string, next: (field: FormField) => FormField, key?: string) =>
    edit((one) => ({ ...one, fields: one.fields.map((field) => (field.id === id ? next(field) : field)) }), key);
  const add = () =>
    edit((one) => ({
      ...one,
      fields: [...one.fields, { id: `question-${newId().slice(0, 8)}`, label: {}, kind: 'text', voice: 'customer', required: false }],
    }));
  return (
    <div>
      {script.fields.map((field) => (
        <div key={field.id} data-where={`${at}.fields.${field.id}`} className="mt-3 rounded-lg border border-line bg-surface p-3">
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <TextFields
                label={t('publish.question.label')}
                text={field.label}
                languages={script.languages}
                where={`${at}.fields.${field.id}.label`}
                onChange={(label, key) => put(field.id, (one) => ({ ...one, label }), key)}
              />
            </div>
            <Remove label={t('publish.question.remove')} onPress={() => edit((one) => ({ ...one, fields: one.fields.filter(({ id }) => id !== field.id) }))} />
          </div>
          <div className="mt-2 grid grid-cols-2 gap-2">
            <Labelled label={t('publish.question.kind')}>
              <Choose
                label={t('publish.question.kind')}
                value={field.kind}
                options={(['text', 'number', 'choice'] as const).map((kind) => ({ value: kind, label: t(`publish.question.${kind}`) }))}
                onChange={(kind) =>
                  put(field.id, (one) => ({ ...one, kind: kind as FormField['kind'], ...(kind === 'choice' ? { options: one.options ?? [] } : {}) }))
                }
              />
            </Labelled>
            <Labelled label={t('publish.question.voice')}>
              <Choose
                label={t('publish.question.voice')}
                value={field.voice}
                options={(['customer', 'ours', 'internal'] as const).map((voice) => ({ value: voice, label: t(`publish.voice.${voice}`) }))}
                onChange={(voice) => put(field.id, (one) => ({ ...one, voice: voice as FormField['voice'] }))}
              />
            </Labelled>
          </div>
          <Check label={t('publish.question.required')} checked={field.required} onChange={(required) => put(field.id, (one) => ({ ...one, required }))} />
          {field.kind === 'choice' ? <Options form={form} field={field} put={(next, key) => put(field.id, next, key)} /> : null}
          <NotesAt where={`${at}.fields.${field.id}`} />
        </div>
      ))}
      <Button className="mt-3" onPress={add}>
        <Plus size={15} aria-hidden="true" />
        {t('publish.question.add')}
      </Button>
    </div>
  );
}

function Options({ form, field, put }: { form: ScriptForm; field: FormField; put: (next: (field: FormField) => FormField, key?: string) => void }) {
  const { t } = useTranslation();
  const options = field.options ?? [];
  return (
    <div className="mt-2 border-l-2 border-line pl-3">
      {options.map((option) => (
        <div key={option.id} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <TextFields
              label={t('publish.question.option')}
              text={option.label}
              languages={form.script.languages}
              where={`${form.at}.fields.${field.id}.options.${option.id}.label`}
              onChange={(label, key) =>
                put((one) => ({ ...one, options: one.options?.map((other) => (other.id === option.id ? { ...other, label } : other)) }), key)
              }
            />
          </div>
          <Remove
            label={t('publish.question.removeOption')}
            onPress={() => put((one) => ({ ...one, options: one.options?.filter(({ id }) => id !== option.id) }))}
          />
        </div>
      ))}
      <Button
        className="mt-2 text-label"
        onPress={() => put((one) => ({ ...one, options: [...(one.options ?? []), { id: `option-${form.newId().slice(0, 8)}`, label: {} }] }))}
      >
        <Plus size={14} aria-hidden="true" />
        {t('publish.question.addOption')}
      </Button>
    </div>
  );
}

/** Texts that are ready to be sent after a call. */
export function MessageForms({ form }: { form: ScriptForm }) {
  const { t } = useTranslation();
  const { script, at, edit, newId } = form;
  const put = (id: string, next: (message: MessageTemplate) => MessageTemplate, key?: string) =>
    edit((one) => ({ ...one, messages: one.messages.map((message) => (message.id === id ? next(message) : message)) }), key);
  const add = (channel: MessageTemplate['channel']) =>
    edit((one) => ({ ...one, messages: [...one.messages, { id: `message-${newId().slice(0, 8)}`, channel, title: {}, text: {} }] }));
  return (
    <div>
      {script.messages.map((message) => {
        const where = `${at}.messages.${message.id}`;
        return (
          <div key={message.id} data-where={where} className="mt-3 rounded-lg border border-line bg-surface p-3">
            <div className="flex items-center justify-between">
              <span className="chip rounded bg-accent-soft px-2 py-0.5 text-label font-semibold text-accent">{t(`publish.message.${message.channel}`)}</span>
              <Remove
                label={t('publish.message.remove')}
                onPress={() => edit((one) => ({ ...one, messages: one.messages.filter(({ id }) => id !== message.id) }))}
              />
            </div>
            <TextFields
              label={t('publish.message.title')}
              text={message.title}
              languages={script.languages}
              where={`${where}.title`}
              onChange={(title, key) => put(message.id, (one) => ({ ...one, title }), key)}
            />
            {message.channel === 'mail' ? (
              <TextFields
                label={t('publish.message.subject')}
                text={message.subject}
                languages={script.languages}
                where={`${where}.subject`}
                fills
                onChange={(subject, key) => put(message.id, (one) => ({ ...one, subject }), key)}
              />
            ) : null}
            <TextFields
              label={t('publish.message.text')}
              text={message.text}
              languages={script.languages}
              where={`${where}.text`}
              fills
              onChange={(text, key) => put(message.id, (one) => ({ ...one, text }), key)}
            />
          </div>
        );
      })}
      <div className="mt-3 flex gap-2">
        {(['sms', 'mail'] as const).map((channel) => (
          <Button key={channel} onPress={() => add(channel)}>
            <Plus size={15} aria-hidden="true" />
            {t(`publish.message.${channel}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
