import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { findingOf } from '../../../lib/call/said.ts';
import type { Guard, GuardFinding } from '../../../lib/guard/guard.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { type TextField, textOf, withNone, withText } from './answers.ts';
import { GuardedText } from './guarded-text.tsx';
import { usePendingText } from './pending-text.ts';
import { PlainText } from './plain-text.tsx';

type VoiceFieldProps = {
  view: CallView;
  actions: CallActions;
  field: TextField;
  guard: Guard | null;
  stepId: string | null;
  /** "None" is offered beside it: an answer like any other. */
  noneable?: boolean;
  missing?: boolean;
  onEnter?: () => void;
  autoFocus?: boolean;
  /** During the call: on a short panel the label stands inside the field. */
  compact?: boolean;
};

/** A text of the record. Whose voice it is decides whether it is checked: only our own words are (design 5). */
export function VoiceField({
  view,
  actions,
  field,
  guard,
  stepId,
  noneable = false,
  missing = false,
  onEnter,
  autoFocus = false,
  compact = false,
}: VoiceFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const heeded = useHeeded(actions, stepId);
  const answer = view.call.draft[field];
  const { text, setText } = usePendingText(textOf(answer), (next) => actions.edit((draft) => withText(draft, field, next)));
  const label = t(`field.${field}`);
  const none = answer?.kind === 'none' && text === '';
  return (
    <div className={`grid grid-cols-[76px_1fr] items-start gap-x-2 gap-y-1 ${compact ? 'short:grid-cols-1' : ''}`} data-field={field}>
      <label
        htmlFor={id}
        className={`pt-2 text-label [overflow-wrap:normal] ${compact ? 'short:sr-only' : ''} ${missing ? 'font-semibold text-bad' : 'text-muted'}`}
      >
        {label}
        {missing ? <span className="sr-only"> ({t('record.missing')})</span> : null}
      </label>
      <div className="flex min-w-0 items-start gap-1.5">
        <div className="min-w-0 flex-1">
          {field === 'answered' ? (
            <GuardedText
              id={id}
              label={label}
              {...(compact ? { placeholder: label } : {})}
              text={text}
              onChange={setText}
              guard={guard}
              onHeeded={(found, how) => heeded('answered', found, how)}
              autoFocus={autoFocus}
              {...(onEnter ? { onEnter } : {})}
            />
          ) : (
            <PlainText
              id={id}
              label={label}
              {...(compact ? { placeholder: label } : {})}
              text={text}
              onChange={setText}
              onEnter={onEnter}
              autoFocus={autoFocus}
              lang={view.file?.customer.language ?? undefined}
            />
          )}
        </div>
        {noneable && text === '' ? (
          <button
            type="button"
            aria-pressed={none}
            onClick={() => void actions.edit((draft) => withNone(draft, field))}
            className={`min-h-9 shrink-0 cursor-pointer rounded-lg border px-2 text-fact ${none ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-raised text-muted'}`}
          >
            {none ? '✓ ' : ''}
            {t('record.none')}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** Keeps in the draft what became of a warning. */
export function useHeeded(actions: CallActions, stepId: string | null) {
  const { clock } = usePanel();
  return (where: 'answered' | 'sms' | 'mail', found: GuardFinding, how: 'replaced' | 'changed') =>
    void actions.edit((draft) => ({ ...draft, findings: [...draft.findings, findingOf(found, { where, stepId, at: clock.now(), heeded: how })] }));
}
