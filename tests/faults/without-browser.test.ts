import { describe, expect, it } from 'vitest';
import { endpointKilled } from './endpoint-killed.ts';
import { badNetwork, replyLost } from './network.ts';

describe('a real fault, some times over', () => {
  it.each([badNetwork, replyLost, endpointKilled])('$name: $passes', async ({ play, short }) => {
    const { problems, times } = await play(short);
    expect(problems).toEqual([]);
    expect(times).toBe(short);
  });
});
