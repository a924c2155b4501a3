import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../lib/contract/call.ts';
import { type Outcome, outcomeSchema, satisfactionSchema } from '../../../lib/contract/record.ts';
import type { Guard } from '../../../lib/guard/guard.ts';
import { restNone } from '../../../lib/record/draft.ts';
import { contextOf, type MissingField, missingOfCall } from '../../../lib/record/missing.ts';
import { Button } from '../../ui/button.tsx';
import { satisfactionTone, ToneIcon } from '../../ui/tone.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { ComplaintField } from './complaint-field.tsx';
import { Composer } from './composer.tsx';
import { CorrectionFields } from './correction-fields.tsx';
import { FindingList } from './finding-list.tsx';
import { NextStepField } from './next-step-field.tsx';
import { Options } from './options.tsx';
import { PartyFields } from './party-fields.tsx';
import { flushText } from './pending-text.ts';
import { ScriptFields } from './script-fields.tsx';
import { VoiceField } from './voice-field.tsx';

type RecordFormProps = {
  view: CallView;
  actions: CallActions;
  guard: Guard | null;
  stepId: string | null;
  inWrapUp: boolean /** A saved record: its words change, the customer's file does not, and nothing is sent. */;
  correcting?: boolean;
};

/** The whole record. The first thing missing is active: digits choose it, or its text field has the focus; 0 answers the rest with "none". */
export function RecordForm({ view, actions, guard, stepId, inWrapUp, correcting = false }: RecordFormProps) {
  const { t } = useTranslation();
  const { call, script } = view;
  const { draft } = call;
  const missing = missingOfCall(call, script);
  const first = missing[0]?.field ?? null;
  const isMissing = (field: string) => missing.some((one) => one.field === field);
  const form = useRef<HTMLElement>(null);
  useShowFirst(form, first, inWrapUp);
  const rest = () => void actions.edit((current) => restNone(current, contextOf(call, script)));
  const reached = draft.outcome === null || draft.outcome === 'reached' || draft.outcome === 'family' || draft.satisfaction !== null;
  useKeys(
    { Digit0: rest, Enter: () => focusField(form.current, missing[0]), Backspace: () => void actions.dispatch({ kind: 'still-talking' }) },
    { enabled: inWrapUp },
  );
  const shared = { view, actions, guard, stepId };
  const next = () => {
    void flushText();
    focusField(form.current, nextMissing(form.current, missing));
  };
  return (
    <section ref={form} aria-label={t('record.title')} className="grid gap-3">
      <div className="flex items-center justify-between gap-2">
        <h3 className="m-0 text-body font-bold">{t('record.title')}</h3>
        {inWrapUp && call.answeredAt !== null ? (
          <Button kind="quiet" shortcut="Backspace" keyLabel="⌫" onPress={() => void actions.dispatch({ kind: 'still-talking' })}>
            {t('record.stillTalking')}
          </Button>
        ) : null}
      </div>
      {call.customerId === null ? <PartyFields view={view} actions={actions} /> : null}
      <Options
        fieldName="outcome"
        missingText={t('record.missing')}
        label={t('field.outcome')}
        changeLabel={t('record.change')}
        options={outcomeSchema.options.map((value) => ({ value, label: t(`outcome.${value}`), text: t(`outcome.${value}`) }))}
        value={draft.outcome}
        onChange={(outcome) => void actions.edit((current) => withOutcome(current, outcome, t('correction.optOutReason')))}
        active={first === 'outcome'}
        missing={isMissing('outcome')}
      />
      {reached ? (
        <>
          <Options
            fieldName="satisfaction"
            missingText={t('record.missing')}
            label={t('field.satisfaction')}
            options={satisfactionSchema.options.map((value) => ({
              value,
              text: t(`satisfaction.${value}`),
              label: (
                <>
                  <ToneIcon tone={satisfactionTone[value].tone} size={14} />
                  {t(`satisfaction.${value}`)}
                </>
              ),
            }))}
            value={draft.satisfaction}
            onChange={(satisfaction) => void actions.edit((current) => ({ ...current, satisfaction }))}
            active={first === 'satisfaction'}
            missing={isMissing('satisfaction')}
          />
          <VoiceField {...shared} field="said" noneable missing={isMissing('said')} onEnter={next} />
          <VoiceField {...shared} field="answered" noneable missing={isMissing('answered')} onEnter={next} />
          <VoiceField {...shared} field="needs" noneable missing={isMissing('needs')} onEnter={next} />
          <VoiceField {...shared} field="suggestions" noneable missing={isMissing('suggestions')} onEnter={next} />
          <ComplaintField view={view} actions={actions} missing={missing} active={first === 'complaint'} onEnter={next} />
          <ScriptFields view={view} actions={actions} missing={missing} first={first} onEnter={next} />
        </>
      ) : null}
      <NextStepField view={view} actions={actions} missing={missing} active={first === 'nextStep'} />
      {inWrapUp && missing.some(({ why }) => why === 'empty') && reached ? (
        <Button shortcut="0" keyLabel="0" onPress={rest}>
          {t('record.restNone')}
        </Button>
      ) : null}
      {correcting ? null : (
        <>
          <CorrectionFields view={view} actions={actions} />
          <Composer {...shared} />
        </>
      )}
      <FindingList findings={draft.findings} />
    </section>
  );
}

/** On hanging up, the first thing missing is in sight. It does not take the focus: 0 and the digits work from the page, Enter goes there. */
function useShowFirst(form: React.RefObject<HTMLElement | null>, first: string | null, inWrapUp: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    if (!inWrapUp || done.current) return;
    done.current = true;
    if (first) form.current?.querySelector(`[data-field="${first}"]`)?.scrollIntoView({ block: 'center' });
  }, [form, first, inWrapUp]);
}

function focusedField(): string | null {
  return document.activeElement?.closest('[data-field]')?.getAttribute('data-field') ?? null;
}

/** Where on the form it is to be filled in: what a complaint is about has a text of its own. */
function placeOf({ field, why }: MissingField): string {
  return why === 'no-about' ? 'about' : field;
}

/** The next one down the form from where the focus is, then from its top. What is being typed here counts as there. */
function nextMissing(form: HTMLElement | null, missing: readonly MissingField[]): MissingField | undefined {
  const places = [...(form?.querySelectorAll('[data-field]') ?? [])].map((element) => element.getAttribute('data-field'));
  const here = focusedField();
  const below = missing.find((one) => places.indexOf(placeOf(one)) > places.indexOf(here));
  return below ?? missing.find((one) => placeOf(one) !== here);
}

/** To the text of that field; to none, so that its digits work, when it is a choice. */
function focusField(form: HTMLElement | null, missing: MissingField | undefined): void {
  const element = missing ? form?.querySelector(`[data-field="${placeOf(missing)}"]`) : null;
  const text = element instanceof HTMLFieldSetElement ? null : element?.querySelector('textarea, input');
  if (text instanceof HTMLElement) text.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  element?.scrollIntoView({ block: 'nearest' });
}

/** Somebody who wants no more calls is never offered again: the opt-out comes with the outcome, and can be taken back below. */
function withOutcome(draft: Draft, outcome: Outcome, optOutReason: string): Draft {
  const optOut = outcome === 'refused' ? (draft.correction.optOut ?? optOutReason) : draft.correction.optOut;
  return { ...draft, outcome, correction: { ...draft.correction, optOut } };
}
