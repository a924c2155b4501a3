import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Walk } from '../../../lib/contract/walk.ts';
import { answer, back, branch, lineOf, position, setsAlong, startWalk, type WalkContext, type WalkMove } from '../../../lib/script/walk.ts';
import { incoming, outgoing, smallScript, stepOf } from './small-script.ts';

const script = smallScript();

/** Takes one choice after another: `ask` an answer, `!abusive` a branch. */
function walked(choices: string[], ctx: WalkContext = outgoing): Walk {
  let walk = startWalk(script);
  for (const [index, id] of choices.entries()) {
    const moved: WalkMove = id.startsWith('!') ? branch(script, walk, ctx, id.slice(1), index) : answer(script, walk, ctx, id, index);
    if (!moved.ok) throw new Error(`${id}: ${moved.kind}`);
    walk = moved.walk;
  }
  return walk;
}

function at(walk: Walk, ctx: WalkContext = outgoing) {
  const here = position(script, walk, ctx);
  if (!here.ok) throw new Error(here.kind);
  return here;
}

describe('a walk', () => {
  it.each<[string, string[], string, string | null]>([
    ['begins at the start', [], 'greet', null],
    ['follows an answer', ['self'], 'ask', null],
    ['ends at a closing', ['self', 'good'], 'bye', null],
    ['enters a branch', ['self', '!abusive'], 'abuse', 'abusive'],
    ['comes back from a branch to the step it was taken at', ['self', '!abusive', 'calmer'], 'ask', null],
    ['nests a branch in a branch', ['self', '!abusive', '!complaint'], 'complaint', 'complaint'],
    ['comes back from the inner branch to the outer one', ['self', '!abusive', '!complaint', 'heard'], 'abuse', 'abusive'],
    ['comes back from both, one after the other', ['self', '!abusive', '!complaint', 'heard', 'calmer'], 'ask', null],
    ['stays in the branch on its way to its own closing', ['self', '!abusive', 'goes-on'], 'abuse-bye', 'abusive'],
    ['leaves every branch with an answer that leads to the main line', ['self', '!abusive', '!not-now', 'now'], 'ask', null],
    ['takes a branch from a closing too', ['self', 'good', '!complaint'], 'complaint', 'complaint'],
  ])('%s', (_title, choices, stepId, inBranch) => {
    const here = at(walked(choices));
    expect(here.step.id).toBe(stepId);
    expect(here.inBranch).toBe(inBranch);
  });

  it('tells the whole path with what led where and when', () => {
    const path = at(walked(['self', '!abusive', 'calmer'])).path;
    expect(path.map((entry) => [entry.stepId, entry.via?.kind ?? null, entry.via?.id ?? null, entry.at])).toEqual([
      ['greet', null, null, null],
      ['ask', 'answer', 'self', 0],
      ['abuse', 'branch', 'abusive', 1],
      ['ask', 'answer', 'calmer', 2],
    ]);
    expect(path[1]?.via?.label).toEqual({ 'zh-CN': 'self（中）', en: 'self' });
  });

  it('shows the answers and the line of the context', () => {
    expect(at(startWalk(script)).choices.map(({ id }) => id)).toEqual(['self']);
    expect(at(startWalk(script), incoming).choices.map(({ id }) => id)).toEqual(['caller']);
    expect(lineOf(stepOf(script, 'greet'), incoming).en).toBe('How may I help you?');
    expect(lineOf(stepOf(script, 'greet'), outgoing).en).toContain('{customer.full}');
  });

  it('hands out what a choice writes into the draft', () => {
    const moved = answer(script, walked(['self']), outgoing, 'bad', 9);
    expect(moved).toMatchObject({ ok: true, sets: { satisfaction: 'dissatisfied', nextStep: 'refer' } });
    expect(branch(script, walked(['self']), outgoing, 'complaint', 9)).toMatchObject({ ok: true, sets: { complaint: true } });
    expect(branch(script, walked(['self']), outgoing, 'abusive', 9)).toMatchObject({ ok: true, sets: null });
    expect(setsAlong(script, walked(['self', '!complaint', 'heard']))).toEqual([{ outcome: 'reached' }, { complaint: true }, { answers: { pain: 'mild' } }]);
  });

  it('refuses an answer that is not offered here', () => {
    expect(answer(script, startWalk(script), outgoing, 'good', 1)).toEqual({ ok: false, kind: 'not-offered' });
    expect(answer(script, startWalk(script), outgoing, 'caller', 1)).toEqual({ ok: false, kind: 'not-offered' });
    expect(branch(script, startWalk(script), outgoing, 'hold', 1)).toEqual({ ok: false, kind: 'not-offered' });
  });

  it('stays as it is when the branch is taken again at its first step', () => {
    const walk = walked(['self', '!abusive']);
    expect(branch(script, walk, outgoing, 'abusive', 9)).toEqual({ ok: true, walk, sets: null });
  });

  it('takes no more choices than a stored walk holds', () => {
    const choices = Array.from({ length: 500 }, (_, index) =>
      index % 2 === 0 ? { kind: 'branch' as const, id: 'abusive', at: 0 } : { kind: 'answer' as const, id: 'calmer', at: 0 },
    );
    expect(answer(script, { ...startWalk(script), choices }, outgoing, 'self', 1)).toEqual({ ok: false, kind: 'too-long' });
  });

  it.each<[string, Walk, number]>([
    ['of another script', { scriptId: 'other', version: 3, choices: [] }, -1],
    ['of another version', { scriptId: 'small', version: 2, choices: [] }, -1],
    [
      'with an answer the script does not know',
      {
        ...startWalk(script),
        choices: [
          { kind: 'answer', id: 'self', at: 1 },
          { kind: 'answer', id: 'gone', at: 2 },
        ],
      },
      1,
    ],
    ['with a branch the script does not know', { ...startWalk(script), choices: [{ kind: 'branch', id: 'hold', at: 1 }] }, 0],
  ])('does not fit when it is one %s', (_title, walk, choice) => {
    expect(position(script, walk, outgoing)).toEqual({ ok: false, kind: 'does-not-fit', choice });
    expect(answer(script, walk, outgoing, 'self', 1)).toMatchObject({ ok: false, kind: 'does-not-fit' });
    expect(setsAlong(script, walk)).toBeNull();
  });

  it('does not fit a script whose step or way back is gone', () => {
    const broken = smallScript();
    stepOf(broken, 'greet').choices = [{ id: 'self', label: { en: 'Self' }, tone: 'plain', to: '@back' }];
    expect(position(broken, { ...startWalk(broken), choices: [{ kind: 'answer', id: 'self', at: 1 }] }, outgoing)).toEqual({
      ok: false,
      kind: 'does-not-fit',
      choice: 0,
    });
    expect(position({ ...smallScript(), start: 'nowhere' }, startWalk(script), outgoing)).toMatchObject({ ok: false, kind: 'does-not-fit', choice: -1 });
  });

  it('keeps the frozen example of a stored walk readable', () => {
    const stored: Walk = {
      scriptId: 'small',
      version: 3,
      choices: [
        { kind: 'answer', id: 'self', at: 1_764_150_000_000 },
        { kind: 'branch', id: 'complaint', at: 1_764_150_010_000 },
        { kind: 'answer', id: 'heard', at: 1_764_150_020_000 },
        { kind: 'answer', id: 'bad', at: 1_764_150_030_000 },
        { kind: 'answer', id: 'heard', at: 1_764_150_040_000 },
      ],
    };
    const here = at(stored);
    expect(here.path.map(({ stepId }) => stepId)).toEqual(['greet', 'ask', 'complaint', 'ask', 'sorry', 'bye']);
    expect(here.step.ending).toBe(true);
    expect(here.choices).toEqual([]);
  });
});

const ids = [
  'self',
  'caller',
  'good',
  'bad',
  'heard',
  'calmer',
  'goes-on',
  'agreed',
  'now',
  'comes',
  'away',
  'nonsense',
  'abusive',
  'complaint',
  'not-now',
  'hold',
];
const anyChoice = fc.record({ kind: fc.constantFrom('answer' as const, 'branch' as const), id: fc.constantFrom(...ids), at: fc.nat() });
const anyContext = fc.record({ direction: fc.constantFrom('out' as const, 'in' as const), knownCustomer: fc.boolean(), hasService: fc.boolean() });

describe('any walk', () => {
  it('has a position or does not fit, and never throws', () => {
    fc.assert(
      fc.property(fc.array(anyChoice, { maxLength: 30 }), anyContext, (choices, ctx) => {
        const here = position(script, { ...startWalk(script), choices }, ctx);
        if (here.ok) expect(here.path).toHaveLength(choices.length + 1);
        else expect(here.choice).toBeLessThan(choices.length);
      }),
    );
  });

  it('is restored by going back after any choice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 25 }), anyContext, (picks, ctx) => {
        let walk = startWalk(script);
        for (const [time, pick] of picks.entries()) {
          const here = position(script, walk, ctx);
          if (!here.ok) throw new Error('lost');
          const offered = [...here.choices.map(({ id }) => ({ id, is: answer })), ...script.branches.map(({ id }) => ({ id, is: branch }))];
          const next = offered[pick % offered.length];
          const moved = next?.is(script, walk, ctx, next.id, time);
          if (!moved?.ok) throw new Error('an offered choice was refused');
          if (moved.walk !== walk) {
            expect(back(moved.walk)).toEqual(walk);
            expect(position(script, back(moved.walk), ctx)).toEqual(here);
          }
          walk = moved.walk;
        }
      }),
    );
  });

  it('cannot go back from the start', () => {
    expect(back(startWalk(script))).toEqual(startWalk(script));
    expect(at(startWalk(script)).canGoBack).toBe(false);
    expect(at(walked(['self'])).canGoBack).toBe(true);
  });
});
