import type { Draft } from '../contract/call.ts';
import type { RecordField } from '../contract/record.ts';
import type { Sets } from '../contract/script.ts';
import { type MissingContext, missingOf } from './missing.ts';

/** Nothing answered yet. Satisfaction in particular is never preset. */
export function emptyDraft(): Draft {
  return {
    outcome: null,
    satisfaction: null,
    wants: null,
    composing: null,
    party: null,
    from: null,
    to: null,
    said: null,
    answered: null,
    needs: null,
    suggestions: null,
    complaint: null,
    nextStep: null,
    correction: { phone: null, preferredHours: null, language: null, optOut: null },
    answers: {},
    messages: [],
    findings: [],
  };
}

/**
 * What choosing an answer writes into the draft. The newest choice decides outcome and satisfaction; what was typed is never
 * overwritten: "none" goes only where nothing has been said yet. `optOutReason` is the interface's wording for an opt-out without one.
 */
export function applySets(draft: Draft, sets: Sets, ctx: { optOutReason?: string } = {}): Draft {
  let next: Draft = { ...draft, outcome: sets.outcome ?? draft.outcome, satisfaction: sets.satisfaction ?? draft.satisfaction };
  for (const field of sets.none ?? []) next = withNone(next, field);
  if (sets.complaint && (next.complaint === null || next.complaint.kind === 'none')) {
    next = { ...next, complaint: { kind: 'complaint', about: '', department: '' } };
  }
  if (sets.nextStep) {
    next = { ...next, wants: sets.nextStep, nextStep: next.nextStep?.kind === 'none' ? null : next.nextStep };
  }
  if (sets.optOut && next.correction.optOut === null) {
    next = { ...next, correction: { ...next.correction, optOut: ctx.optOutReason ?? '' } };
  }
  if (sets.answers) next = { ...next, answers: { ...next.answers, ...sets.answers } };
  return next;
}

/**
 * Every field that is still missing and may be "none" becomes "none", in one key. Never satisfaction, outcome, our answer to a
 * dissatisfied customer, a complaint that was opened or a next step that was begun.
 */
export function restNone(draft: Draft, ctx: MissingContext): Draft {
  let next = draft;
  for (const { field, why } of missingOf(draft, ctx)) {
    // Our answer is missing only where one is owed.
    if (why === 'empty' && field !== 'answered') next = withNone(next, field);
  }
  return next;
}

/** "None" for one field, where nothing stands yet; other fields than those that know "none" stay as they are. */
function withNone(draft: Draft, field: RecordField | string): Draft {
  switch (field) {
    case 'said':
    case 'answered':
    case 'needs':
    case 'suggestions': {
      const answer = draft[field];
      const blank = answer === null || (answer.kind === 'text' && answer.text.trim() === '');
      return blank ? { ...draft, [field]: { kind: 'none' } } : draft;
    }
    case 'complaint': {
      const { complaint } = draft;
      const blank = complaint === null || (complaint.kind === 'complaint' && complaint.about.trim() === '' && complaint.department === '');
      return blank ? { ...draft, complaint: { kind: 'none' } } : draft;
    }
    case 'nextStep':
      return draft.nextStep === null ? { ...draft, nextStep: { kind: 'none' }, wants: null } : draft;
    default:
      return draft;
  }
}
