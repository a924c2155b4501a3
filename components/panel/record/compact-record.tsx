import { useTranslation } from 'react-i18next';
import type { Guard } from '../../../lib/guard/guard.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { VoiceField } from './voice-field.tsx';

/** During the call: the two voices. Long ones scroll here, so that the line and its answers keep their room. */
export function CompactRecord({ view, actions, guard, stepId }: { view: CallView; actions: CallActions; guard: Guard | null; stepId: string | null }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('record.title')} className="-m-1 mb-1 grid max-h-[34dvh] gap-2 overflow-y-auto p-1">
      <VoiceField view={view} actions={actions} field="said" guard={guard} stepId={stepId} />
      <VoiceField view={view} actions={actions} field="answered" guard={guard} stepId={stepId} />
    </section>
  );
}
