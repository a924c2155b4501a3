import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAnswer, stepBack, takeBranch, walkContext } from '../../../lib/call/steps.ts';
import type { Call, Draft } from '../../../lib/contract/call.ts';
import { type Script, type Sets, scriptSchema } from '../../../lib/contract/script.ts';
import { walkContexts } from '../../../lib/script/paths.ts';
import { position, startWalk } from '../../../lib/script/walk.ts';
import { shippedScripts, talkingOn } from '../../support/builders.ts';
import { phone } from '../plan/build.ts';

const scripts = shippedScripts();

type Move = { kind: 'answer' | 'branch'; pick: number } | { kind: 'back' } | { kind: 'type'; where: number };
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('answer' as const), pick: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('branch' as const), pick: fc.nat(11) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'back' as const }) },
);
const typing: fc.Arbitrary<Move> = fc.record({ kind: fc.constant('type' as const), where: fc.nat(7) });
const someScript = fc.constantFrom(...scripts);
const someContext = fc.constantFrom(...walkContexts);

function begin(script: Script, ctx: (typeof walkContexts)[number]): Call {
  return talkingOn(script, { direction: ctx.direction, customerId: ctx.knownCustomer ? 'c' : null, serviceId: ctx.hasService ? 's' : null });
}

function choose(call: Call, script: Script, move: { kind: 'answer' | 'branch'; pick: number }): Call {
  const here = position(script, call.walk, walkContext(call));
  if (!here.ok) throw new Error('the walk does not fit');
  const [from, take] = move.kind === 'answer' ? [here.choices, chooseAnswer] : [script.branches, takeBranch];
  const one = from[move.pick % Math.max(1, from.length)];
  if (!one) return call;
  const stepped = take(call, script, one.id, 1);
  if (!stepped.ok) throw new Error(stepped.kind);
  return stepped.call;
}

/** What an agent types, a text of its own each time; the last text of each place must stand at the end. */
const places: { name: string; put: (draft: Draft, text: string) => Draft; get: (draft: Draft) => unknown }[] = [
  ...(['said', 'answered', 'needs', 'suggestions'] as const).map((field) => ({
    name: field,
    put: (draft: Draft, text: string): Draft => ({ ...draft, [field]: { kind: 'text', text } }),
    get: (draft: Draft) => draft[field]?.kind === 'text' && draft[field].text,
  })),
  {
    name: 'complaint',
    put: (draft, text) => ({ ...draft, complaint: { kind: 'complaint', about: text, department: 'Repairs' } }),
    get: (draft) => draft.complaint?.kind === 'complaint' && draft.complaint.about,
  },
  {
    name: 'next step',
    put: (draft, text) => ({ ...draft, nextStep: { kind: 'send', at: 1, note: text } }),
    get: (draft) => draft.nextStep?.kind === 'send' && draft.nextStep.note,
  },
  {
    name: 'phone',
    put: (draft, text) => ({ ...draft, correction: { ...draft.correction, phone: phone({ original: text }) } }),
    get: (draft) => draft.correction.phone?.original,
  },
  { name: 'own question', put: (draft, text) => ({ ...draft, answers: { ...draft.answers, own: text } }), get: (draft) => draft.answers.own },
];

describe('steps of a call, on the scripts that ship', () => {
  it('going back leads to exactly the call as it was before the choice', () => {
    fc.assert(
      fc.property(someScript, someContext, fc.array(move, { maxLength: 30 }), (script, ctx, moves) => {
        const before: Call[] = [];
        let call = begin(script, ctx);
        for (const one of moves) {
          if (one.kind === 'back') {
            call = stepBack(call, script);
            const expected = before.pop();
            if (expected) expect(call).toEqual(expected);
          } else if (one.kind !== 'type') {
            const next = choose(call, script, one);
            if (next.walk !== call.walk) before.push(call);
            call = next;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps all that the agent typed, and at the start nothing else', () => {
    fc.assert(
      fc.property(someScript, someContext, fc.array(fc.oneof(move, typing), { maxLength: 40 }), (script, ctx, moves) => {
        const typed = new Map<number, string>();
        const start = begin(script, ctx);
        let call = start;
        for (const [index, one] of moves.entries()) {
          if (one.kind === 'back') call = stepBack(call, script);
          else if (one.kind === 'type') {
            typed.set(one.where, `typed ${index}`);
            call = { ...call, draft: places[one.where]?.put(call.draft, `typed ${index}`) ?? call.draft };
          } else call = choose(call, script, one);
          for (const [where, text] of typed) expect(places[where]?.get(call.draft), places[where]?.name).toBe(text);
        }
        for (let left = call.walk.choices.length; left > 0; left--) call = stepBack(call, script);
        const onlyTyped = [...typed].reduce((draft, [where, text]) => places[where]?.put(draft, text) ?? draft, start.draft);
        expect(call).toEqual({ ...start, draft: onlyTyped });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves the call as it is where there is nothing to go back from', () => {
    const [script] = scripts;
    if (!script) throw new Error('no script');
    const call = talkingOn(script);
    expect(stepBack(call, script)).toEqual(call);
  });
});

const text = { en: 'x' };
const small = (sets: Sets): Script =>
  scriptSchema.parse({
    id: 'small',
    version: 1,
    purpose: 'p',
    title: text,
    languages: ['en'],
    start: 'a',
    steps: [
      { id: 'a', title: text, line: text, choices: [{ id: 'one', label: text, tone: 'plain', to: 'b', sets }], ending: false },
      { id: 'b', title: text, line: text, choices: [], ending: true },
    ],
    branches: [],
    fields: [],
    messages: [],
  });
const stepped = (script: Script) => {
  const moved = chooseAnswer(talkingOn(script), script, 'one', 1);
  if (!moved.ok) throw new Error(moved.kind);
  return moved.call;
};

describe('one choice, taken back', () => {
  it('takes back an opt-out although the number was corrected meanwhile', () => {
    const script = small({ outcome: 'refused', optOut: true });
    const call = stepped(script);
    expect(call.draft.correction.optOut).not.toBeNull();
    const corrected = { ...call, draft: { ...call.draft, correction: { ...call.draft.correction, phone: phone() } } };
    expect(stepBack(corrected, script).draft.correction).toEqual({ phone: phone(), preferredHours: null, language: null, optOut: null });
  });

  it('takes back its answer to one question although another question was answered meanwhile', () => {
    const script = small({ answers: { fits: 'yes' } });
    const call = stepped(script);
    const typed = { ...call, draft: { ...call.draft, answers: { ...call.draft.answers, spending: '100' } } };
    expect(stepBack(typed, script).draft.answers).toEqual({ spending: '100' });
  });

  it('leaves what the agent changed since: outcome, satisfaction, the wording of the opt-out', () => {
    const script = small({ outcome: 'reached', satisfaction: 'fair', optOut: true });
    const call = stepped(script);
    const draft: Draft = { ...call.draft, outcome: 'family', satisfaction: 'satisfied', correction: { ...call.draft.correction, optOut: 'asked twice' } };
    const { draft: after } = stepBack({ ...call, draft }, script);
    expect([after.outcome, after.satisfaction, after.correction.optOut]).toEqual(['family', 'satisfied', 'asked twice']);
  });

  it('keeps the draft when the walk belongs to another version of the script', () => {
    const script = small({ outcome: 'reached' });
    const call = stepped(script);
    const back = stepBack(call, { ...script, version: 2 });
    expect(back.draft).toEqual(call.draft);
  });

  it('refuses a choice that is not offered and a version that is not its own', () => {
    const script = small({});
    const call = talkingOn(script);
    expect(chooseAnswer(call, script, 'none', 1)).toMatchObject({ ok: false, kind: 'not-offered' });
    expect(takeBranch(call, script, 'abusive', 1)).toMatchObject({ ok: false, kind: 'not-offered' });
    expect(chooseAnswer({ ...call, walk: startWalk({ ...script, version: 2 }) }, script, 'one', 1)).toMatchObject({ ok: false, kind: 'does-not-fit' });
  });
});
