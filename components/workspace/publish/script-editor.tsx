import { CircleAlert, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftContent } from '../../../lib/contract/publishing.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { addStep, inTalkOrder, ledTo, removeStep } from '../../../lib/script/edit.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { nameOf } from './names.ts';
import { BranchForms, MessageForms, QuestionForms, WholeForm } from './other-forms.tsx';
import type { ScriptForm } from './script-form.ts';
import { StepForm } from './step-form.tsx';
import { useInUse } from './use-content.ts';
import type { DraftForm } from './use-draft.ts';
import { useOpened } from './use-opened.ts';
import { useProblemCount } from './use-problems.ts';
import { namesOf } from './use-targets.ts';

const PARTS = ['whole', 'branches', 'questions', 'messages'] as const;

/** The steps on the left, the one that is open beside them. */
export function ScriptEditor({ draft }: { draft: DraftForm<Extract<DraftContent, { kind: 'script' }>> }) {
  const { t, i18n } = useTranslation();
  const { newId } = useWorkspace();
  const script: Script = draft.content.body;
  const { opened, open } = useOpened(script.start);
  const form: ScriptForm = { script, at: `scripts.${script.id}`, edit: draft.edit, newId };
  const names = namesOf(script, i18n.language);
  const step = script.steps.find(({ id }) => id === opened);
  const add = () => {
    const id = `step-${newId().slice(0, 8)}`;
    draft.edit((one) => addStep(one, id, `answer-${newId().slice(0, 8)}`, step?.id ?? null));
    open(id);
  };
  return (
    <>
      <nav aria-label={t('publish.parts')} className="flex w-56 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface p-2">
        {PARTS.map((part) => (
          <Part key={part} name={t(`publish.part.${part}`)} where={`${form.at}.${partPath[part]}`} open={opened === part} onOpen={() => open(part)} />
        ))}
        <p className="m-0 mt-3 mb-1 px-2.5 text-key font-bold text-muted">{t('publish.part.steps', { count: script.steps.length })}</p>
        {inTalkOrder(script).map(({ id }) => (
          <Part key={id} name={names.get(id) || t('publish.unnamed')} where={`${form.at}.steps.${id}`} open={opened === id} onOpen={() => open(id)} />
        ))}
        <Button onPress={add} className="mt-2 text-label">
          <Plus size={14} aria-hidden="true" />
          {t('publish.step.add')}
        </Button>
      </nav>
      <div id="publish-form" className="min-w-0 flex-1 overflow-y-auto px-5 pt-3 pb-10">
        {step ? (
          <>
            <StepHead form={form} id={step.id} onRemoved={() => open(script.start)} />
            <StepForm key={step.id} form={form} step={step} />
          </>
        ) : (
          <PartForm part={opened} form={form} />
        )}
      </div>
    </>
  );
}

const partPath = { whole: 'title', branches: 'branches', questions: 'fields', messages: 'messages' } as const;

function PartForm({ part, form }: { part: string; form: ScriptForm }) {
  const { t } = useTranslation();
  const inUse = useInUse();
  const known = [
    ...new Set([
      ...form.script.languages,
      ...(inUse?.phraseLists.map(({ language }) => language) ?? []),
      ...(inUse?.scripts.flatMap(({ languages }) => languages) ?? []),
      'yue',
      'pl',
    ]),
  ];
  const shown = PARTS.find((one) => one === part) ?? 'whole';
  return (
    <section aria-label={t(`publish.part.${shown}`)}>
      <h2 className="m-0 text-name font-semibold">{t(`publish.part.${shown}`)}</h2>
      <p className="m-0 mt-1 max-w-prose text-fact text-muted">{t(`publish.explain.${shown}`)}</p>
      {shown === 'whole' ? <WholeForm form={form} known={known} /> : null}
      {shown === 'branches' ? <BranchForms form={form} /> : null}
      {shown === 'questions' ? <QuestionForms form={form} /> : null}
      {shown === 'messages' ? <MessageForms form={form} /> : null}
    </section>
  );
}

export function Part({ name, where, open, onOpen }: { name: string; where: string; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const count = useProblemCount(where);
  return (
    <button
      type="button"
      onClick={onOpen}
      {...(open ? { 'aria-current': 'true' as const } : {})}
      className={`flex min-h-8 w-full shrink-0 cursor-pointer items-center gap-1.5 rounded-lg border-0 px-2.5 text-left text-fact ${open ? 'bg-accent-soft font-bold text-accent' : 'bg-transparent text-ink hover:bg-accent-soft'}`}
    >
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {count > 0 ? (
        <span className="inline-flex items-center gap-0.5 text-label font-bold text-bad">
          <CircleAlert size={13} aria-hidden="true" />
          {count}
          <span className="sr-only">{t('publish.problems.count', { count })}</span>
        </span>
      ) : null}
    </button>
  );
}

function StepHead({ form, id, onRemoved }: { form: ScriptForm; id: string; onRemoved: () => void }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState(false);
  const { script, edit } = form;
  const step = script.steps.find((one) => one.id === id);
  const led = ledTo(script, id);
  const remove = () => {
    if (led > 0 && !asked) return setAsked(true);
    edit((one) => removeStep(one, id));
    onRemoved();
  };
  return (
    <div className="flex flex-wrap items-center gap-1">
      <h2 className="m-0 min-w-0 truncate text-name font-semibold">{nameOf(step?.title ?? null, i18n.language) || t('publish.unnamed')}</h2>
      <div className="ml-auto flex shrink-0">
        <Button kind={asked ? 'danger' : 'quiet'} aria-label={t('publish.step.remove')} onPress={remove} className="min-w-9 px-1">
          <Trash2 size={15} aria-hidden="true" />
          {asked ? t('publish.step.removeAnyway') : null}
        </Button>
      </div>
      {asked ? (
        <p role="alert" className="m-0 w-full text-fact font-semibold text-fair">
          {t('publish.step.led', { count: led })}
        </p>
      ) : null}
    </div>
  );
}
