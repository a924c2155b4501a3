import type { Id } from '../contract/basics.ts';
import { type Mutation, mutationSchema } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Finding } from '../contract/phrases.ts';
import { outcomeSchema, type RecordContent, satisfactionSchema } from '../contract/record.ts';
import { parsePhone } from '../phone/phone.ts';
import { partRefused, type RefusedPart } from './refusal.ts';

/** What may be left out of a record that the endpoint does not take as it is. `asNew`: its number, where another record stands under it. */
export const leftOut = ['customer', 'task', 'phone', 'hours', 'asNew'] as const;
export type LeftOut = (typeof leftOut)[number];

/** One thing in a change that a person may correct. `path` is where it stands. `ours`: where in our own words, which the guard checks. */
export type Correctable =
  | { kind: 'text'; path: string; part: RefusedPart; value: string; max: number; ours?: OurWords }
  | { kind: 'choice'; path: string; part: RefusedPart; value: string; options: readonly string[] }
  | { kind: 'leave-out'; path: LeftOut; part: RefusedPart };

/** Where a text of ours stands, as a finding names it. */
export type OurWords = Exclude<Finding['where'], 'spoken'>;

/** New values by path; a `leave-out` is there or not. */
export type Edits = { [path: string]: string | true };

export type Corrected = { ok: true; mutation: Mutation } | { ok: false; part: RefusedPart };

/** Texts of a record, and how long each may be (lib/contract/record.ts). */
const recordTexts: readonly [path: string, part: RefusedPart, max: number][] = [
  ['content.said.text', 'said', 10_000],
  ['content.answered.text', 'answered', 10_000],
  ['content.needs.text', 'needs', 10_000],
  ['content.suggestions.text', 'suggestions', 10_000],
  ['content.complaint.about', 'complaint', 10_000],
  ['content.complaint.department', 'complaint', 80],
  ['content.nextStep.note', 'nextStep', 500],
  ['content.nextStep.department', 'nextStep', 80],
  ['content.correction.optOut', 'correction', 500],
  ['content.party.name', 'party', 200],
  ['content.party.note', 'party', 500],
];
const otherTexts: readonly [path: string, part: RefusedPart, max: number][] = [
  ['why', 'other', 500],
  ['customer.person.name', 'customer', 200],
  ['customer.person.note', 'other', 2000],
  ['change.value.original', 'phone', 60],
  ['change.value.reason', 'correction', 500],
  ['change.value', 'correction', 40],
  ['reason', 'other', 300],
  ['note', 'other', 500],
];

/** Everything in it that a person may correct, what was refused first. */
export function correctables(mutation: Mutation, refused: { kind: string; field: string | null } | null): Correctable[] {
  const before = mutation.kind === 'record.save' ? 'record.' : '';
  const content = mutation.kind === 'record.save' ? mutation.record.content : mutation.kind === 'record.revise' ? mutation.content : null;
  const paths: [string, RefusedPart, number][] = [
    ...recordTexts.map(([path, part, max]): [string, RefusedPart, number] => [before + path, part, max]),
    ...(content?.messages ?? []).map((_, index): [string, RefusedPart, number] => [`${before}content.messages.${index}.text`, 'messages', 10_000]),
    ...Object.keys(content?.answers ?? {}).map((id): [string, RefusedPart, number] => [`${before}content.answers.${id}`, 'answers', 2000]),
    ...otherTexts,
  ];
  const texts = paths.flatMap(([path, part, max]): Correctable[] => {
    const value = valueAt(mutation, path.split('.'));
    const ours = ourWords(path.slice(before.length), content);
    return typeof value === 'string' ? [{ kind: 'text', path, part, value, max, ...(ours ? { ours } : {}) }] : [];
  });
  const part = partRefused(refused?.field ?? null);
  const all = [...choicesOf(mutation), ...texts, ...leaveOuts(mutation, refused)];
  return [...all.filter((one) => one.part === part), ...all.filter((one) => one.part !== part)];
}

/** What was answered, and what was written to the customer; null for the words of others and for notes. */
function ourWords(path: string, content: RecordContent | null): OurWords | null {
  if (path === 'content.answered.text') return 'answered';
  const message = /^content\.messages\.(\d+)\.text$/.exec(path);
  return message ? (content?.messages[Number(message[1])]?.channel ?? null) : null;
}

/** Words that these edits take away, for the agent to see until the row has been sent. */
export function replacedBy(mutation: Mutation, edits: Edits): NonNullable<OutboxRow['replaced']> {
  const paths = Object.keys(edits).map((path) => (Object.hasOwn(wordsLeftOut, path) ? (wordsLeftOut[path] ?? path) : path));
  return paths.flatMap((path) => {
    const text = valueAt(mutation, path.split('.'));
    return typeof text === 'string' && text !== '' ? [{ path, text }] : [];
  });
}

const wordsLeftOut: { [part: string]: string } = {
  phone: 'record.content.correction.phone.original',
  hours: 'record.content.correction.preferredHours.original',
};

function choicesOf(mutation: Mutation): Correctable[] {
  const record = mutation.kind === 'record.save' ? mutation.record : mutation.kind === 'record.revise' ? mutation : null;
  if (!record) return [];
  const before = mutation.kind === 'record.save' ? 'record.' : '';
  const outcome: Correctable = { kind: 'choice', path: `${before}outcome`, part: 'outcome', value: record.outcome, options: outcomeSchema.options };
  const { satisfaction } = record;
  if (satisfaction === null) return [outcome];
  return [outcome, { kind: 'choice', path: `${before}satisfaction`, part: 'satisfaction', value: satisfaction, options: satisfactionSchema.options }];
}

function leaveOuts(mutation: Mutation, refused: { kind: string; field: string | null } | null): Correctable[] {
  if (mutation.kind !== 'record.save') return [];
  const { customerId, taskId, content } = mutation.record;
  const isTaken = refused?.kind === 'conflict' && partRefused(refused.field) === 'number';
  return [
    ...(customerId === null ? [] : [{ kind: 'leave-out', path: 'customer', part: 'customer' } as const]),
    ...(taskId === null ? [] : [{ kind: 'leave-out', path: 'task', part: 'task' } as const]),
    ...(content.correction.phone === null ? [] : [{ kind: 'leave-out', path: 'phone', part: 'correction' } as const]),
    ...(content.correction.preferredHours === null ? [] : [{ kind: 'leave-out', path: 'hours', part: 'correction' } as const]),
    ...(isTaken ? [{ kind: 'leave-out', path: 'asNew', part: 'number' } as const] : []),
  ];
}

export type CorrectHow = {
  newId: () => Id;
  region: string;
  /** The name of the customer whose file is left out, so that the record can still be found. */
  who: string | null;
  /** What is found in the words as corrected; null where they cannot be checked, then what was found before stays. */
  findings: ((content: RecordContent) => Finding[]) | null;
};

/** The change as corrected, under an id of its own: to the endpoint it is another one. */
export function correct(mutation: Mutation, edits: Edits, how: CorrectHow): Corrected {
  let changed: unknown = { ...mutation, id: how.newId() };
  for (const [path, value] of Object.entries(edits)) if (typeof value === 'string') changed = withText(changed, path, value);
  if (mutation.kind === 'record.save') changed = withoutParts(changed as Extract<Mutation, { kind: 'record.save' }>, edits, how);
  if (mutation.kind === 'customer.set' && mutation.change.field === 'phone' && typeof edits['change.value.original'] === 'string') {
    const phone = parsePhone(edits['change.value.original'], how.region, mutation.change.value.label);
    if (!phone.ok) return { ok: false, part: 'phone' };
    changed = withValue(changed, ['change', 'value'], phone.phone);
  }
  const parsed = mutationSchema.safeParse(changed);
  if (parsed.success) return { ok: true, mutation: how.findings ? withFindings(parsed.data, how.findings) : parsed.data };
  return { ok: false, part: partRefused((parsed.error.issues[0]?.path ?? []).join('.')) ?? 'other' };
}

function withFindings(mutation: Mutation, findings: (content: RecordContent) => Finding[]): Mutation {
  if (mutation.kind === 'record.revise') return { ...mutation, content: { ...mutation.content, findings: findings(mutation.content) } };
  if (mutation.kind !== 'record.save') return mutation;
  const { record } = mutation;
  return { ...mutation, record: { ...record, content: { ...record.content, findings: findings(record.content) } } };
}

/** An answer without words is "none". */
function withText(value: unknown, path: string, text: string): unknown {
  const pieces = path.split('.');
  const isAnswer = pieces.at(-1) === 'text' && pieces.at(-3) === 'content';
  return isAnswer && text.trim() === '' ? withValue(value, pieces.slice(0, -1), { kind: 'none' }) : withValue(value, pieces, text);
}

function withoutParts(mutation: Extract<Mutation, { kind: 'record.save' }>, edits: Edits, { newId, who }: { newId: () => Id; who: string | null }): Mutation {
  const { record } = mutation;
  const { content } = record;
  const correction = { ...content.correction, ...(edits.phone ? { phone: null } : {}), ...(edits.hours ? { preferredHours: null } : {}) };
  const party = edits.customer ? (content.party ?? (who === null ? null : { name: who.slice(0, 200), note: '' })) : content.party;
  return {
    ...mutation,
    record: {
      ...record,
      ...(edits.asNew ? { id: newId() } : {}),
      ...(edits.customer ? { customerId: null, taskId: null, serviceId: null } : {}),
      ...(edits.task ? { taskId: null } : {}),
      content: { ...content, party, correction },
    },
  };
}

function valueAt(value: unknown, pieces: readonly string[]): unknown {
  return pieces.reduce<unknown>(
    (one, piece) => (typeof one === 'object' && one !== null && Object.hasOwn(one, piece) ? (one as Named)[piece] : undefined),
    value,
  );
}

type Named = { [name: string]: unknown };

function withValue(value: unknown, [piece, ...rest]: readonly string[], next: unknown): unknown {
  if (piece === undefined) return next;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === piece ? withValue(item, rest, next) : item));
  return { ...(value as Named), [piece]: withValue((value as Named)[piece], rest, next) };
}
