import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../../lib/contract/place.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import { rulesAfter } from '../../../lib/plan/rules.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { FailureNote } from '../failure-note.tsx';
import { usePreview } from '../plan/plan-api.ts';
import { FirstCalls } from '../plan/preview-pane.tsx';
import type { ScriptChoice } from '../plan/use-scripts.ts';
import { type CampaignDraft, countedRule } from './campaign-draft.ts';

/** Asked again when nothing was typed for a moment, not at every key. `rule` null: not asked yet. */
export function useReach(place: Place | null, rule: Rule | null) {
  const text = useDeferredValue(rule ? JSON.stringify(rule) : null);
  const asked = text === null ? null : (JSON.parse(text) as Rule);
  return usePreview(place?.id ?? null, asked && rulesAfter(place?.rules ?? [], { put: [asked], drop: [] }), asked?.id ?? null);
}

/** Whom the campaign would call as it is written now. */
export function useDraftReach(place: Place | null, draft: CampaignDraft, scripts: readonly ScriptChoice[]) {
  const { t } = useTranslation();
  const { clock } = useWorkspace();
  const script = scripts.find(({ id }) => id === draft.scriptId) ?? scripts[0];
  const rule = place && countedRule(draft, localDateAt(clock.now(), place.timeZone), { script, name: t('campaigns.editor.thisOne') });
  return { rule, asked: useReach(place, rule) };
}

type ReachProps = ReturnType<typeof useDraftReach> & { place: Place; isStarted: boolean };

/** Whom the campaign would call, as things are: how many, and the first of them. */
export function Reach({ place, rule, asked, isStarted }: ReachProps) {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = asked;
  const wrong = (data?.problems ?? []).filter(({ ruleId, code }) => ruleId === rule?.id && code !== 'same-as');
  if (!rule) return <p className="m-0 text-fact text-muted">{t('campaigns.editor.nothingYet')}</p>;
  return (
    <div aria-busy={isFetching}>
      {wrong.length > 0 ? (
        <ul role="alert" className="m-0 mb-3 list-none p-0 text-fact">
          {wrong.map(({ field, code, params, severity }) => (
            <li
              key={`${field} ${code} ${JSON.stringify(params)}`}
              className={`mb-1 rounded-lg px-2.5 py-1.5 ${severity === 'wrong' ? 'bg-bad-soft text-bad' : 'bg-fair-soft text-fair'}`}
            >
              <span className="font-semibold">{t(severity === 'wrong' ? 'rules.wrong' : 'rules.doubtful')}</span> · {t(`rules.problem.${code}`, params)}
            </li>
          ))}
        </ul>
      ) : null}
      {error ? <FailureNote failure={failureOf(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <p className="m-0 text-fact text-muted">{t('campaigns.counting')}</p> : null}
      {data?.preview ? (
        <>
          <p aria-live="polite" className="tabular m-0 text-body font-semibold">
            {t(isStarted ? 'campaigns.editor.still' : 'campaigns.editor.reaches', { count: data.preview.calls })}
            {isFetching ? <span className="font-normal text-muted"> · {t('campaigns.counting')}</span> : null}
            {data.preview.lookedAt < data.preview.customers ? <span className="font-normal text-fair"> · {t('rules.partial', data.preview)}</span> : null}
          </p>
          <FirstCalls preview={data.preview} zone={place.timeZone} />
        </>
      ) : null}
    </div>
  );
}
