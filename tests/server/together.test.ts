import { describe, expect, it } from 'vitest';
import { together } from '../../server/together.ts';

/** Asks that are answered when the test says so. */
function held() {
  const asked: { keys: readonly string[]; answer(): void; fail(): void }[] = [];
  const ask = together<string, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        asked.push({ keys, answer: () => resolve(keys.map((key) => `${key}!`)), fail: () => reject(new RangeError('no')) });
      }),
  );
  return { ask, asked };
}

describe('one question for all who ask at once', () => {
  it('asks for the first alone, and for all who came meanwhile with the next, each answered by its own', async () => {
    const { ask, asked } = held();
    const answers = ['a', 'b', 'b', 'c'].map(ask);
    expect(asked.map(({ keys }) => keys)).toEqual([['a']]);
    asked[0]?.answer();
    await answers[0];
    await Promise.resolve();
    expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['b', 'b', 'c']]);
    asked[1]?.answer();
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'b!', 'c!']);
  });

  it('never answers with what was asked before somebody came', async () => {
    let value = 'before';
    let release = () => {};
    const ask = together<string, string>(async (keys) => {
      const seen = value;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return keys.map(() => seen);
    });
    const first = ask('a');
    value = 'after';
    const second = ask('a');
    release();
    expect(await first).toBe('before');
    await Promise.resolve();
    release();
    expect(await second).toBe('after');
  });

  it('fails for those who were in the question, and asks on for the others', async () => {
    const { ask, asked } = held();
    const [first, second] = [ask('a'), ask('b')];
    asked[0]?.fail();
    await expect(first).rejects.toThrow('no');
    await Promise.resolve();
    asked[1]?.answer();
    expect(await second).toBe('b!');
  });
});
