import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { suggestAppointments, suggestDeadlines } from '../../../lib/call/suggest-times.ts';
import type { Draft } from '../../../lib/contract/call.ts';
import type { NextStep } from '../../../lib/contract/record.ts';
import type { MissingField } from '../../../lib/record/missing.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { MomentPicker } from '../moment-picker.tsx';
import { Options } from './options.tsx';
import { usePendingText } from './pending-text.ts';
import { PlainText } from './plain-text.tsx';

type Props = { view: CallView; actions: CallActions; missing: readonly MissingField[]; active: boolean };
const kinds = ['none', 'appointment', 'refer', 'send'] as const;
type Kind = (typeof kinds)[number];

/** What happens next and by when (R1): nothing, another call, a department's answer, or something we send. */
export function NextStepField({ view, actions, missing, active }: Props) {
  const { t } = useTranslation();
  const { place, clock, newId } = usePanel();
  const { draft } = view.call;
  const step = draft.nextStep;
  const kind = kindOf(draft);
  const why = missing.filter(({ field }) => field === 'nextStep').map((one) => one.why);
  const zone = view.file?.customer.timeZone ?? place.timeZone;
  const complaintFor = draft.complaint?.kind === 'complaint' ? draft.complaint.department : '';

  const choose = (next: Kind) =>
    void actions.edit((current) => ({
      ...current,
      wants: next === 'none' ? null : next,
      nextStep: next === 'none' ? { kind: 'none' } : current.nextStep?.kind === next ? current.nextStep : null,
    }));
  const setAt = (at: number) => void actions.edit((current) => ({ ...current, nextStep: withTime(current, at, newId, complaintFor) }));
  const suggestions =
    kind === 'appointment'
      ? suggestAppointments({
          hours: place.hours,
          zone,
          preferred: draft.correction.preferredHours ?? view.file?.customer.preferredHours ?? null,
          now: clock.now(),
        })
      : suggestDeadlines({ zone, now: clock.now() });
  return (
    <div className="grid gap-2">
      <Options
        fieldName="nextStep"
        missingText={t('record.missing')}
        label={t('field.nextStep')}
        options={kinds.map((value) => ({ value, label: t(`nextStep.${value}`), text: t(`nextStep.${value}`) }))}
        value={kind}
        onChange={choose}
        active={active && kind === null}
        missing={why.includes('empty')}
      />
      {kind && kind !== 'none' ? (
        <MomentPicker
          {...(kind === 'appointment' ? { hours: place.hours } : {})}
          label={t(kind === 'appointment' ? 'nextStep.when' : 'nextStep.by')}
          zone={zone}
          value={step && step.kind !== 'none' ? step.at : null}
          onChange={setAt}
          suggestions={suggestions}
          keys={active && why.includes('no-date') ? 'page' : 'none'}
        />
      ) : null}
      {step?.kind === 'refer' ? (
        <Options
          fieldName="nextStepDepartment"
          missingText={t('record.missing')}
          label={t('nextStep.department')}
          options={place.departments.map((value) => ({ value, label: value, text: value }))}
          value={step.department || null}
          onChange={(department) =>
            void actions.edit((current) => (current.nextStep?.kind === 'refer' ? { ...current, nextStep: { ...current.nextStep, department } } : current))
          }
          active={active && why.includes('no-department')}
          missing={why.includes('no-department')}
        />
      ) : null}
      {step && step.kind !== 'none' ? <Note step={step} actions={actions} /> : null}
    </div>
  );
}

function Note({ step, actions }: { step: Exclude<NextStep, { kind: 'none' }>; actions: CallActions }) {
  const { t } = useTranslation();
  const id = useId();
  const { text, setText } = usePendingText(step.note, (note) =>
    actions.edit((current) => (current.nextStep && current.nextStep.kind !== 'none' ? { ...current, nextStep: { ...current.nextStep, note } } : current)),
  );
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-fact text-muted">
        {t('nextStep.note')}
      </label>
      <PlainText id={id} label={t('nextStep.note')} text={text} onChange={setText} maxLength={500} />
    </div>
  );
}

function kindOf(draft: Draft): Kind | null {
  if (draft.nextStep) return draft.nextStep.kind;
  // "Call back" is the script's word for an appointment.
  return draft.wants === 'callback' ? 'appointment' : draft.wants;
}

function withTime(draft: Draft, at: number, newId: () => string, complaintFor: string): NextStep | null {
  const kind = kindOf(draft);
  const note = draft.nextStep && draft.nextStep.kind !== 'none' ? draft.nextStep.note : '';
  if (kind === 'appointment') return { kind, at, note, taskId: draft.nextStep?.kind === 'appointment' ? draft.nextStep.taskId : newId() };
  if (kind === 'refer') return { kind, at, note, department: draft.nextStep?.kind === 'refer' ? draft.nextStep.department : complaintFor };
  return kind === 'send' ? { kind, at, note } : draft.nextStep;
}
