import { describe, expect, it } from 'vitest';
import { withBrowser, withoutBrowser } from './all.ts';

describe('a real fault, some times over', () => {
  it.each([...withoutBrowser, ...withBrowser].filter(({ short }) => short > 0))('$name: $passes', async ({ play, short }) => {
    const { problems, times } = await play(short);
    expect(problems).toEqual([]);
    expect(times).toBe(short);
  });
});
