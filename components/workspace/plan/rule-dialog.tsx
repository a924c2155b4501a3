import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../../lib/contract/place.ts';
import type { PlanPreviewReply } from '../../../lib/contract/plan.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import { rulesAfter } from '../../../lib/plan/rules.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap } from '../api.ts';
import { FailureNote } from '../failure-note.tsx';
import { namesIn } from '../names-in.ts';
import { Refused } from '../team/person-fields.tsx';
import { NamesField, SelectField, TextField } from './form-fields.tsx';
import { usePlanApi, usePreview } from './plan-api.ts';
import { PreviewPane } from './preview-pane.tsx';
import { COVERS, draftOf, emptyDraft, hasKinds, hasWindow, type RuleDraft, ruleOf } from './rule-draft.ts';
import { useRuleWords } from './rule-words.ts';
import { TriggerFields } from './trigger-fields.tsx';
import type { ScriptChoice } from './use-scripts.ts';

type RuleDialogProps = {
  place: Place;
  rule: Rule | null;
  newId: string;
  scripts: readonly ScriptChoice[];
  onSaved: (rule: Rule) => Promise<void>;
  onClose: () => void;
};
type Problem = PlanPreviewReply['problems'][number];

/** One rule: left what it says, right what that gives. Nothing is planned before it is saved. */
export function RuleDialog({ place, rule, newId, scripts, onSaved, onClose }: RuleDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const words = useRuleWords();
  const api = usePlanApi();
  const [before] = useState(() => (rule ? draftOf(rule) : emptyDraft(newId)));
  const [draft, setDraft] = useState(before);
  const [isLeaving, setLeaving] = useState(false);
  const read = ruleOf(draft);
  const made = 'rule' in read ? read.rule : null;
  const answer = useRulePreview(place, made);
  const problems = useProblems(made ? (answer.data?.problems ?? []).filter(({ ruleId }) => ruleId === draft.id) : []);
  const saved = useMutation({
    mutationFn: async (next: Rule) => {
      await unwrap(api.saveRules(place.id, { put: [next], drop: [] }));
      await onSaved(next);
    },
    onSuccess: onClose,
  });
  const isChanged = JSON.stringify(draft) !== JSON.stringify(before);
  const isWrong = problems.wrong.length > 0;
  const leave = () => (isChanged && !isLeaving ? setLeaving(true) : onClose());
  const patch = (next: Partial<RuleDraft>) => setDraft({ ...draft, ...next });
  return (
    <Dialog
      huge
      title={rule ? t('rules.editor.title', { rule: words.title(rule) }) : t('rules.editor.new')}
      onClose={leave}
      footer={
        isLeaving ? (
          <>
            <span role="alert" className="mr-auto self-center text-fact font-semibold">
              {t('rules.discard')}
            </span>
            <Button key="go-on" autoFocus onPress={() => setLeaving(false)}>
              {t('rules.goOn')}
            </Button>
            <Button key="discard" kind="danger" onPress={onClose}>
              {t('rules.discardIt')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={leave}>{t('common.cancel')}</Button>
            <Button kind="primary" type="submit" form={form} isDisabled={!made || isWrong || !isChanged || saved.isPending} keyLabel="↵">
              {t('team.save')}
            </Button>
          </>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,22rem)] gap-5 max-lg:grid-cols-1">
        <form
          id={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (made && !isWrong && isChanged) saved.mutate(made);
          }}
        >
          <RuleFields draft={draft} onChange={patch} scripts={scripts} wrongAt={problems.at} answer={answer.data ?? null} />
          <Refused failure={saved.error ? failureOf(saved.error) : null} />
        </form>
        <section aria-label={t('rules.editor.preview')} className="min-w-0 border-l border-line pl-5 max-lg:border-l-0 max-lg:pl-0">
          <ProblemList problems={problems.all} />
          {!made ? <p className="m-0 text-fact text-muted">{t('rules.editor.nothingYet')}</p> : null}
          {answer.error ? <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} /> : null}
          {made && !answer.data && !answer.error ? <p className="m-0 text-fact text-muted">{t('rules.counting')}</p> : null}
          {made && answer.data?.preview ? <PreviewPane preview={answer.data.preview} isCounting={answer.isFetching} zone={place.timeZone} /> : null}
        </section>
      </div>
    </Dialog>
  );
}

/** Asked again when nothing was typed for a moment, not at every key. */
function useRulePreview(place: Place, made: Rule | null) {
  const text = useDeferredValue(made ? JSON.stringify({ ...made, name: undefined, paused: undefined }) : null);
  const rule = text === null ? null : (JSON.parse(text) as Rule);
  return usePreview(place.id, rule && rulesAfter(place.rules, { put: [rule], drop: [] }), rule?.id ?? null);
}

function useProblems(problems: readonly Problem[]) {
  const { t } = useTranslation();
  const all = problems.map((problem) => ({ ...problem, words: t(`rules.problem.${problem.code}`, problem.params) }));
  const wrong = all.filter(({ severity }) => severity === 'wrong');
  return { all, wrong, at: (field: string) => wrong.filter((problem) => problem.field === field).map(({ words }) => words) };
}

/** Meaning is a word and a colour, never colour alone. */
function ProblemList({ problems }: { problems: readonly (Problem & { words: string })[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <ul role="alert" className="m-0 mb-3 list-none p-0 text-fact">
      {problems.map(({ field, code, severity, words }) => (
        <li
          key={`${field} ${code} ${words}`}
          className={`mb-1 rounded-lg px-2.5 py-1.5 ${severity === 'wrong' ? 'bg-bad-soft text-bad' : 'bg-fair-soft text-fair'}`}
        >
          <span className="font-semibold">{t(severity === 'wrong' ? 'rules.wrong' : 'rules.doubtful')}</span> · {words}
        </li>
      ))}
    </ul>
  );
}

type RuleFieldsProps = {
  draft: RuleDraft;
  onChange: (next: Partial<RuleDraft>) => void;
  scripts: readonly ScriptChoice[];
  wrongAt: (field: string) => string[];
  answer: PlanPreviewReply | null;
};

function RuleFields({ draft, onChange, scripts, wrongAt, answer }: RuleFieldsProps) {
  const { t } = useTranslation();
  const purposes = [...new Set(scripts.map(({ purpose }) => purpose))];
  const known = { classes: answer?.classes ?? [], tags: [], products: [], cities: [], languages: [], kinds: answer?.kinds ?? [] };
  return (
    <>
      <div className="-mt-2 grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-x-3">
        <TextField label={t('rules.editor.name')} value={draft.name} placeholder={t('rules.editor.namePlaceholder')} onChange={(name) => onChange({ name })} />
        <SelectField
          label={t('rules.editor.priority')}
          value={draft.priority}
          onChange={(priority) => onChange({ priority })}
          options={Array.from({ length: 10 }, (_, n) => ({
            value: String(n),
            label: n === 0 ? t('rules.editor.first', { n }) : n === 9 ? t('rules.editor.last', { n }) : String(n),
          }))}
        />
      </div>
      <SelectField
        label={t('rules.editor.script')}
        value={draft.scriptId}
        onChange={(scriptId) => onChange({ scriptId, purpose: scripts.find(({ id }) => id === scriptId)?.purpose ?? '' })}
        options={[{ value: '', label: t('rules.editor.chooseScript') }, ...scripts.map(({ id, title }) => ({ value: id, label: title }))]}
        problems={[...wrongAt('scriptId'), ...wrongAt('purpose')]}
      />
      <TriggerFields draft={draft} onChange={onChange} wrongAt={wrongAt} kinds={answer?.kinds ?? []} classes={known.classes} purposes={purposes} />
      {hasWindow(draft.on) ? (
        <div className="grid grid-cols-2 gap-x-3">
          <TextField
            label={t('rules.editor.fromDays')}
            hint={t('rules.editor.daysHint')}
            numeric
            value={draft.fromDays}
            onChange={(fromDays) => onChange({ fromDays })}
            problems={wrongAt('fromDays')}
          />
          <TextField
            label={t('rules.editor.withinDays')}
            numeric
            value={draft.withinDays}
            onChange={(withinDays) => onChange({ withinDays })}
            problems={wrongAt('withinDays')}
          />
        </div>
      ) : null}
      <div className="grid grid-cols-2 gap-x-3">
        {(['windowFrom', 'windowTo'] as const).map((end) => (
          <TextField
            key={end}
            label={t(`rules.editor.${end}`)}
            value={draft[end]}
            placeholder={end === 'windowFrom' ? t('rules.editor.windowPlaceholder') : ''}
            onChange={(value) => onChange({ [end]: value })}
          />
        ))}
      </div>
      <fieldset className="m-0 mt-4 border-0 p-0">
        <legend className="p-0 text-fact font-semibold">{t('rules.editor.coversTitle')}</legend>
        <div className="grid grid-cols-2 items-start gap-x-3">
          {COVERS.filter((what) => what !== 'kinds' || !hasKinds(draft.on) || draft.covers.kinds !== '').map((what) => (
            <NamesField
              key={what}
              label={t(`rules.covers.${what}`)}
              value={draft.covers[what]}
              names={namesIn(draft.covers[what])}
              known={known[what]}
              onChange={(value) => onChange({ covers: { ...draft.covers, [what]: value } })}
              problems={wrongAt(`covers.${what}`)}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
