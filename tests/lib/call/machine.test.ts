import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallEvent, talkTime, transition } from '../../../lib/call/machine.ts';
import type { Call, Phase } from '../../../lib/contract/call.ts';
import { call } from '../record/build.ts';

const at = 5_000;
const events: { [K in CallEvent['kind']]: CallEvent } = {
  dial: { kind: 'dial', at },
  cancel: { kind: 'cancel' },
  answered: { kind: 'answered', at },
  ended: { kind: 'ended', at },
  'still-talking': { kind: 'still-talking' },
  saved: { kind: 'saved' },
};
/** Every phase by every event; what is not named changes nothing. */
const fits: { [P in Phase]: { [K in CallEvent['kind']]?: Phase } } = {
  ready: { dial: 'ringing', answered: 'talking' },
  ringing: { cancel: 'ready', answered: 'talking', ended: 'wrap-up' },
  talking: { ended: 'wrap-up' },
  'wrap-up': { 'still-talking': 'talking', saved: 'done' },
  done: {},
};
const phases = Object.keys(fits) as Phase[];
const kinds = Object.keys(events) as CallEvent['kind'][];
const ready = (): Call => call({ phase: 'ready', startedAt: null, answeredAt: null, endedAt: null });
const table = phases.flatMap((phase) => kinds.map((kind) => ({ phase, kind, to: fits[phase][kind] ?? null })));

describe('the machine of a call', () => {
  it.each(table)('$phase, $kind: $to', ({ phase, kind, to }) => {
    expect(transition(call({ phase }), events[kind])?.phase ?? null).toBe(to);
  });

  it('does not go back to talking when nobody had answered', () => {
    expect(transition(call({ phase: 'wrap-up', answeredAt: null }), { kind: 'still-talking' })).toBeNull();
  });

  it('keeps the times of ring, answer and end', () => {
    let now: Call | null = ready();
    for (const event of [
      { kind: 'dial', at: 10 },
      { kind: 'answered', at: 20 },
      { kind: 'ended', at: 90 },
    ] as const)
      now = now && transition(now, event);
    expect(now).toMatchObject({ phase: 'wrap-up', startedAt: 10, answeredAt: 20, endedAt: 90 });
  });

  it('takes a call that was answered before anybody saw it ring as begun then', () => {
    expect(transition(ready(), { kind: 'answered', at: 20 })).toMatchObject({ startedAt: 20, answeredAt: 20 });
  });

  it('forgets the end when the call goes on, and the ring when nothing was dialled', () => {
    expect(transition(call({ phase: 'wrap-up' }), { kind: 'still-talking' })).toMatchObject({ endedAt: null, answeredAt: 2000 });
    expect(transition(call({ phase: 'ringing', startedAt: 10, answeredAt: null, endedAt: null }), { kind: 'cancel' })).toMatchObject({ startedAt: null });
  });

  it('touches neither the walk nor the draft, whatever happens in whichever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 20 }), (sequence) => {
        let now = ready();
        const { walk, draft } = now;
        for (const kind of sequence) now = transition(now, events[kind]) ?? now;
        expect(now.walk).toBe(walk);
        expect(now.draft).toBe(draft);
        // A phase never lacks the times that led to it.
        if (now.phase !== 'ready') expect(now.startedAt).not.toBeNull();
        if (now.phase === 'talking') expect([now.answeredAt, now.endedAt]).toEqual([at, null]);
        if (now.phase === 'wrap-up' || now.phase === 'done') expect(now.endedAt).not.toBeNull();
      }),
    );
  });
});

describe('talk time', () => {
  it.each([
    ['before the answer', { answeredAt: null, endedAt: null }, 9_000, 0],
    ['while talking', { answeredAt: 2_000, endedAt: null }, 9_000, 7_000],
    ['after the end, whatever the clock says now', { answeredAt: 2_000, endedAt: 5_000 }, 900_000, 3_000],
    ['with a clock set back while talking', { answeredAt: 2_000, endedAt: null }, 1_000, 0],
    ['with a clock set back before the end', { answeredAt: 2_000, endedAt: 1_500 }, 3_000, 0],
    ['of a call never answered', { answeredAt: null, endedAt: 5_000 }, 9_000, 0],
  ])('%s', (_title, times, now, expected) => {
    expect(talkTime(call(times), now)).toBe(expected);
  });
});
