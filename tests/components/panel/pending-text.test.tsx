import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { flushText, usePendingText } from '../../../components/panel/record/pending-text.ts';

/** A field whose writes go nowhere: what comes back from the database is said by the test. */
function field(storedAs?: (text: string) => string) {
  const written: string[] = [];
  const disk: { isFull: boolean; answers: Promise<void> } = { isFull: false, answers: Promise.resolve() };
  const write = async (text: string) => {
    const { isFull } = disk;
    await disk.answers;
    if (isFull) throw new Error('no room');
    written.push(text);
  };
  const { result, rerender } = renderHook(({ stored }) => usePendingText(stored, write, storedAs), { initialProps: { stored: '' } });
  const keys = (text: string) => act(() => result.current.setText(text));
  return {
    written,
    disk,
    text: () => result.current.text,
    comes: (stored: string) => rerender({ stored }),
    keys,
    types: async (text: string) => {
      keys(text);
      await act(() => flushText());
    },
  };
}

describe('a text that is typed', () => {
  it('does not go back to what it was when its own writing comes back late', async () => {
    const one = field();
    await one.types('a');
    await one.types('ab');
    await one.types('abc');
    one.comes('a');
    expect(one.text()).toBe('abc');
    // The database tells of the newest only, when it was written to quickly.
    one.comes('abc');
    expect(one.text()).toBe('abc');
    expect(one.written).toEqual(['a', 'ab', 'abc']);
  });

  it('shows what another window wrote, also when it is a word that stood here before', async () => {
    const one = field();
    await one.types('a');
    one.comes('a');
    one.comes('theirs');
    expect(one.text()).toBe('theirs');
    one.comes('a');
    expect(one.text()).toBe('a');
  });

  it('keeps its spaces when they are stored without', async () => {
    const one = field((text) => text.trim());
    await one.types('after ');
    one.comes('after');
    expect(one.text()).toBe('after ');
  });

  it('is still to be written when that failed', async () => {
    const one = field();
    one.disk.isFull = true;
    await expect(one.types('a')).rejects.toThrow('no room');
    one.comes('');
    expect(one.text()).toBe('a');
    one.disk.isFull = false;
    await act(() => flushText());
    expect(one.written).toEqual(['a']);
  });

  it('is not saved without words whose writing is under way and fails then', async () => {
    const one = field();
    const { promise, resolve } = Promise.withResolvers<void>();
    Object.assign(one.disk, { isFull: true, answers: promise });
    one.keys('a');
    const first = flushText().catch((error: Error) => error.message);
    // There is room again before the disk has answered, and the key that saves is pressed.
    one.disk.isFull = false;
    const beforeSave = flushText();
    resolve();
    await beforeSave;
    expect([await first, one.written]).toEqual(['no room', ['a']]);
  });

  it('is written once however often it is asked for', async () => {
    const one = field();
    await one.types('a');
    await act(() => flushText());
    expect(one.written).toEqual(['a']);
  });
});
