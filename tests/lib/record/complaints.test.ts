import { describe, expect, it } from 'vitest';
import type { RecordContent } from '../../../lib/contract/record.ts';
import { complaintsIn } from '../../../lib/record/complaints.ts';
import { record } from '../plan/build.ts';

const refer = { kind: 'refer', at: 5000, note: 'seam', department: 'Repairs' } as const;
const complaint = { kind: 'complaint', about: 'the seam', department: 'Repairs' } as const;
type Change = Omit<Partial<ReturnType<typeof record>>, 'content'> & { content?: Partial<RecordContent> };
const told = ({ content = {}, ...change }: Change = {}) => {
  const base = record({ outcome: 'reached', satisfaction: 'satisfied', startedAt: 1000, serviceId: 's', ...change });
  return { ...base, content: { ...base.content, nextStep: { kind: 'none' } as const, complaint: { kind: 'none' } as const, ...content } };
};

describe('complaints that were to be answered', () => {
  it.each<[string, Change, number[]]>([
    ['a complaint that went to a department', { content: { complaint, nextStep: refer } }, [5000]],
    ['a complaint that we answer ourselves', { content: { complaint, nextStep: { kind: 'send', at: 6000, note: '' } } }, [6000]],
    ['somebody dissatisfied whose matter went to a department', { satisfaction: 'dissatisfied', content: { nextStep: refer } }, [5000]],
    ['a complaint without an answer to come', { content: { complaint } }, []],
    ['a matter that went to a department without a complaint', { content: { nextStep: refer } }, []],
    ['a call that reached nobody', { outcome: 'no-answer', content: { complaint, nextStep: refer } }, []],
  ])('%s', (_, change, wanted) => {
    expect(complaintsIn([told(change)]).map(({ answerBy }) => answerBy)).toEqual(wanted);
  });

  it('are settled by a later call that reached the customer, in any order, and by no other', () => {
    const first = told({ content: { complaint, nextStep: refer } });
    const missed = told({ startedAt: 2000, outcome: 'no-answer' });
    expect(complaintsIn([missed, first])).toEqual([{ answerBy: 5000, serviceId: 's', settled: false }]);
    expect(complaintsIn([told({ startedAt: 3000 }), missed, first])).toEqual([{ answerBy: 5000, serviceId: 's', settled: true }]);
  });
});
