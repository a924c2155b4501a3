import { useTranslation } from 'react-i18next';
import { bus } from '../../../lib/bus.ts';
import { slip, spokenLanguage, temptingNow } from '../../../lib/call/said.ts';
import type { Position } from '../../../lib/script/walk.ts';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { useFill } from './line.tsx';

/** The phrases that tempt at this step, what to say instead, and one key for "it slipped out" (C7). */
export function NeverSay({ view, actions, at }: { view: CallView; actions: CallActions; at: Position }) {
  const { t } = useTranslation();
  const { clock, place } = usePanel();
  const fill = useFill(view);
  const { stepId, tempting } = temptingNow(view.script, at.step, at.path);
  const language = spokenLanguage(view.file?.customer ?? null, place);
  const slipped = (phraseId: string) => view.call.draft.findings.some((one) => one.heeded === 'slipped' && one.stepId === stepId && one.phraseId === phraseId);

  const note = (phraseId: string) => {
    const finding = slip({ phraseId, language, lists: view.phraseLists, stepId, at: clock.now() });
    if (!finding) return;
    const undo = slipped(phraseId);
    void actions.edit((draft) => ({
      ...draft,
      findings: undo
        ? draft.findings.filter((one) => !(one.heeded === 'slipped' && one.stepId === stepId && one.phraseId === phraseId))
        : [...draft.findings, finding],
    }));
    bus.emit('say', t(undo ? 'never.undone' : 'never.noted'));
  };
  const nextToNote = tempting.find(({ phraseId }) => !slipped(phraseId));
  useKeys({ KeyZ: () => nextToNote && note(nextToNote.phraseId) });
  if (tempting.length === 0) return null;
  const words = (text: { [language: string]: string }) =>
    fill(text)
      .parts.map((part) => part.text)
      .join('');
  return (
    <section aria-labelledby="never-say" className="panel-card mt-3 rounded-lg bg-fair-soft px-2.5 py-2">
      <div className="flex items-center justify-between gap-2">
        <h3 id="never-say" className="m-0 text-label font-bold text-fair">
          {t('never.title')}
        </h3>
        {nextToNote ? (
          <button
            type="button"
            onClick={() => note(nextToNote.phraseId)}
            aria-keyshortcuts="Z"
            className="inline-flex min-h-8 cursor-pointer items-center gap-1.5 border-0 bg-transparent text-label text-muted hover:text-ink"
          >
            {t('never.slipped')} <Key>Z</Key>
          </button>
        ) : null}
      </div>
      <ul className="m-0 list-none p-0">
        {tempting.map((one) => (
          <li key={one.phraseId} className="mt-1 flex flex-wrap items-baseline gap-x-1.5 text-fact">
            <s className="text-muted" lang={language}>
              {words(one.avoid)}
            </s>
            <span aria-hidden="true" className="text-muted">
              →
            </span>
            <span className="sr-only">{t('guard.instead')}</span>
            <span lang={language} className="min-w-0">
              {words(one.instead)}
            </span>
            {slipped(one.phraseId) ? (
              <button
                type="button"
                onClick={() => note(one.phraseId)}
                className="cursor-pointer rounded border border-fair bg-transparent px-1 text-label text-fair"
              >
                {t('never.counted')} ✕
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
