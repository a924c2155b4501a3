import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guard } from '../../../lib/guard/guard.ts';
import { useKeys } from '../../ui/use-keys.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import type { TextField } from './answers.ts';
import { VoiceField } from './voice-field.tsx';

/** During the call: the two voices. Long ones scroll here, so that the line and its answers keep their room. */
export function CompactRecord({ view, actions, guard, stepId }: { view: CallView; actions: CallActions; guard: Guard | null; stepId: string | null }) {
  const { t } = useTranslation();
  const part = useRef<HTMLElement>(null);
  const focus = (field: TextField) => part.current?.querySelector<HTMLElement>(`[data-field="${field}"] textarea`)?.focus();
  const leave = () => document.activeElement instanceof HTMLElement && document.activeElement.blur();
  useKeys({ Enter: () => focus('said') });
  return (
    <section
      ref={part}
      aria-label={t('record.title')}
      className="-m-1 mb-1 grid max-h-[34dvh] gap-2 overflow-y-auto p-1 short:grid-cols-2 short:has-[textarea:focus]:grid-cols-1"
    >
      <VoiceField compact view={view} actions={actions} field="said" guard={guard} stepId={stepId} onEnter={() => focus('answered')} />
      <VoiceField compact view={view} actions={actions} field="answered" guard={guard} stepId={stepId} onEnter={leave} />
    </section>
  );
}
