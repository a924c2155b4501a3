import { describe, expect, it } from 'vitest';
import { compileGuard } from '../../../lib/guard/guard.ts';
import { parsePattern } from '../../../lib/guard/pattern.ts';
import { listOf, phraseOf } from './list-of.ts';

const quotes = (pattern: string, text: string) =>
  compileGuard([listOf([phraseOf('phrase', [pattern])])])
    .check(text)
    .map((finding) => finding.quote);

describe('patterns', () => {
  it.each([
    ['plain words', 'not our problem', 'Not our problem!', ['Not our problem']],
    ['one of several', '(call|ring) them', 'Please ring them.', ['ring them']],
    ['a word that may be missing', 'i [really] know', 'I know. I really know.', ['I know', 'I really know']],
    ['one of several that may be missing', 'you [just|only] wait', 'you only wait, you wait', ['you only wait', 'you wait']],
    ['choices inside choices', '(a (big|small)|no) deal', 'A small deal, no deal', ['A small deal', 'no deal']],
    ['a gap within the sentence', 'you ~ wrong', 'You have it wrong.', ['You have it wrong']],
    ['a gap of more than eight letters', 'you ~ wrong', 'You have everything wrong.', []],
    ['two gaps in a row, sixteen letters', 'you ~~ wrong', 'You have everything wrong.', ['You have everything wrong']],
    ['a gap that ends with the sentence', 'you ~ wrong', 'You. Wrong.', []],
    ['a gap inside a choice', '(a ~ b|c)', 'a xx b and c', ['a xx b', 'c']],
    ['a comma where the pattern has one', 'yeah, what', 'Yeah, what', ['Yeah, what']],
    ['no comma where the pattern has one', 'yeah, what', 'yeah what', ['yeah what']],
    ['a comma where the pattern has none', 'no problem', 'no, problem', []],
    ['an apostrophe that is missing', "don't know", 'dont know', ['dont know']],
    ['an apostrophe that makes another word', "we're here", 'were here', []],
    ['an apostrophe that the pattern does not have', 'i can', "I can't", []],
    ['a hyphen', 'on-line', 'online, on line, on-line', ['online', 'on line', 'on-line']],
  ])('match %s', (_, pattern, text, expected) => {
    expect(quotes(pattern, text)).toEqual(expected);
  });

  it.each([
    ['(a|b', { kind: 'unclosed', at: 0 }],
    ['a [b', { kind: 'unclosed', at: 2 }],
    ['a) b', { kind: 'unopened', at: 1 }],
    ['a | b', { kind: 'unopened', at: 2 }],
    ['(a] b', { kind: 'unopened', at: 2 }],
    ['(a|) b', { kind: 'empty-choice', at: 3 }],
    ['(a|,) b', { kind: 'empty-choice', at: 3 }],
    ['()', { kind: 'empty-choice', at: 1 }],
    ['~ a', { kind: 'gap-at-edge', at: 0 }],
    ['a ~', { kind: 'gap-at-edge', at: 2 }],
    ['~', { kind: 'nothing-to-match', at: 0 }],
    ['[a]', { kind: 'nothing-to-match', at: 0 }],
    ['', { kind: 'nothing-to-match', at: 0 }],
    ['((((((((a))))))))', { kind: 'too-deep', at: 7 }],
    [`((${'(a|b)'.repeat(12)}))`, { kind: 'too-many-wordings', at: 64 }],
  ])('say what is wrong with %s and where', (pattern, problem) => {
    expect(parsePattern(pattern, 'phrase')).toEqual({ ok: false, problem });
  });

  it('let a context reach out at its edges, and no further than the sentence', () => {
    const guard = compileGuard([listOf([phraseOf('phrase', ['maybe'])], ['she said ~~'])]);
    expect(guard.check('She said that maybe.').length).toBe(0);
    expect(guard.check('She said. Maybe.').length).toBe(1);
    expect(guard.check('She said this and that and then maybe.').length).toBe(1);
  });

  it('that do not parse are named and leave the others at work', () => {
    const guard = compileGuard([listOf([phraseOf('phrase', ['(a', 'maybe', '...'])])]);
    expect(guard.problems).toEqual([
      { kind: 'unclosed', at: 0, listId: 'list', phraseId: 'phrase', pattern: '(a' },
      { kind: 'nothing-to-match', at: 0, listId: 'list', phraseId: 'phrase', pattern: '...' },
    ]);
    expect(guard.check('maybe').length).toBe(1);
  });

  it('read alternatives in their hundreds in the time of their number', () => {
    const choice = `(${Array.from({ length: 40 }, (_, index) => `w${index}`).join('|')})`;
    const guard = compileGuard([listOf([phraseOf('phrase', [`${choice} ${choice} ${choice} ${choice}`])])]);
    expect(guard.check('w1 w22 w33 w4 w5').map((finding) => finding.quote)).toEqual(['w1 w22 w33 w4']);
  });
});
