import { describe, expect, it } from 'vitest';
import { callOf, correctionOf } from '../../../lib/record/correct.ts';
import { finding } from '../../components/workspace/build.ts';
import { record } from '../plan/build.ts';

describe('a record as its form', () => {
  it('comes back as it was when nothing is changed', () => {
    const made = record({ id: 'r', outcome: 'reached', satisfaction: 'fair' });
    const { outcome, satisfaction, content } = made;
    expect(correctionOf(callOf(made).draft, null)).toEqual({ outcome, satisfaction, content });
  });

  it('is nothing to save without an outcome', () => {
    expect(correctionOf({ ...callOf(record({})).draft, outcome: null }, [])).toBeNull();
  });

  it('has what was kept before replaced by what stands now, and the rest of the findings left alone', () => {
    const draft = { ...callOf(record({})).draft, findings: [finding({ heeded: 'kept', quote: 'old' }), finding({ heeded: 'slipped', quote: 'aloud' })] };
    expect(correctionOf(draft, [finding({ heeded: 'kept', quote: 'new' })])?.content.findings.map(({ quote }) => quote)).toEqual(['aloud', 'new']);
  });
});
