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
    2,
  );
  return { ask, asked };
}

describe('one question for all who ask at once', () => {
  it('asks for the first alone, and for all who come meanwhile together, each answered by its own', async () => {
    const { ask, asked } = held();
    const answers = ['a', 'b', 'c', 'c', 'd'].map(ask);
    expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
    asked[0]?.answer();
    await answers[0];
    await Promise.resolve();
    expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['c', 'c', 'd']]);
    asked[1]?.answer();
    asked[2]?.answer();
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'c!', 'd!']);
    const later = ask('e');
    expect(asked.at(-1)?.keys).toEqual(['e']);
    asked.at(-1)?.answer();
    expect(await later).toBe('e!');
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
    }, 1);
    const first = ask('a');
    value = 'after';
    const second = ask('a');
    release();
    expect(await first).toBe('before');
    await Promise.resolve();
    release();
    expect(await second).toBe('after');
  });

  it('does not wait for a question that never comes back', async () => {
    const { ask, asked } = held();
    void ask('lost');
    const [second, third] = [ask('b'), ask('c')];
    asked[1]?.answer();
    await second;
    await Promise.resolve();
    asked[2]?.answer();
    expect(await third).toBe('c!');
  });

  it('fails for those who were in the question, and asks on for the others', async () => {
    const { ask, asked } = held();
    const [first, second, third] = [ask('a'), ask('b'), ask('c')];
    asked[0]?.fail();
    await expect(first).rejects.toThrow('no');
    await Promise.resolve();
    asked[1]?.answer();
    asked[2]?.answer();
    expect(await Promise.all([second, third])).toEqual(['b!', 'c!']);
  });
});
