import type { Draft } from '../../../lib/contract/call.ts';
import type { Answer } from '../../../lib/contract/record.ts';

export type TextField = 'said' | 'answered' | 'needs' | 'suggestions';

export function textOf(answer: Answer | null): string {
  return answer?.kind === 'text' ? answer.text : '';
}

/** Typed text; an emptied field is unanswered again, not "none". */
export function withText(draft: Draft, field: TextField, text: string): Draft {
  return { ...draft, [field]: text === '' ? null : { kind: 'text', text } };
}

export function withNone(draft: Draft, field: TextField): Draft {
  return { ...draft, [field]: draft[field]?.kind === 'none' ? null : { kind: 'none' } };
}
