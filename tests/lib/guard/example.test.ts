import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../../lib/guard/example.ts';

describe('the name of a phrase', () => {
  it.each([
    ['probably', 'probably'],
    ['(什么事|啥事|干嘛)[啊|呀|呢],(快|赶紧|说)', '什么事,快'],
    ['(we|you) (might|may)[ be]', 'we might'],
    ['我~不知道', '我…不知道'],
    ['((a|b)c|d)e', 'ace'],
    ['(unclosed', '(unclosed'],
    ['[only this]', '[only this]'],
  ])('of %s is %s', (pattern, name) => {
    expect(exampleOf(pattern)).toBe(name);
  });
});
