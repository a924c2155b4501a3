import { diffArrays } from 'diff';

export type WordPart = { op: 'same' | 'added' | 'removed'; text: string };

/** Where less than this share stays, the old and the new sentence are read one after the other more easily than mixed. */
const HARDLY_ALIKE = 0.35;

/** What was taken out of a sentence and what was put in, word by word, as words are in that language: 满意 is one word. */
export function wordDifference(before: string, after: string, language: string): WordPart[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const wordsOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
  const found = diffArrays(wordsOf(before), wordsOf(after)).map(
    ({ added, removed, value }): WordPart => ({ op: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }),
  );
  const parts = joined(found);
  const kept = parts.reduce((length, { op, text }) => length + (op === 'same' ? text.trim().length : 0), 0);
  if (kept >= Math.max(before.length, after.length) * HARDLY_ALIKE) return parts;
  const whole: WordPart[] = [
    { op: 'removed', text: before },
    { op: 'added', text: after },
  ];
  return whole.filter(({ text }) => text !== '');
}

/** Words that change side by side are one change: a blank between them would break it into crumbs. */
function joined(parts: readonly WordPart[]): WordPart[] {
  const result: WordPart[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') result.push({ op: 'removed', text: removed });
    if (added !== '') result.push({ op: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const [index, { op, text }] of parts.entries()) {
    const between = op === 'same' && text.trim() === '' && (removed !== '' || added !== '') && parts[index + 1] !== undefined;
    if (op === 'same' && !between) {
      flush();
      result.push({ op, text });
    }
    if (op === 'removed' || between) removed += text;
    if (op === 'added' || between) added += text;
  }
  flush();
  return result;
}
