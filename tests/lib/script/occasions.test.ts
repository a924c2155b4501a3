import { describe, expect, it } from 'vitest';
import type { Script, Sets, Step } from '../../../lib/contract/script.ts';
import { applySets, emptyDraft } from '../../../lib/record/draft.ts';
import { missingOf } from '../../../lib/record/missing.ts';
import { pathsOf } from '../../../lib/script/paths.ts';
import { answer, position, setsAlong, startWalk } from '../../../lib/script/walk.ts';
import { shippedScripts } from '../../support/builders.ts';
import { outgoing } from './small-script.ts';

const scripts = shippedScripts().filter(({ id }) => /^(occasion|workshop|safety)-/.test(id));
const byId = new Map(scripts.map((script) => [script.id, script]));

function scriptOf(id: string): Script {
  const script = byId.get(id);
  if (script === undefined) throw new Error(`no script ${id}`);
  return script;
}

/** A call that we make, the right person answering: where these answers lead, and what they write into the record. */
function called(id: string, answers: string[]): { step: Step; sets: Sets[]; missing: string[]; draft: ReturnType<typeof emptyDraft> } {
  const script = scriptOf(id);
  let walk = startWalk(script);
  for (const choice of answers) {
    const moved = answer(script, walk, outgoing, choice, 0);
    if (!moved.ok) throw new Error(`${id}: ${choice} is ${moved.kind}`);
    walk = moved.walk;
  }
  const here = position(script, walk, outgoing);
  if (!here.ok) throw new Error(here.kind);
  const sets = setsAlong(script, walk) ?? [];
  const draft = sets.reduce((so, one) => applySets(so, one), emptyDraft());
  return { step: here.step, sets, draft, missing: missingOf(draft, { answered: true, script }).map(({ field }) => field) };
}

const begun = ['self', 'good-moment'];
const lineOf = (id: string, stepId: string) => scriptOf(id).steps.find((step) => step.id === stepId)?.line ?? {};

describe('a call for an occasion', () => {
  it.each(scripts.map((script): [string, Script] => [script.id, script]))(
    '%s writes down what its question was answered with, whatever key is pressed',
    (_id, script) => {
      const asks = script.steps.find(({ id }) => id === 'how');
      for (const { id, to, sets } of asks?.choices ?? []) {
        if (to !== 'enquiry') expect(Object.keys(sets?.answers ?? {}), id).not.toEqual([]);
      }
      expect(asks === undefined).toBe(['occasion-birthday', 'occasion-festival'].includes(script.id));
    },
  );

  it.each(scripts.map((script): [string, Script] => [script.id, script]))('%s takes back no next step that was begun', (_id, script) => {
    for (const { walk } of pathsOf(script, outgoing)) {
      // Only the customer takes one back, who needs no answer after all: that writes nothing else.
      const sets = (setsAlong(script, walk) ?? []).filter(({ none }) => none?.join() !== 'nextStep');
      const first = sets.findIndex(({ nextStep }) => nextStep !== undefined);
      const after = first < 0 ? [] : sets.slice(first);
      expect(
        after.filter(({ none }) => none?.includes('nextStep')),
        walk.choices.map(({ id }) => id).join(' '),
      ).toEqual([]);
    }
  });

  it.each(scripts.map((script): [string, Script] => [script.id, script]))('%s says why it rings and asks whether the moment is good', (_id, script) => {
    const reason = script.steps.find(({ id }) => id === 'reason');
    for (const line of [reason?.line, ...(reason?.variants ?? []).map((variant) => variant.line)]) {
      expect(line?.['zh-CN']).toMatch(/方便[^。]*？$/);
      expect(line?.en).toMatch(/(moment|minute|minutes)[^.]*\?$/);
    }
    expect(reason?.choices.slice(0, 2).map(({ id, to }) => [id, to === 'later'])).toEqual([
      ['good-moment', false],
      ['not-now', true],
    ]);
  });

  it.each([
    ['occasion-birthday', /生日快乐/, /birthday/],
    ['occasion-festival', /节日(快乐|愉快)/, /holiday/],
  ])('%s ends with the wish, however it ends', (id, zh, en) => {
    for (const stepId of ['close-satisfied', 'close-neutral', 'close-fair', 'close-later', 'voicemail']) {
      const line = lineOf(id, stepId);
      expect(line['zh-CN'], stepId).toMatch(zh);
      expect(line.en, stepId).toMatch(en);
    }
  });

  it.each(['occasion-birthday', 'occasion-festival'])('%s is complete when the customer says thank you and no more', (id) => {
    const { step, missing, draft } = called(id, ['self', 'only-thanks']);
    expect(step.id).toBe('close-neutral');
    expect(draft).toMatchObject({ outcome: 'reached', satisfaction: 'not-rated' });
    expect(missing).toEqual([]);
  });

  it.each<[title: string, id: string, answers: string[], end: string, draft: object]>([
    [
      'books the check-up',
      'occasion-check-up',
      ['book', 'noted', 'satisfied'],
      'close-done',
      { wants: 'refer', satisfaction: 'satisfied', answers: { check: 'booked' } },
    ],
    ['books the workshop', 'workshop-due', ['book', 'noted', 'not-rated'], 'close-done', { wants: 'refer', answers: { due: 'booked' } }],
    ['sends the list of rewards', 'occasion-points', ['look', 'this-number', 'fair', 'noted'], 'close-done', { wants: 'send', satisfaction: 'fair' }],
    [
      'reminds a second time of what runs out',
      'occasion-renewal',
      ['thinking', 'agreed'],
      'close-later',
      { wants: 'appointment', answers: { renewal: 'thinking' } },
    ],
    ['reminds a second time of a permit', 'safety-permit', ['later', 'agreed'], 'close-later', { wants: 'appointment' }],
    [
      'finds a date for a visit',
      'safety-half-year',
      ['both', 'none', 'noted', 'satisfied'],
      'close-done',
      { wants: 'refer', answers: { 'half-year': 'both', changes: 'none' } },
    ],
    ['hears why somebody stayed away', 'occasion-win-back', ['price', 'satisfied', 'nothing'], 'close-satisfied', { answers: { why: 'price' } }],
    ['learns how to keep in touch', 'occasion-first-contact', ['phone', 'noted', 'satisfied', 'nothing'], 'close-satisfied', { answers: { contact: 'phone' } }],
    [
      'opens a complaint again that is not solved',
      'occasion-complaint',
      ['again', 'heard', 'agreed', 'nothing'],
      'close-bad',
      { wants: 'refer', complaint: { kind: 'complaint' }, answers: { solved: 'again' } },
    ],
    [
      'takes what is odd about a car to the workshop',
      'workshop-service',
      ['odd', 'heard', 'call', 'satisfied'],
      'close-done',
      { wants: 'refer', answers: { car: 'odd' } },
    ],
    [
      'asks for a car that is not safe to be left parked',
      'workshop-service',
      ['unsafe', 'passed'],
      'close-park',
      { wants: 'refer', complaint: { kind: 'complaint' } },
    ],
    [
      'promises to remind of the next MOT',
      'workshop-service',
      ['fine', 'satisfied', 'remind'],
      'close-satisfied',
      { answers: { car: 'fine', reminder: 'yes' } },
    ],
    ['puts people before causes', 'safety-project', ['danger', 'passed'], 'close-danger', { wants: 'refer' }],
  ])('%s', (_title, id, answers, end, draft) => {
    const seen = called(id, [...begun, ...answers]);
    expect(seen.step.id).toBe(end);
    expect(seen.draft).toMatchObject(draft);
  });

  it('asks a company who has taken over from the person we knew', () => {
    const { step, sets } = called('safety-permit', ['somebody-else', 'away', 'successor', 'noted']);
    expect(step.id).toBe('close-neutral');
    expect(Object.assign({}, ...sets)).toMatchObject({ outcome: 'family', nextStep: 'appointment' });
  });

  it('has no line but the greetings and the ways out that another occasion has too', () => {
    const own = scripts.map(({ id, steps }) => [id, steps.filter((step) => ['reason', 'how', 'satisfaction', 'close-satisfied'].includes(step.id))] as const);
    const said = own.flatMap(([id, steps]) => steps.flatMap(({ line }) => Object.values(line).map((words) => [words, id] as const)));
    expect(said.filter(([words], n) => said.findIndex(([other]) => other === words) !== n)).toEqual([]);
  });
});
