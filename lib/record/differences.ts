import type { RecordField, Record as RecordOfCall } from '../contract/record.ts';

/** What two revisions of a record can differ in: a fixed field, an answer of the script's form by its id, messages, findings. */
export type DifferingPart = { kind: 'field'; field: RecordField } | { kind: 'answer'; id: string } | { kind: 'messages' } | { kind: 'findings' };

type Said = Pick<RecordOfCall, 'outcome' | 'satisfaction' | 'content'>;
const fields: readonly RecordField[] = ['outcome', 'satisfaction', 'said', 'answered', 'needs', 'suggestions', 'complaint', 'nextStep', 'correction'];

/** The parts in which these revisions are not all the same, in the order of the form. */
export function differencesOf(revisions: readonly Said[]): DifferingPart[] {
  const differ = (part: (one: Said) => unknown) => new Set(revisions.map((one) => JSON.stringify(part(one) ?? null))).size > 1;
  const answers = [...new Set(revisions.flatMap(({ content }) => Object.keys(content.answers)))];
  return [
    ...fields.filter((field) => differ((one) => partOf(one, field))).map((field): DifferingPart => ({ kind: 'field', field })),
    ...answers.filter((id) => differ(({ content }) => content.answers[id])).map((id): DifferingPart => ({ kind: 'answer', id })),
    ...(differ(({ content }) => content.messages) ? [{ kind: 'messages' } as const] : []),
    ...(differ(({ content }) => content.findings) ? [{ kind: 'findings' } as const] : []),
  ];
}

function partOf(one: Said, field: RecordField): unknown {
  return field === 'outcome' || field === 'satisfaction' ? one[field] : one.content[field];
}
