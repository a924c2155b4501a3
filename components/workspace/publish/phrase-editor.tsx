import { Plus } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Phrase, type PhraseList, phraseCategorySchema } from '../../../lib/contract/phrases.ts';
import type { DraftContent } from '../../../lib/contract/publishing.ts';
import { exampleOf } from '../../../lib/guard/example.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { AREA, Check, Choose, Labelled, NotesAt, ProblemNotes, TextFields } from './fields.tsx';
import { Remove } from './remove.tsx';
import { Part } from './script-editor.tsx';
import type { DraftForm } from './use-draft.ts';
import { useOpened } from './use-opened.ts';
import { useProblemsUnder } from './use-problems.ts';

type Edit = DraftForm<Extract<DraftContent, { kind: 'phrase-list' }>>['edit'];

/** The phrases on the left, the one that is open beside them. */
export function PhraseEditor({ draft }: { draft: DraftForm<Extract<DraftContent, { kind: 'phrase-list' }>> }) {
  const { t } = useTranslation();
  const { newId } = useWorkspace();
  const list: PhraseList = draft.content.body;
  const at = `lists.${list.id}`;
  const { opened, open } = useOpened(list.phrases[0]?.id ?? 'whole');
  const phrase = list.phrases.find(({ id }) => id === opened);
  const add = () => {
    const id = `phrase-${newId().slice(0, 8)}`;
    draft.edit((one) => ({ ...one, phrases: [{ id, category: 'vague', severity: 'warn', patterns: [], instead: [], allow: [] }, ...one.phrases] }));
    open(id);
  };
  const remove = (id: string) => {
    draft.edit((one) => ({ ...one, phrases: one.phrases.filter((other) => other.id !== id) }));
    open(list.phrases.find((other) => other.id !== id)?.id ?? 'whole');
  };
  return (
    <>
      <nav aria-label={t('publish.parts')} className="flex w-64 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface p-2">
        <Part name={t('publish.part.list')} where={`${at}.allow`} open={opened === 'whole'} onOpen={() => open('whole')} />
        <Button onPress={add} className="my-2 shrink-0 text-label">
          <Plus size={14} aria-hidden="true" />
          {t('publish.phrase.add')}
        </Button>
        {list.phrases.map(({ id, patterns, instead, category }) => (
          <Part
            key={id}
            name={`${t(`category.${category}`)} · ${patterns[0] ? exampleOf(patterns[0]) : (instead[0] ?? t('publish.unnamed'))}`}
            where={`${at}.phrases.${id}`}
            open={opened === id}
            onOpen={() => open(id)}
          />
        ))}
      </nav>
      <div className="min-w-0 flex-1 overflow-y-auto px-5 pt-3 pb-10">
        {phrase ? (
          <PhraseForm
            key={phrase.id}
            phrase={phrase}
            at={`${at}.phrases.${phrase.id}`}
            language={list.language}
            edit={draft.edit}
            onRemove={() => remove(phrase.id)}
          />
        ) : (
          <WholeList list={list} at={at} edit={draft.edit} />
        )}
      </div>
    </>
  );
}

function WholeList({ list, at, edit }: { list: PhraseList; at: string; edit: Edit }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className="m-0 text-name font-semibold">{t('publish.part.list')}</h2>
      <TextFields
        label={t('publish.whole.title')}
        text={list.title}
        languages={[...new Set(['zh-CN', 'en', ...Object.keys(list.title)])]}
        where={`${at}.title`}
        onChange={(title, field) => edit((one) => ({ ...one, title }), field)}
      />
      <NotesAt where={`${at}.title`} />
      <NotesAt where={`${at}.phrases`} />
      <Lines
        label={t('publish.phrase.allowAll')}
        hint={t('publish.phrase.allowAllHint')}
        lines={list.allow}
        where={`${at}.allow`}
        language={list.language}
        onChange={(allow) => edit((one) => ({ ...one, allow }), `${at}.allow`)}
      />
    </>
  );
}

type PhraseFormProps = { phrase: Phrase; at: string; language: string; edit: Edit; onRemove: () => void };

function PhraseForm({ phrase, at, language, edit, onRemove }: PhraseFormProps) {
  const { t } = useTranslation();
  const put = (some: Partial<Phrase>, field?: string) =>
    edit((list) => ({ ...list, phrases: list.phrases.map((one) => (one.id === phrase.id ? { ...one, ...some } : one)) }), field);
  return (
    <div data-where={at}>
      <div className="flex items-start justify-between gap-2">
        <h2 className="m-0 min-w-0 text-name font-semibold">{phrase.patterns[0] ? exampleOf(phrase.patterns[0]) : t('publish.unnamed')}</h2>
        <Remove label={t('publish.phrase.remove')} onPress={onRemove} />
      </div>
      <NotesAt where={at} />
      <div className="mt-3 max-w-sm">
        <Labelled label={t('publish.phrase.category')}>
          <Choose
            label={t('publish.phrase.category')}
            value={phrase.category}
            options={phraseCategorySchema.options.map((category) => ({ value: category, label: t(`category.${category}`) }))}
            onChange={(category) => put({ category: category as Phrase['category'] })}
          />
        </Labelled>
      </div>
      <Check label={t('publish.phrase.stop')} checked={phrase.severity === 'stop'} onChange={(stop) => put({ severity: stop ? 'stop' : 'warn' })} />
      <Lines
        label={t('publish.phrase.patterns')}
        hint={t('publish.phrase.patternsHint')}
        lines={phrase.patterns}
        where={`${at}.patterns`}
        language={language}
        onChange={(patterns) => put({ patterns }, `${at}.patterns`)}
      />
      <Lines
        label={t('publish.phrase.instead')}
        hint={t('publish.phrase.insteadHint')}
        lines={phrase.instead}
        where={`${at}.instead`}
        language={language}
        onChange={(instead) => put({ instead }, `${at}.instead`)}
      />
      <Lines
        label={t('publish.phrase.allow')}
        hint={t('publish.phrase.allowHint')}
        lines={phrase.allow}
        where={`${at}.allow`}
        language={language}
        onChange={(allow) => put({ allow }, `${at}.allow`)}
      />
    </div>
  );
}

type LinesProps = { label: string; hint: string; lines: readonly string[]; where: string; language: string; onChange: (lines: string[]) => void };

/** One a line: how people write lists. */
function Lines({ label, hint, lines, where, language, onChange }: LinesProps) {
  const id = useId();
  const problems = useProblemsUnder(where);
  return (
    <div data-where={where} className="mt-4">
      <label htmlFor={id} className="block text-label font-semibold text-muted">
        {label}
      </label>
      <p id={`${id}-hint`} className="m-0 text-label text-muted">
        {hint}
      </p>
      <textarea
        id={id}
        lang={language}
        rows={2}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-hint${problems.length > 0 ? ` ${id}-notes` : ''}`}
        value={lines.join('\n')}
        onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
        className={`mt-1 ${AREA} ${problems.length > 0 ? 'border-bad' : ''}`}
      />
      <ProblemNotes id={`${id}-notes`} problems={problems} />
    </div>
  );
}
