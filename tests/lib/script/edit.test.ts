import { describe, expect, it } from 'vitest';
import { addStep, changeStep, inTalkOrder, ledTo, moveItem, removeStep, setText } from '../../../lib/script/edit.ts';
import { spotOf } from '../../../lib/script/spot.ts';
import { redo, startWriting, undo, write } from '../../../lib/script/undo.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
import { smallScript, stepOf } from './small-script.ts';

describe('a script in the form', () => {
  it('is never changed in place: what was before can be taken back', () => {
    const before = smallScript();
    const copy = structuredClone(before);
    changeStep(before, 'ask', (step) => ({ ...step, line: setText(step.line, 'en', 'Other') }));
    addStep(before, 'new', 'answer', 'ask');
    removeStep(before, 'bye');
    expect(before).toEqual(copy);
  });

  it('gets a new step after another, with one answer to be filled in', () => {
    const script = addStep(smallScript(), 'new', 'answer', 'ask');
    expect(script.steps.map(({ id }) => id).slice(0, 3)).toEqual(['greet', 'ask', 'new']);
    expect(stepOf(script, 'new').choices).toMatchObject([{ id: 'answer', to: '' }]);
  });

  it('loses a step, and what led there leads nowhere until somebody says where', () => {
    expect(ledTo(smallScript(), 'later')).toBe(1);
    const script = removeStep(smallScript(), 'later');
    expect(script.branches.find(({ id }) => id === 'not-now')?.to).toBe('');
    expect(ledTo(script, 'later')).toBe(0);
    expect(removeStep(smallScript(), 'greet').start).toBe('ask');
  });

  it('is listed as the talk goes, branches after it, what nothing leads to last', () => {
    const script = smallScript();
    script.steps.unshift({ ...stepOf(script, 'bye'), id: 'island' });
    expect(inTalkOrder(script).map(({ id }) => id)).toEqual(['greet', 'ask', 'bye', 'sorry', 'abuse', 'abuse-bye', 'complaint', 'later', 'other', 'island']);
  });

  it('moves answers, and stops at the edge', () => {
    const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(moveItem(items, 'b', -1).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(moveItem(items, 'c', 1)).toEqual(items);
    expect(moveItem(items, 'x', 1)).toEqual(items);
  });
});

describe('undo', () => {
  it('takes back a whole stretch of typing in one field, and each deed by itself', () => {
    let writing = startWriting('');
    for (const [index, text] of ['H', 'He', 'Hey'].entries()) writing = write(writing, text, 'line.en', index * 200);
    writing = write(writing, 'Hey!', 'hint.en', 700);
    writing = write(writing, 'gone', null, 800);
    expect(undo(writing).now).toBe('Hey!');
    expect(undo(undo(writing)).now).toBe('Hey');
    expect(undo(undo(undo(writing))).now).toBe('');
    expect(undo(undo(undo(undo(writing)))).now).toBe('');
    expect(redo(undo(writing)).now).toBe('gone');
  });

  it('begins a new step after a pause, and forgets what was taken back when something else is written', () => {
    let writing = write(startWriting('a'), 'ab', 'x', 0);
    writing = write(writing, 'abc', 'x', 5_000);
    expect(undo(writing).now).toBe('ab');
    expect(redo(write(undo(writing), 'z', 'x', 6_000)).now).toBe('z');
    expect(redo(startWriting('a')).now).toBe('a');
  });
});

describe('the place of a problem', () => {
  const script = { kind: 'script' as const, body: smallScript() };
  it.each([
    ['scripts.small.steps.ask.line.en', { area: 'step', id: 'ask', part: 'line.en' }],
    ['scripts.small.steps.abuse-bye', { area: 'step', id: 'abuse-bye', part: '' }],
    ['scripts.small.branches.abusive', { area: 'branch', id: 'abusive' }],
    ['scripts.small.fields.pain.label', { area: 'question', id: 'pain', part: 'label' }],
    ['scripts.small.messages.thanks.text', { area: 'message', id: 'thanks' }],
    ['scripts.small.title', { area: 'whole', part: 'title' }],
  ])('%s is found', (where, spot) => {
    expect(spotOf(script, where)).toMatchObject(spot);
  });

  it('is found when ids hold dots, and in a list', () => {
    const body = smallScript();
    body.steps.push({ ...stepOf(body, 'bye'), id: 'ask.line' });
    expect(spotOf({ kind: 'script', body }, 'scripts.small.steps.ask.line.title')).toMatchObject({ id: 'ask.line', part: 'title' });
    expect(spotOf({ kind: 'phrase-list', body: aPhraseList() }, 'lists.phrases-en.phrases.vague.patterns.0')).toMatchObject({
      area: 'phrase',
      id: 'vague',
      part: 'patterns.0',
    });
    expect(spotOf({ kind: 'phrase-list', body: aPhraseList() }, 'lists.phrases-en.allow.1')).toMatchObject({ area: 'whole', part: 'allow.1' });
  });
});
