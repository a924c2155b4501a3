import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptFindings, slip, spokenLanguage, takeBetter, temptingNow } from '../../../lib/call/said.ts';
import { findingSchema } from '../../../lib/contract/phrases.ts';
import type { Script, Step } from '../../../lib/contract/script.ts';
import { compileGuard } from '../../../lib/guard/guard.ts';
import { shippedPhraseLists, shippedScripts } from '../../support/builders.ts';
import { customer, place } from '../plan/build.ts';
import { draft, none, text } from '../record/build.ts';

const lists = shippedPhraseLists();
const guard = compileGuard(lists);
const better = '我马上查。';
const find = 'I will find out.';

/** `[` and `]` mark the finding; they are no part of the text. */
const marked = (words: string) => ({ text: words.replace(/[[\]]/g, ''), start: words.indexOf('['), end: words.indexOf(']') - 1 });

describe('taking the better sentence', () => {
  it.each([
    ['the only words', '[不知道]', better, better],
    ['the whole sentence around the finding', '我真的[不知道]怎么办', better, better],
    ['a sentence between others', '您好。我[不知道]。请稍等。', better, '您好。我马上查。请稍等。'],
    ['the first sentence', '[不知道]！谢谢您。', better, '我马上查。谢谢您。'],
    ['the last sentence', '谢谢您。我[不知道]', better, '谢谢您。我马上查。'],
    ['all of several end marks', '好的！您[不知道]吗？！请稍等。', better, '好的！我马上查。请稍等。'],
    ['a line between others', '您好\n[不知道]\n再见', better, '您好\n我马上查。\n再见'],
    ['the closing quotation mark with its end mark', '“我[不知道]。”再见。', better, '我马上查。再见。'],
    ['a part after a semicolon', '您好；[不知道]；再见', better, '您好；我马上查。再见'],
    ['an English sentence between others', "Thank you. I [don't know]. Goodbye.", find, 'Thank you. I will find out. Goodbye.'],
    ['a sentence with a decimal', "It is 3.5 metres, I [don't know] why. Goodbye.", find, 'I will find out. Goodbye.'],
    ['a decimal after the finding', "I [don't know] if it is 3.5 metres. Goodbye.", find, 'I will find out. Goodbye.'],
    ['a sentence with a title', "Dear Mr. Brown, I [don't know]. Goodbye.", find, 'I will find out. Goodbye.'],
    ['all of several English end marks', "I [don't know]!! Goodbye.", find, 'I will find out. Goodbye.'],
    ['what stands after spaces, and leaves these', "  I [don't know]", find, '  I will find out.'],
    ['a finding over two sentences', 'Hello. [No. Never]. Goodbye.', find, 'Hello. I will find out. Goodbye.'],
    ['a finding with the end mark in it', 'Hello. [Wait there.] Goodbye.', find, 'Hello. I will find out. Goodbye.'],
    ['one in mixed languages', 'OK。I [don’t know]。再见', find, 'OK。I will find out.再见'],
  ])('replaces %s', (_title, words, sentence, expected) => {
    const { text: before, ...found } = marked(words);
    const taken = takeBetter(before, found, sentence);
    expect(taken.text).toBe(expected);
    expect(taken.text.slice(taken.caret - sentence.length, taken.caret)).toBe(sentence);
  });

  it('leaves every other sentence as it was, however many there are', () => {
    const sentence = fc.constantFrom('您好。', '谢谢！', '好吗？', 'Fine. ', 'It is 3.5 metres. ', 'Really?! ', 'a line\n');
    const bad = fc.constantFrom('我不知道。', "I don't know. ", '不知道！！', 'not sure\n');
    fc.assert(
      fc.property(fc.array(sentence), bad, fc.array(sentence), (before, words, after) => {
        const [head, tail] = [before.join(''), after.join('')];
        const taken = takeBetter(head + words + tail, { start: head.length, end: head.length + 3 }, better);
        expect(taken.text.startsWith(head + better)).toBe(true);
        expect(taken.text.endsWith(tail)).toBe(true);
        expect(taken.text.slice((head + better).length, taken.text.length - tail.length).trim()).toBe('');
      }),
    );
  });
});

describe('what stands in our words when the record is saved', () => {
  const bad = { zh: '这个我不知道', en: "Sorry, I don't know" };
  const message = { templateId: null, subject: null, at: 1 };

  it('is found in our answer and in what was sent, with its place', () => {
    const kept = keptFindings(
      draft({
        answered: text(bad.zh),
        messages: [
          { ...message, channel: 'sms', text: bad.en },
          { ...message, channel: 'mail', text: '谢谢您' },
        ],
      }),
      guard,
      99,
    );
    expect(kept.map(({ where, category, heeded, at, stepId }) => ({ where, category, heeded, at, stepId }))).toEqual([
      { where: 'answered', category: 'dont-know', heeded: 'kept', at: 99, stepId: null },
      { where: 'sms', category: 'dont-know', heeded: 'kept', at: 99, stepId: null },
    ]);
    for (const one of kept) expect(findingSchema.safeParse(one).success).toBe(true);
    expect(kept[0] && bad.zh.slice(kept[0].start, kept[0].end)).toBe(kept[0]?.quote);
  });

  it("is never looked for in the customer's words", () => {
    const theirs = text(`${bad.zh} ${bad.en}`);
    expect(
      keptFindings(draft({ said: theirs, needs: theirs, suggestions: theirs, complaint: { kind: 'complaint', about: bad.zh, department: 'x' } }), guard, 1),
    ).toEqual([]);
  });

  it('is nothing where nothing was answered', () => {
    expect(keptFindings(draft({ answered: none }), guard, 1)).toEqual([]);
    expect(keptFindings(draft(), guard, 1)).toEqual([]);
  });
});

describe('a slip of the tongue', () => {
  const phraseId = lists[0]?.phrases[0]?.id ?? '';

  it.each([
    ['zh-CN', 'phrases-zh-CN'],
    ['en', 'phrases-en'],
    ['pl', 'phrases-zh-CN'],
  ])('in %s counts under the list %s', (language, listId) => {
    const made = slip({ phraseId, language, lists, stepId: 'opening', at: 5 });
    expect(made).toMatchObject({ phraseId, listId, listVersion: 1, where: 'spoken', heeded: 'slipped', stepId: 'opening', at: 5, quote: '' });
    expect(findingSchema.safeParse(made).success).toBe(true);
  });

  it('is nothing where no list knows the phrase', () => {
    expect(slip({ phraseId: 'unheard-of', language: 'en', lists, stepId: 'opening', at: 5 })).toBeNull();
  });
});

describe('the phrases that tempt', () => {
  const words = { en: 'x' };
  const tempting = (phraseId: string) => [{ phraseId, avoid: words, instead: words }];
  const step = (id: string, more: Partial<Step> = {}): Step => ({
    id,
    title: words,
    line: words,
    choices: [{ id: 'on', label: words, tone: 'plain', to: 'c', when: 'outgoing' }],
    ending: false,
    ...more,
  });
  const path = (...ids: string[]) => ids.map((stepId) => ({ stepId, title: words, via: null, at: null }));
  const script = {
    ...(shippedScripts()[0] as Script),
    steps: [step('a', { tempting: tempting('first') }), step('b', { tempting: tempting('second') }), step('c'), step('d', { tempting: [] })],
  };
  const at = (id: string, ...before: string[]) => temptingNow(script, script.steps.find((one) => one.id === id) as Step, path(...before, id));

  it('are those of this step', () => {
    expect(at('b', 'a')).toEqual({ stepId: 'b', tempting: tempting('second') });
  });

  it('are else those of the last step that had any', () => {
    expect(at('c', 'a', 'b')).toEqual({ stepId: 'b', tempting: tempting('second') });
    expect(at('d', 'b', 'a', 'c')).toEqual({ stepId: 'a', tempting: tempting('first') });
  });

  it('are none where none came by', () => {
    expect(at('c')).toEqual({ stepId: 'c', tempting: [] });
  });

  it('that ship are all in the list of each language, so that a slip can be noted', () => {
    const ids = shippedScripts()
      .flatMap(({ steps }) => steps.flatMap((one) => one.tempting ?? []))
      .map(({ phraseId }) => phraseId);
    expect(ids.length).toBeGreaterThan(0);
    for (const list of lists) expect(ids.filter((id) => !list.phrases.some((phrase) => phrase.id === id))).toEqual([]);
  });
});

describe('the language to speak', () => {
  it.each([
    ['the customer’s own', customer({ language: 'yue' }), 'GB', 'yue'],
    ['Chinese where nothing is known and the place is in China', customer({ language: null }), 'CN', 'zh-CN'],
    ['Chinese in Hong Kong for somebody unknown', null, 'HK', 'zh-CN'],
    ['English elsewhere', customer({ language: null }), 'GB', 'en'],
  ])('is %s', (_title, who, region, language) => {
    expect(spokenLanguage(who, place({ region }))).toBe(language);
  });
});
