import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../../lib/contract/place.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import { presetRules, type Trade, trades } from '../../../lib/plan/presets.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { failureOf, unwrap } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { INPUT } from '../styles.ts';
import { Refused } from '../team/person-fields.tsx';
import { usePlaces, useRefreshTeam } from '../team/team-api.ts';
import { pathTo, type Route } from '../use-route.ts';
import { Coverage } from './coverage.tsx';
import { usePlanApi, usePreview } from './plan-api.ts';
import { DayChart } from './preview-pane.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { useRuleWords } from './rule-words.ts';
import { RulesTable } from './rules-table.tsx';
import { useScripts } from './use-scripts.ts';

type Part = Extract<Route, { page: 'plan' }>['part'];

/** The rules of a place with their editor, and the coverage that they come to. */
export function PlanPage({ part }: { part: Part }) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const isLead = mayOpen(session).publishing;
  const shownPart: Part = isLead ? part : 'coverage';
  const places = usePlaces();
  const [chosen, setChosen] = useState<string | null>(null);
  const open = (places.data ?? []).filter(({ place }) => place.closedAt === undefined);
  // Where the reader belongs; a centre without rules of its own shows the first place that has some.
  const own = open.find(({ place }) => place.id === session.place.id && place.rules.length > 0);
  const shown = open.find(({ place }) => place.id === chosen) ?? own ?? open.find(({ place }) => place.rules.length > 0) ?? open[0];
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex min-h-13 items-center gap-4 border-b border-line px-4">
        <h1 className="m-0 text-body font-bold">{t('rules.title')}</h1>
        {isLead ? (
          <nav aria-label={t('rules.parts')} className="flex gap-1">
            {(['rules', 'coverage'] as const).map((one) => (
              <a
                key={one}
                href={pathTo.plan(one)}
                {...(one === shownPart ? { 'aria-current': 'page' as const } : {})}
                className={`inline-flex min-h-8 items-center rounded-lg px-2.5 text-fact no-underline ${one === shownPart ? 'bg-accent-soft font-bold text-accent' : 'text-muted hover:bg-accent-soft hover:text-ink'}`}
              >
                {t(`rules.part.${one}`)}
              </a>
            ))}
          </nav>
        ) : null}
        {open.length > 1 ? (
          <select
            aria-label={t('rules.place')}
            value={shown?.place.id ?? ''}
            onChange={(event) => setChosen(event.target.value)}
            className={`${INPUT} max-w-72`}
          >
            {open.map(({ place, depth }) => (
              <option key={place.id} value={place.id}>
                {`${'\u2003'.repeat(depth)}${place.name}`}
              </option>
            ))}
          </select>
        ) : null}
      </header>
      {places.error ? <FailureNote failure={failureOf(places.error)} onRetry={() => void places.refetch()} /> : null}
      {!shown && !places.error ? <p className="m-4 text-muted">{t('common.loading')}</p> : null}
      {shown && shownPart === 'rules' ? <Rules key={shown.place.id} place={shown.place} /> : null}
      {shown && shownPart === 'coverage' ? <Coverage key={shown.place.id} place={shown.place} /> : null}
    </div>
  );
}

type Note = { words: string; back: { put: Rule[]; drop: string[] } | null };

function Rules({ place }: { place: Place }) {
  const { t } = useTranslation();
  const { newId } = useWorkspace();
  const words = useRuleWords();
  const api = usePlanApi();
  const refresh = useRefreshTeam();
  const scripts = useScripts();
  const preview = usePreview(place.id, place.rules, null);
  const [open, setOpen] = useState<{ rule: Rule | null; id: string } | null>(null);
  const [note, setNote] = useState<Note | null>(null);
  const saved = useMutation({
    mutationFn: async ({ put, drop }: { put: Rule[]; drop: string[]; note: Note }) => unwrap(api.saveRules(place.id, { put, drop })),
    onSuccess: async (_, { note: next }) => {
      await refresh();
      setNote(next);
    },
  });
  const add = () => setOpen({ rule: null, id: newId() });
  useKeys({ KeyN: open ? undefined : add });
  const put = (rule: Rule) => saved.mutate({ put: [rule], drop: [], note: changedNote(rule) });
  const changedNote = (rule: Rule): Note => {
    const before = place.rules.find(({ id }) => id === rule.id);
    return { words: t('rules.changed', { rule: words.title(rule) }), back: before ? { put: [before], drop: [] } : { put: [], drop: [rule.id] } };
  };
  const remove = (rule: Rule) =>
    saved.mutate({ put: [], drop: [rule.id], note: { words: t('rules.removed', { rule: words.title(rule) }), back: { put: [rule], drop: [] } } });
  const take = (trade: Trade) => {
    const fresh = presetRules(trade, new Map(scripts.map(({ id, purpose }) => [id, purpose]))).filter(({ id }) => !place.rules.some((rule) => rule.id === id));
    saved.mutate({ put: fresh, drop: [], note: { words: t('rules.added', { count: fresh.length }), back: { put: [], drop: fresh.map(({ id }) => id) } } });
  };
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <div className="flex items-start justify-between gap-4">
        <p className="m-0 max-w-prose text-fact text-muted">{t('rules.explain')}</p>
        <div className="flex shrink-0 gap-2">
          <Presets onChoose={take} isDisabled={scripts.length === 0 || saved.isPending} />
          <Button kind="primary" onPress={add} shortcut="n" keyLabel="N">
            <Plus size={16} aria-hidden="true" />
            {t('rules.add')}
          </Button>
        </div>
      </div>
      <div role="status" className="mt-2 flex min-h-9 items-center gap-2 text-fact">
        {note ? (
          <>
            <span>{note.words}</span>
            {note.back ? (
              <Button
                kind="quiet"
                isDisabled={saved.isPending}
                onPress={() => note.back && saved.mutate({ ...note.back, note: { words: t('rules.undone'), back: null } })}
              >
                {t('rules.undo')}
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
      <Refused failure={saved.error ? failureOf(saved.error) : null} />
      {place.rules.length === 0 ? (
        <EmptyNote title={t('rules.none')}>{t('rules.noneAdvice')}</EmptyNote>
      ) : (
        <RulesTable
          rules={place.rules}
          scripts={scripts}
          perRule={preview.data?.preview ? new Map(preview.data.preview.perRule.map(({ ruleId, calls }) => [ruleId, calls])) : null}
          problems={preview.data?.problems ?? []}
          isBusy={saved.isPending}
          onOpen={(rule) => setOpen({ rule, id: rule.id })}
          onPut={put}
          onRemove={remove}
        />
      )}
      {preview.error ? <FailureNote failure={failureOf(preview.error)} onRetry={() => void preview.refetch()} /> : null}
      {place.rules.length > 0 && preview.data?.preview ? (
        <section className="mt-4 max-w-3xl">
          <p className="tabular m-0 text-body font-semibold">{t('rules.total', { count: preview.data.preview.calls })}</p>
          <DayChart days={preview.data.preview.perDay} label={t('rules.perDay')} />
        </section>
      ) : null}
      {open ? (
        <RuleDialog
          key={open.id}
          place={place}
          rule={open.rule}
          newId={open.id}
          scripts={scripts}
          onSaved={async (rule) => {
            const next = changedNote(rule);
            await refresh();
            setNote(next);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function Presets({ onChoose, isDisabled }: { onChoose: (trade: Trade) => void; isDisabled: boolean }) {
  const { t } = useTranslation();
  return (
    <select
      aria-label={t('rules.preset.title')}
      value=""
      disabled={isDisabled}
      onChange={(event) => onChoose(event.target.value as Trade)}
      className="min-h-9 rounded-lg border border-line bg-raised px-2 text-body text-ink"
    >
      <option value="">{t('rules.preset.choose')}</option>
      {trades.map((trade) => (
        <option key={trade} value={trade}>
          {t(`rules.preset.${trade}`)}
        </option>
      ))}
    </select>
  );
}
