import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../lib/record/differences.ts';
import { record } from '../plan/build.ts';

describe('what two revisions differ in', () => {
  it('is nothing where they say the same', () => {
    expect(differencesOf([record(), record({ revision: 2, savedAt: 5 })])).toEqual([]);
  });

  it('is each part that is not the same in all of them, in the order of the form', () => {
    const a = record({ satisfaction: 'fair', content: { said: { kind: 'text', text: 'a' }, answers: { size: 'L', fit: 'ok' } } });
    const b = record({ content: { said: { kind: 'text', text: 'b' }, answers: { fit: 'tight', size: 'L' } } });
    expect(differencesOf([a, b])).toEqual([
      { kind: 'field', field: 'satisfaction' },
      { kind: 'field', field: 'said' },
      { kind: 'answer', id: 'fit' },
    ]);
  });

  it('finds a third that differs, messages and findings', () => {
    const message = { channel: 'sms', templateId: null, subject: null, text: 'x', at: 1 } as const;
    expect(differencesOf([record(), record(), record({ outcome: 'family', content: { messages: [message] } })])).toEqual([
      { kind: 'field', field: 'outcome' },
      { kind: 'messages' },
    ]);
  });
});
