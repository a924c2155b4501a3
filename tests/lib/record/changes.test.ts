import { describe, expect, it } from 'vitest';
import { customerChangeSchema } from '../../../lib/contract/mutation.ts';
import { changesOf } from '../../../lib/record/changes.ts';
import { customer, noCorrection, phone, record } from '../plan/build.ts';

describe('changesOf', () => {
  const corrected = phone({ original: '139 0000 0002', e164: '+8613900000002' });
  const preferredHours = { original: '周末', days: 'weekends' as const, from: null, to: null };
  const all = { phone: corrected, preferredHours, language: 'yue', optOut: 'asked' };

  it('tells everything the call taught, field by field', () => {
    const changes = changesOf(record({ content: { correction: all } }), customer());
    for (const change of changes) customerChangeSchema.parse(change);
    expect(changes).toEqual([
      { field: 'phone', value: corrected, was: customer().person.phones[0] },
      { field: 'preferredHours', value: preferredHours, was: null },
      { field: 'language', value: 'yue', was: 'zh-CN' },
      { field: 'optOut', value: { at: record().endedAt, reason: 'asked' } },
    ]);
  });

  it('tells nothing new of what the file already says', () => {
    const known = customer({ preferredHours: { ...preferredHours }, language: 'yue', optOut: { at: 1, reason: '' } }, [{ ...corrected }]);
    expect(changesOf(record({ content: { correction: all } }), known)).toEqual([]);
    expect(changesOf(record(), customer())).toEqual([]);
  });

  it('takes an opt-out without words for one', () => {
    expect(changesOf(record({ content: { correction: { ...noCorrection, optOut: '' } } }), customer())).toMatchObject([{ field: 'optOut' }]);
  });

  it('passes over a language that is none, and an unknown caller', () => {
    expect(changesOf(record({ content: { correction: { ...noCorrection, language: '广东话' } } }), customer())).toEqual([]);
    expect(changesOf(record({ content: { correction: all } }), null)).toEqual([]);
  });
});
