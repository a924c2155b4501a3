import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileGuard, type Guard } from '../../../lib/guard/guard.ts';
import { loadTraditional } from '../../../lib/guard/traditional.ts';
import { shippedGuard } from '../../support/guard-report.ts';
import { listOf, phraseOf } from './list-of.ts';

let guard: Guard;
beforeAll(async () => {
  guard = await shippedGuard();
});

const found = (text: string) => guard.check(text).map(({ phraseId, quote, start, end }) => ({ phraseId, quote, start, end }));

describe('the guard finds, with positions in the text as typed', () => {
  it.each([
    ['我 不 知 道', 'dont-know', 0, 7],
    ['这个我不知道。', 'dont-know', 0, 6],
    ['我。不。知。道。', 'dont-know', 0, 7],
    ['這不是我們的問題', 'not-our-problem', 0, 8],
    ['对不起，这不是我们的问题！', 'not-our-problem', 4, 12],
    ['您自己打电话问公司吧', 'ask-yourself', 0, 6],
    ['您等等', 'wait-a-moment', 0, 3],
    ['我没有这个权限，你去找经理', 'not-my-authority', 0, 7],
    ['您应该早点看说明书', 'should-have-read', 0, 5],
    ['知道了，别说了', 'stop-talking', 0, 7],
    ['你到底要什么', 'brusque-opening', 0, 6],
    ['赶紧说吧', 'no-time', 0, 3],
    ['保 证治好', 'cured-promise', 0, 5],
    ['别人都没投诉', 'nobody-else-complains', 0, 6],
    ['我们保证以后绝不会再发生', 'never-again-promise', 4, 12],
  ])('%s', (text, phraseId, start, end) => {
    expect(found(text)).toContainEqual({ phraseId, quote: text.slice(start, end), start, end });
  });

  it.each([
    ['ＮＯＴ ＯＵＲ problem', 'not-our-problem', 0, 15],
    ['That’s not our problem.', 'not-our-problem', 7, 22],
    ['I don’t know.', 'dont-know', 0, 12],
    ['i dont know', 'dont-know', 0, 11],
    ['I d o n t  k n o w', 'dont-know', 0, 18],
    ['I DON\u200B\u2019T KN\u00adOW', 'dont-know', 0, 14],
    ['Please hold on', 'wait-a-moment', 0, 14],
    ['You should have read the contract', 'should-have-read', 0, 20],
    ['It is not my decision, ask the manager', 'find-manager', 23, 38],
    ['I guarantee it', 'guarantee', 0, 14],
    ['Calm down, sir', 'calm-down', 0, 9],
    ['no one else has complained', 'nobody-else-complains', 0, 11],
    ['let me finish', 'let-me-finish', 0, 13],
    ['rules are rules', 'rules-are-rules', 0, 15],
    ['好的，but that’s not our problem哦', 'not-our-problem', 14, 29],
  ])('%s', (text, phraseId, start, end) => {
    expect(found(text)).toContainEqual({ phraseId, quote: text.slice(start, end), start, end });
  });

  it('what to say instead, and where it comes from', () => {
    expect(guard.check('not our problem')[0]).toMatchObject({ listId: 'phrases-en', listVersion: 1, category: 'shift-blame', severity: 'stop' });
    expect(guard.check('not our problem')[0]?.instead[0]).toMatch(/\.$/);
  });
});

describe('the guard lets pass', () => {
  it.each([
    '不知道您方便吗？',
    '不知道您现在方便接电话吗',
    '麻烦您稍等，我马上查',
    '麻煩您稍等，我馬上查',
    '客户不知道自己的卡号',
    '让您久等了，结果出来了。',
    '如果您不清楚，我再解释一遍，好吗？',
    '您一定累了吧，我长话短说。',
    "the customer doesn't know her size",
    'Could I ask you to hold for a minute while I open your file?',
    'She said it is not our problem, and I noted it.',
    'I cannot promise that, but I will ask.',
    'The blouse is 100% cotton.',
    'Your bankfee is waived.',
    '',
    '   ',
    '😀😀',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('evasions', () => {
  it.each([
    ['REFUND', ['REFUND']],
    ['ＫＦ', ['ＫＦ']],
    ['找kf吧', ['kf']],
    ['r e f u n d', ['r e f u n d']],
    ['I want a r e f u n d now', ['r e f u n d']],
    ['r.e.f.u.n.d', ['r.e.f.u.n.d']],
    ['ref*und', ['ref*und']],
    ['re\u0301fund', ['re\u0301fund']],
    ['保 证', ['保 证']],
    ['保.证*收益', ['保.证*收益']],
    ['保證', ['保證']],
    ['保\u200b证', ['保\u200b证']],
    ['保\ufe0f\u2060證', ['保\ufe0f\u2060證']],
    ['bankfee', []],
    ['bank fee', []],
    ['b a n k f e e', []],
    ['refunds', []],
    ['确保。证书', []],
    ['确保，证书', []],
    ['确保\n证书', []],
  ])('%s', async (text, expected) => {
    const evaded = compileGuard([listOf([phraseOf('p', ['refund', 'kf', '保证[收益]'])])], { toSimplified: await loadTraditional() });
    expect(evaded.check(text).map((finding) => finding.quote)).toEqual(expected);
  });
});

describe('resolving', () => {
  it('keeps the more severe of two that overlap, then the longer', () => {
    const overlapping = compileGuard([
      listOf([phraseOf('long', ['not our big problem']), phraseOf('short', ['our big']), phraseOf('severe', ['problem today'], { severity: 'stop' })]),
    ]);
    expect(overlapping.check('not our big problem').map((finding) => finding.phraseId)).toEqual(['long']);
    expect(overlapping.check('not our big problem today').map((finding) => finding.phraseId)).toEqual(['short', 'severe']);
  });

  it('drops a finding inside a context of its own phrase, and keeps those of others', () => {
    const contexts = compileGuard([listOf([phraseOf('a', ['maybe'], { allow: ['maybe later'] }), phraseOf('b', ['later'])])]);
    expect(contexts.check('maybe later').map((finding) => finding.phraseId)).toEqual(['b']);
  });

  it('drops other wordings that touch one that is fine', () => {
    const contexts = compileGuard([listOf([phraseOf('a', ['[我]不知道'], { allow: ['不知道您'] })])]);
    expect(contexts.check('我不知道您')).toEqual([]);
    expect(contexts.check('我不知道').length).toBe(1);
  });

  it('counts the contexts of one list for the findings of another', () => {
    const both = compileGuard([listOf([phraseOf('a', ['maybe'])]), listOf([], ['客户说 ~'], 'other')]);
    expect(both.check('客户说 maybe')).toEqual([]);
    expect(both.check('我说 maybe').length).toBe(1);
  });
});

/** Things an agent may type: pieces of both languages, marks, odd characters. */
const pieces = fc.constantFrom(
  '我',
  '不',
  '知',
  '道',
  '不知道',
  '不是我们的问题',
  "don't",
  'know',
  'I',
  'not our problem',
  ' ',
  '，',
  '。',
  '.',
  '\n',
  '*',
  '\u200b',
  '\ud83d',
  '😀',
  'é',
  '这',
  '這',
  '①',
  'ﬁ',
  '保证',
);
const typed = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('for any text at all', () => {
  it('positions lie within it, in order, and the quote is what stands there', () => {
    fc.assert(
      fc.property(typed, (text) => {
        let before = 0;
        for (const finding of guard.check(text)) {
          expect(finding.start).toBeGreaterThanOrEqual(before);
          expect(finding.end).toBeGreaterThan(finding.start);
          expect(finding.end).toBeLessThanOrEqual(text.length);
          expect(finding.quote).toBe(text.slice(finding.start, finding.end));
          before = finding.end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a sentence put before it shifts the findings and changes nothing else', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom('好的。', 'Thank you very much.\n', '😀。'), (text, prefix) => {
        const moved = guard.check(prefix + text).map((finding) => ({ ...finding, start: finding.start - prefix.length, end: finding.end - prefix.length }));
        expect(moved).toEqual(guard.check(text));
      }),
      { numRuns: 200 },
    );
  });

  it('invisible characters inside a finding do not hide it', () => {
    const hits = ['我不知道', '这不是我们的问题', "I don't know", 'not our problem', '保证没问题', 'guaranteed'];
    fc.assert(
      fc.property(
        fc.constantFrom(...hits),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('\u200b', '\u200d', '\ufeff', '\u00ad', '\u2060', '\ufe0f')), { maxLength: 6 }),
        (hit, inserts) => {
          let text = hit;
          for (const [where, invisible] of inserts) {
            const at = 1 + (where % (text.length - 1));
            text = text.slice(0, at) + invisible + text.slice(at);
          }
          const seen = guard.check(text).map((finding) => finding.quote.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));
          expect(seen).toEqual(guard.check(hit).map((finding) => finding.quote));
          expect(guard.check(text).map((finding) => finding.phraseId)).toEqual(guard.check(hit).map((finding) => finding.phraseId));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('ten thousand characters are read without trouble', () => {
    for (const piece of ['我', '不知道', 'a', 'I ', '等', 'you ', '~', '\ud800', '说。'])
      expect(() => guard.check(piece.repeat(10_000 / piece.length))).not.toThrow();
  });
});
