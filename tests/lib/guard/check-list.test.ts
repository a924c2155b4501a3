import { describe, expect, it } from 'vitest';
import type { PhraseList } from '../../../lib/contract/phrases.ts';
import { checkPhraseList } from '../../../lib/guard/check-list.ts';
import { aPhraseList } from '../../support/phrase-list.ts';

const nothing = { named: new Map(), said: [] };

function found(change: (list: PhraseList) => void, context: Parameters<typeof checkPhraseList>[1] = nothing): string[][] {
  const list = structuredClone(aPhraseList());
  change(list);
  return checkPhraseList(list, context).map(({ kind, where }) => [kind, where.replace('lists.phrases-en.', '')]);
}

const second = (list: PhraseList) => list.phrases[1] as PhraseList['phrases'][number];

describe('the check of a phrase list', () => {
  it('finds nothing in a good list', () => {
    expect(found(() => undefined)).toEqual([]);
  });

  const cases: [title: string, change: (list: PhraseList) => void, kind: string, where: string][] = [
    ['a list without a phrase', (l) => Object.assign(l, { phrases: [] }), 'no-phrases', 'phrases'],
    ['a phrase without anything to look for', (l) => Object.assign(second(l), { patterns: [] }), 'no-patterns', 'phrases.vague.patterns'],
    ['a phrase without a better sentence', (l) => Object.assign(second(l), { instead: [] }), 'no-instead', 'phrases.vague.instead'],
    ['a bracket that is not closed', (l) => Object.assign(second(l), { patterns: ['(may|might be'] }), 'pattern-unclosed', 'phrases.vague.patterns.0'],
    ['a gap at the edge', (l) => Object.assign(second(l), { patterns: ['perhaps~'] }), 'pattern-gap-at-edge', 'phrases.vague.patterns.0'],
    ['a pattern of two letters', (l) => Object.assign(second(l), { patterns: ['probably', 'we'] }), 'matches-everything', 'phrases.vague.patterns.1'],
    [
      'a pattern whose shortest wording is two letters',
      (l) => Object.assign(second(l), { patterns: ['[pro](be|bably)'] }),
      'matches-everything',
      'phrases.vague.patterns.0',
    ],
    ['a pattern of one common Chinese character', (l) => Object.assign(second(l), { patterns: ['我'] }), 'matches-everything', 'phrases.vague.patterns.0'],
    ['a context that cannot be read', (l) => Object.assign(l, { allow: ['they said)'] }), 'pattern-unopened', 'allow.0'],
    [
      'a better sentence that the list forbids',
      (l) => Object.assign(second(l), { instead: ['It will probably be five'] }),
      'instead-forbidden',
      'phrases.vague.instead.0',
    ],
    ['one id twice', (l) => Object.assign(second(l), { id: 'blame-use' }), 'duplicate-id', 'phrases.blame-use'],
  ];
  it.each(cases)('finds %s', (_, change, kind, where) => {
    expect(found(change)).toContainEqual([kind, where]);
  });

  it('takes one rare character for enough', () => {
    expect(found((l) => Object.assign(second(l), { patterns: ['讹'] }))).toEqual([]);
  });

  it('keeps a phrase that a script names, and a line that a script says', () => {
    const script = { en: 'After a repair' };
    expect(found((l) => l.phrases.splice(0, 1), { named: new Map([['blame-use', script]]), said: [] })).toEqual([['phrase-in-use', 'phrases']]);
    const said = ['It will probably fit', 'You will probably like it'].map((words) => ({ script, words }));
    expect(found(() => undefined, { named: new Map(), said })).toEqual([['script-says-it', 'phrases.vague.patterns']]);
  });
});
