import { diffArrays } from 'diff';

export type WordPart = { op: 'same' | 'added' | 'removed'; text: string };

/** Where less than this share stays, the old and the new sentence are read one after the other more easily than mixed. */
const HARDLY_ALIKE = 0.35;

/** What was taken out of a sentence and what was put in, word by word, as words are in that language: 满意 is one word. */
export function wordDifference(before: string, after: string, language: string): WordPart[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const wordsOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
  const parts = diffArrays(wordsOf(before), wordsOf(after)).map(
    ({ added, removed, value }): WordPart => ({ op: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }),
  );
  const kept = parts.reduce((length, { op, text }) => length + (op === 'same' ? text.trim().length : 0), 0);
  if (kept >= Math.max(before.length, after.length) * HARDLY_ALIKE) return parts;
  const whole: WordPart[] = [
    { op: 'removed', text: before },
    { op: 'added', text: after },
  ];
  return whole.filter(({ text }) => text !== '');
}
