import type { Id } from '../contract/basics.ts';
import type { Call, Draft } from '../contract/call.ts';
import type { Answer, Outcome, RecordContent, RecordField, Record as RecordOfCall, Satisfaction } from '../contract/record.ts';
import type { FormField, Script } from '../contract/script.ts';
import type { Walk } from '../contract/walk.ts';
import { outcomeAsks, questionsAnswered } from './outcomes.ts';

/** `empty`: nothing there; the others: begun, and this is not there yet. */
export type MissingWhy = 'empty' | 'no-date' | 'no-department' | 'no-about' | 'not-an-option' | 'not-a-number';
/** `field` is a fixed field's name or the id of a field of the script's form. */
export type MissingField = { field: RecordField | Id; why: MissingWhy };

/** What a record form holds: a draft, or a record's content with its outcome and satisfaction. */
export type Filled = RecordContent & { outcome: Outcome | null; satisfaction: Satisfaction | null; wants?: Draft['wants'] };
export type MissingContext = {
  /** Somebody picked up. Before an outcome is chosen it tells whether the questions are to be expected. */
  answered: boolean;
  script: Script | null;
  /** The any-time branch of abuse was taken: our answer is needed. */
  abusive?: boolean;
};

/** The fields that the outcome requires and that are not there, in the order of the form (R1). */
export function missingOf(filled: Filled, ctx: MissingContext): MissingField[] {
  const { outcome, satisfaction } = filled;
  const missing: MissingField[] = [];
  if (outcome === null) missing.push({ field: 'outcome', why: 'empty' });
  const asked = outcome === null ? ctx.answered : questionsAnswered(outcome, satisfaction);
  if (asked) missing.push(...missingAnswers(filled, ctx));
  else if (outcome !== null) missing.push(...missingTime(filled, outcome));
  return missing;
}

/** As `missingOf`, for the call at hand. */
export function missingOfCall(call: Call, script: Script | null): MissingField[] {
  return missingOf(call.draft, contextOf(call, script));
}

/** True when nothing that its outcome requires is missing. Without its script the form's own questions are taken as answered. */
export function isComplete(record: RecordOfCall, script: Script | null): boolean {
  if (record.erased) return true;
  return missingOf({ ...record.content, outcome: record.outcome, satisfaction: record.satisfaction }, contextOf(record, script)).length === 0;
}

/** What `missingOf` needs to know of a call or of a record. */
export function contextOf(call: { answeredAt: number | null; walk: Walk }, script: Script | null): MissingContext {
  const abusive = call.walk.choices.some(({ kind, id }) => kind === 'branch' && id === 'abusive');
  return { answered: call.answeredAt !== null, script, abusive };
}

function missingAnswers(filled: Filled, { script, abusive = false }: MissingContext): MissingField[] {
  const { satisfaction, complaint } = filled;
  const missing: MissingField[] = [];
  const need = (field: MissingField['field'], why: MissingWhy | null) => {
    if (why) missing.push({ field, why });
  };
  const mustAnswer = satisfaction === 'dissatisfied' || complaint?.kind === 'complaint' || abusive;
  need('satisfaction', satisfaction === null ? 'empty' : null);
  need('said', whyNoAnswer(filled.said));
  need('answered', mustAnswer && (filled.answered?.kind === 'none' || whyNoAnswer(filled.answered)) ? 'empty' : null);
  need('needs', whyNoAnswer(filled.needs));
  need('suggestions', whyNoAnswer(filled.suggestions));
  if (complaint === null) need('complaint', 'empty');
  if (complaint?.kind === 'complaint') {
    need('complaint', complaint.about.trim() === '' ? 'no-about' : null);
    need('complaint', complaint.department.trim() === '' ? 'no-department' : null);
  }
  for (const why of whyNoNextStep(filled)) need('nextStep', why);
  for (const field of script?.fields ?? []) need(field.id, whyNotFilled(field, filled.answers[field.id] ?? ''));
  return missing;
}

/** Outcomes without questions: another time where that is the outcome, and where one was begun. */
function missingTime(filled: Filled, outcome: Outcome): MissingField[] {
  const { nextStep, wants = null } = filled;
  const agreed = nextStep !== null && nextStep.kind !== 'none';
  if (outcomeAsks[outcome] === 'appointment') return nextStep?.kind === 'appointment' ? [] : [{ field: 'nextStep', why: 'no-date' }];
  const begun = (outcome === 'abroad' || outcome === 'family') && wants !== null && !agreed;
  return begun ? [{ field: 'nextStep', why: 'no-date' }] : [];
}

function whyNoAnswer(answer: Answer | null): MissingWhy | null {
  return answer === null || (answer.kind === 'text' && answer.text.trim() === '') ? 'empty' : null;
}

function whyNoNextStep({ nextStep, wants = null }: Filled): MissingWhy[] {
  if (nextStep === null) return [wants === null ? 'empty' : 'no-date'];
  if (nextStep.kind === 'refer' && nextStep.department.trim() === '') return ['no-department'];
  return [];
}

function whyNotFilled(field: FormField, answer: string): MissingWhy | null {
  if (answer.trim() === '') return field.required ? 'empty' : null;
  if (field.kind === 'choice' && !field.options?.some(({ id }) => id === answer)) return 'not-an-option';
  if (field.kind === 'number' && !Number.isFinite(Number(answer))) return 'not-a-number';
  return null;
}
