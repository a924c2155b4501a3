import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mutation, mutationSchema } from '../../../lib/contract/mutation.ts';
import type { Finding } from '../../../lib/contract/phrases.ts';
import { correct, correctables, type Edits, replacedBy } from '../../../lib/outbox/correct.ts';
import { refusedAsCsv, refusedAsJson } from '../../../lib/outbox/export.ts';
import { anOutboxRow } from '../../support/builders.ts';
import { customer, noCorrection, phone, record } from '../plan/build.ts';

const text = (words: string) => ({ kind: 'text' as const, text: words });
const content = {
  ...record().content,
  said: text('The zip is broken'),
  answered: text('We mend it'),
  complaint: { kind: 'complaint' as const, about: 'zip', department: 'Repairs' },
  nextStep: { kind: 'refer' as const, at: 5, note: 'call back', department: 'Repairs' },
  correction: { ...noCorrection, phone: phone({ e164: '+8613900000099' }) },
  messages: [{ channel: 'sms' as const, templateId: null, subject: null, text: 'See you', at: 4 }],
  answers: { size: '42' },
};
const save: Mutation = { id: 'm-1', at: 1, kind: 'record.save', record: record({ id: 'r-1', customerId: 'c-1', taskId: 't-1', content }) };
const revise: Mutation = {
  id: 'm-1',
  at: 1,
  kind: 'record.revise',
  recordId: 'r-1',
  basedOn: [1],
  why: 'a slip',
  outcome: 'reached',
  satisfaction: 'fair',
  content,
};
const set: Mutation = { id: 'm-1', at: 1, kind: 'customer.set', customerId: 'c-1', change: { field: 'phone', value: phone({ e164: '+8613900000099' }) } };
const others: Mutation[] = [
  { id: 'm-1', at: 1, kind: 'customer.add', customer: customer() },
  { id: 'm-1', at: 1, kind: 'customer.set', customerId: 'c-1', change: { field: 'optOut', value: { at: 1, reason: 'said so' } } },
  { id: 'm-1', at: 1, kind: 'task.skip', taskId: 't-1', reason: 'busy', until: 5 },
  { id: 'm-1', at: 1, kind: 'task.appoint', taskId: 't-1', to: 5, note: 'after work' },
];
const found: Finding = {
  phraseId: 'maybe',
  listId: 'phrases-en',
  listVersion: 1,
  category: 'vague',
  severity: 'warn',
  where: 'answered',
  quote: 'maybe',
  start: 0,
  end: 5,
  stepId: null,
  at: 9,
  heeded: 'kept',
};
const how = { newId: () => 'new-id', region: 'CN', who: '王佳琪', findings: null };
const paths = (mutation: Mutation, field: string | null = null, kind = 'invalid') => correctables(mutation, { kind, field }).map(({ path }) => path);

describe('what may be corrected', () => {
  it('in a record is every text, the choices, and what may be left out', () => {
    expect(paths(save)).toEqual([
      'record.outcome',
      'record.satisfaction',
      'record.content.said.text',
      'record.content.answered.text',
      'record.content.complaint.about',
      'record.content.complaint.department',
      'record.content.nextStep.note',
      'record.content.nextStep.department',
      'record.content.messages.0.text',
      'record.content.answers.size',
      'customer',
      'task',
      'phone',
    ]);
  });

  it.each([
    ['mutations.0.record.content.said.text', 'record.content.said.text'],
    ['mutations.0.record.outcome', 'record.outcome'],
    ['mutations.0.record.customerId', 'customer'],
    ['mutations.0.record.taskId', 'task'],
    ['mutations.0.record.content.messages.0.text', 'record.content.messages.0.text'],
  ])('begins with what was refused: %s', (field, first) => {
    expect(paths(save, field)[0]).toBe(first);
  });

  it('is the record’s own number only where another record stands under it', () => {
    expect(paths(save, 'mutations.0.record.revision', 'conflict')[0]).toBe('asNew');
    expect(paths(save, 'mutations.0.record.revision', 'invalid')).not.toContain('asNew');
  });

  it('is ours in what we answered and in our messages, and nowhere else', () => {
    const ours = [...correctables(save, null), ...correctables(revise, null)].flatMap((one) => (one.kind === 'text' && one.ours ? [[one.path, one.ours]] : []));
    expect(ours).toEqual([
      ['record.content.answered.text', 'answered'],
      ['record.content.messages.0.text', 'sms'],
      ['content.answered.text', 'answered'],
      ['content.messages.0.text', 'sms'],
    ]);
  });

  it('in the other changes is what a person wrote', () => {
    expect(paths(revise)).toContain('why');
    expect(paths(set)).toEqual(['change.value.original']);
    expect(others.map((one) => paths(one)[0])).toEqual(['customer.person.name', 'change.value.reason', 'reason', 'note']);
  });
});

describe('a corrected change', () => {
  const corrected = (mutation: Mutation, edits: Edits) => {
    const made = correct(mutation, edits, how);
    if (!made.ok) throw new Error(made.part);
    return made.mutation;
  };

  it('has an id of its own and is otherwise as it was, but for what was corrected', () => {
    expect(corrected(save, {})).toEqual({ ...save, id: 'new-id' });
    const next = corrected(save, { 'record.content.said.text': 'The zip is broken again', 'record.outcome': 'family' });
    expect(next).toMatchObject({
      id: 'new-id',
      record: { id: 'r-1', outcome: 'family', content: { said: text('The zip is broken again'), answered: content.answered } },
    });
    // What it came from is not touched: it is still in the outbox until the new one is written.
    expect(save).toMatchObject({ id: 'm-1', record: { outcome: 'reached', content: { said: text('The zip is broken') } } });
  });

  it('has "none" where an answer was emptied', () => {
    expect(corrected(save, { 'record.content.said.text': '  ' })).toMatchObject({ record: { content: { said: { kind: 'none' } } } });
  });

  it('without the customer’s file keeps the name, so that the record is found', () => {
    expect(corrected(save, { customer: true })).toMatchObject({
      record: { customerId: null, taskId: null, serviceId: null, content: { party: { name: '王佳琪', note: '' } } },
    });
    expect(corrected(save, { task: true })).toMatchObject({ record: { customerId: 'c-1', taskId: null } });
    expect(corrected(save, { phone: true })).toMatchObject({ record: { content: { correction: { phone: null } } } });
    expect(corrected(save, { asNew: true })).toMatchObject({ record: { id: 'new-id' } });
  });

  it('reads a phone anew, and says when it is none', () => {
    expect(corrected(set, { 'change.value.original': '139 0000 0001' })).toMatchObject({
      change: { value: { original: '139 0000 0001', e164: '+8613900000001' } },
    });
    expect(correct(set, { 'change.value.original': '12' }, how)).toEqual({ ok: false, part: 'phone' });
  });

  it('says which words it takes away, also those of what is left out', () => {
    expect(replacedBy(save, { 'record.content.said.text': 'x', phone: true, task: true, hours: true })).toEqual([
      { path: 'record.content.said.text', text: 'The zip is broken' },
      { path: 'record.content.correction.phone.original', text: content.correction.phone.original },
    ]);
  });

  it('has what is found in the words as they are now, of a record and of a correction of one', () => {
    const findings = ({ answered }: typeof content | { answered: unknown }) => (JSON.stringify(answered).includes('maybe') ? [found] : []);
    for (const [mutation, before] of [
      [save, 'record.'],
      [revise, ''],
    ] as const) {
      const made = correct(mutation, { [`${before}content.answered.text`]: 'maybe' }, { ...how, findings });
      const content =
        made.ok && made.mutation.kind === 'record.save'
          ? made.mutation.record.content
          : made.ok && made.mutation.kind === 'record.revise' && made.mutation.content;
      expect(content).toMatchObject({ findings: [found] });
    }
  });

  it('that cannot be is not made: it says where', () => {
    expect(correct(save, { 'record.outcome': 'delighted' }, how)).toEqual({ ok: false, part: 'outcome' });
    expect(correct(save, { 'record.content.said.text': 'x'.repeat(10_001) }, how)).toEqual({ ok: false, part: 'said' });
    expect(correct(others[2] as Mutation, { reason: '' }, how)).toMatchObject({ ok: false });
  });

  it('is always one that can be sent, whatever was typed', () => {
    const typed = fc.dictionary(fc.constantFrom(...paths(save).filter((path) => path.includes('.'))), fc.string({ maxLength: 50, unit: 'grapheme' }));
    fc.assert(
      fc.property(typed, (edits) => {
        const made = correct(save, edits, how);
        if (made.ok) expect(mutationSchema.safeParse(made.mutation).success).toBe(true);
      }),
    );
  });
});

describe('a copy of what was refused', () => {
  const row = anOutboxRow(1, {
    mutation: { ...save, record: { ...save.record, content: { ...content, said: text('=HYPERLINK("x")\n第二行') } } },
    state: 'rejected',
  });
  const word = (value: string) => () => value;
  const words = {
    header: { kind: 'What', savedAt: 'Saved', why: 'Why', part: 'At', customer: 'Customer', said: 'Content', number: 'Number' },
    kind: word('Record'),
    savedAt: word('today'),
    why: word('not accepted'),
    part: word('next step'),
    customer: word('+王'),
  };

  it('for a spreadsheet has a line each, and nothing in it runs', () => {
    const csv = refusedAsCsv([row], words);
    expect(csv.startsWith('\ufeffWhat,Saved,Why,At,Customer,Content,Number\r\n')).toBe(true);
    expect(csv).toContain(",'+王,");
    expect(csv).not.toMatch(/(^|,|\n)"?[=+\-@]/);
    expect(csv).toContain('m-1');
  });

  it('whole is what would be sent, exactly', () => {
    const [copy] = JSON.parse(refusedAsJson([row])) as { mutation: unknown }[];
    expect(copy?.mutation).toEqual(row.mutation);
  });
});
