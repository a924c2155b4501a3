import { useTranslation } from 'react-i18next';
import type { Guard } from '../../../lib/guard/guard.ts';
import { satisfactionTone, ToneIcon } from '../../ui/tone.tsx';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { VoiceField } from './voice-field.tsx';

/** During the call: the two voices, and what is known so far. */
export function CompactRecord({ view, actions, guard, stepId }: { view: CallView; actions: CallActions; guard: Guard | null; stepId: string | null }) {
  const { t } = useTranslation();
  const { outcome, satisfaction } = view.call.draft;
  return (
    <section aria-label={t('record.title')} className="mb-2 grid gap-2">
      <VoiceField view={view} actions={actions} field="said" guard={guard} stepId={stepId} />
      <VoiceField view={view} actions={actions} field="answered" guard={guard} stepId={stepId} />
      <p className="m-0 flex flex-wrap gap-1.5 text-label">
        {outcome ? (
          <span className="chip rounded-[4px] border border-line bg-raised px-1.5 py-0.5">
            {t('field.outcome')} <strong>{t(`outcome.${outcome}`)}</strong>
          </span>
        ) : null}
        {satisfaction ? (
          <span className="chip inline-flex items-center gap-1 rounded-[4px] border border-line bg-raised px-1.5 py-0.5">
            <ToneIcon tone={satisfactionTone[satisfaction].tone} size={13} />
            {t('field.satisfaction')} <strong className={satisfactionTone[satisfaction].text}>{t(`satisfaction.${satisfaction}`)}</strong>
          </span>
        ) : null}
      </p>
    </section>
  );
}
