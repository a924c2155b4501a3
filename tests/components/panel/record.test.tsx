import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Outcome, outcomeSchema } from '../../../lib/contract/record.ts';
import { at } from '../../lib/plan/build.ts';
import { none, text } from '../../lib/record/build.ts';
import { aCall, inWrapUp, NOW, openPanel, record, untilDraft } from '../../support/panel.tsx';

/** What the form names as missing, from top to bottom. */
const missing = () => screen.queryAllByRole('button', { name: /^Missing: / }).map((chip) => chip.textContent?.replace('Missing: ', ''));
const group = (name: string) => within(record().getByRole('group', { name: new RegExp(`^${name}`) }));
const pressed = (name: string) =>
  group(name)
    .queryAllByRole('button', { pressed: true })
    .map((one) => one.textContent?.replace(/^✓ /, ''));
const focused = () => document.activeElement?.getAttribute('aria-label');
const known = { outcome: 'reached', satisfaction: 'satisfied', said: none, needs: none, suggestions: none, complaint: none, nextStep: none } as const;

describe('what an outcome requires', () => {
  const questions = ['Satisfaction', 'They said', 'Needs', 'Suggestions', 'Complaint', 'Next step'];
  const required: { [O in Outcome]: string[] } = {
    reached: questions,
    family: [],
    'not-now': ['Next step: when'],
    'no-answer': [],
    busy: [],
    voicemail: [],
    unreachable: [],
    'wrong-number': [],
    refused: [],
    'broken-off': [],
    abroad: [],
  };
  it.each(outcomeSchema.options.map((outcome) => [outcome, required[outcome]] as const))('%s: %j', async (outcome, fields) => {
    await openPanel({ call: inWrapUp({ outcome }) });
    expect(missing()).toEqual(fields);
  });

  it('asks for the outcome first, and then for the questions, of somebody who answered', async () => {
    await openPanel({ call: inWrapUp() });
    expect(missing()).toEqual(['Outcome', ...questions]);
  });

  it.each([
    ['a dissatisfied customer', { satisfaction: 'dissatisfied' as const }],
    ['a complaint', { satisfaction: 'fair' as const, complaint: { kind: 'complaint' as const, about: 'x', department: 'Store' } }],
  ])('asks what we answered to %s, and "none" is no answer', async (_name, change) => {
    await openPanel({ call: inWrapUp({ ...known, ...change, answered: none }) });
    expect(missing()).toEqual(['We said']);
  });

  it('asks a complaint for what it is about and for the department, both by name', async () => {
    await openPanel({ call: inWrapUp({ ...known, answered: text('sorry'), complaint: { kind: 'complaint', about: '', department: '' } }) });
    expect(missing()).toEqual(['Complaint: about what', 'Complaint: department']);
  });

  it.each([
    ['appointment', ['Next step: when']],
    ['refer', ['Next step: when']],
    ['send', ['Next step: when']],
  ] as const)('asks when for a next step of kind %s', async (wants, fields) => {
    await openPanel({ call: inWrapUp({ ...known, nextStep: null, wants }) });
    expect(missing()).toEqual(fields);
  });

  it('asks which department answers', async () => {
    await openPanel({ call: inWrapUp({ ...known, nextStep: { kind: 'refer', at: NOW + 1, note: '', department: '' } }) });
    expect(missing()).toEqual(['Next step: department']);
  });

  it('asks the script’s own questions by their labels, in the interface’s language', async () => {
    const hospital = aCall({ phase: 'wrap-up', endedAt: NOW }, 'hospital-outpatient-surgery');
    await openPanel({ call: { ...hospital, draft: { ...hospital.draft, ...known } }, language: 'en' });
    expect(missing()).toEqual(expect.arrayContaining(['Pain or discomfort', 'Wound', 'Medicine']));
    expect(missing()).not.toContain('Eating and sleep');
    await waitFor(() =>
      expect(
        group('Wound')
          .getAllByRole('button')
          .map((one) => one.textContent),
      ).toContain('Red, swollen or weeping'),
    );
  });
});

describe('digits on the record', () => {
  it('choose in the first field that is missing, one after the other', async () => {
    const panel = await openPanel({ call: inWrapUp({ said: none, needs: none, suggestions: none }) });
    expect(pressed('Outcome')).toEqual([]);
    await panel.user.keyboard('1');
    await waitFor(() => expect(pressed('Outcome')).toEqual(['Reached']));
    expect(pressed('Satisfaction')).toEqual([]);
    await panel.user.keyboard('2');
    await waitFor(() => expect(pressed('Satisfaction')).toEqual(['Fairly satisfied']));
    await panel.user.keyboard('1');
    await waitFor(() => expect(pressed('Complaint')).toEqual(['No complaint']));
    await panel.user.keyboard('1');
    await waitFor(() => expect(pressed('Next step')).toEqual(['Nothing']));
    await waitFor(() => expect(missing()).toEqual([]));
    await panel.user.keyboard('2');
    expect((await panel.draft()).outcome).toBe('reached');
  });

  it('choose nothing where a text is missing', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...known, said: null }) });
    const before = await panel.draft();
    await panel.user.keyboard('123456789');
    expect(await panel.draft()).toEqual(before);
  });

  it('choose a department, a moment and the department of a next step when those are missing', async () => {
    const panel = await openPanel({
      call: inWrapUp({
        ...known,
        satisfaction: 'dissatisfied',
        answered: text('sorry'),
        nextStep: null,
        complaint: { kind: 'complaint', about: 'seam', department: '' },
      }),
    });
    await panel.user.keyboard('1');
    await untilDraft(panel, (draft) => expect(draft.complaint).toMatchObject({ department: 'Repairs' }));
    await waitFor(() => expect(missing()).toEqual(['Next step']));
    await panel.user.keyboard('3');
    await waitFor(() => expect(missing()).toEqual(['Next step: when']));
    await panel.user.keyboard('2');
    await untilDraft(panel, (draft) => expect(draft.nextStep).toMatchObject({ kind: 'refer', at: at('2026-11-24', '12:00'), department: 'Repairs' }));
    await waitFor(() => expect(missing()).toEqual([]));
  });

  it('0 answers the rest with none, but never satisfaction, nor our answer to a dissatisfied customer', async () => {
    const panel = await openPanel({ call: inWrapUp({ outcome: 'reached', satisfaction: 'dissatisfied' }) });
    await panel.user.keyboard('0');
    await untilDraft(panel, (draft) =>
      expect(draft).toMatchObject({ said: none, needs: none, suggestions: none, complaint: none, nextStep: none, answered: null }),
    );
    await waitFor(() => expect(missing()).toEqual(['We said']));
    panel.unmount();
    const other = await openPanel({ call: inWrapUp({ outcome: 'reached' }, { id: 'call-2' }) });
    await other.user.keyboard('0');
    await untilDraft(other, (draft) => expect(draft.said).toEqual(none));
    expect((await other.draft()).satisfaction).toBeNull();
    await waitFor(() => expect(missing()).toEqual(['Satisfaction']));
  });

  it('0 leaves what was typed', async () => {
    const panel = await openPanel({ call: inWrapUp({ outcome: 'reached', satisfaction: 'satisfied' }) });
    await panel.user.type(record().getByRole('textbox', { name: 'They said' }), 'warm coat');
    await panel.user.keyboard('{Escape}0');
    await untilDraft(panel, (draft) => expect(draft.needs).toEqual(none));
    await untilDraft(panel, (draft) => expect(draft.said).toEqual(text('warm coat')));
  });
});

describe('Enter on the record', () => {
  it('goes to the next missing text, field by field', async () => {
    const { user } = await openPanel({ call: inWrapUp({ ...known, satisfaction: 'dissatisfied', said: null, needs: null }) });
    await user.keyboard('{Enter}');
    expect(focused()).toBe('They said');
    await user.keyboard('the seam{Enter}');
    expect(focused()).toBe('We said');
    await user.keyboard('sorry{Enter}');
    expect(focused()).toBe('Needs');
  });

  it('leaves the text where a choice is missing, so that its digits work', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...known, said: null, complaint: null }) });
    await panel.user.keyboard('{Enter}fine{Enter}');
    await waitFor(() => expect(missing()).toEqual(['Complaint']));
    await panel.user.keyboard('1');
    await untilDraft(panel, (draft) => expect(draft).toMatchObject({ said: text('fine'), complaint: none }));
  });

  it('goes to what a complaint is about, and on from there', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...known, answered: text('sorry'), complaint: { kind: 'complaint', about: '', department: '' } }) });
    await panel.user.keyboard('{Enter}');
    expect(focused()).toBe('About');
    await panel.user.keyboard('the lining{Enter}');
    await untilDraft(panel, (draft) => expect(draft.complaint).toMatchObject({ about: 'the lining' }));
    await waitFor(() => expect(missing()).toEqual(['Complaint: department']));
    await panel.user.keyboard('2');
    await untilDraft(panel, (draft) => expect(draft.complaint).toEqual({ kind: 'complaint', about: 'the lining', department: 'Store' }));
  });

  it('makes a line of its own with Shift', async () => {
    const { user } = await openPanel({ call: inWrapUp({ ...known, said: null }) });
    await user.keyboard('{Enter}one{Shift>}{Enter}{/Shift}two');
    expect(record().getByRole('textbox', { name: 'They said' })).toHaveProperty('value', 'one\ntwo');
  });
});

describe('"none" beside a text', () => {
  it('is an answer like any other, and is taken back by pressing it again or by typing', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...known, needs: null }) });
    const needs = () => within(record().getByRole('textbox', { name: 'Needs' }).closest('[data-field]') as HTMLElement);
    await panel.user.click(needs().getByRole('button', { name: 'None' }));
    await untilDraft(panel, (draft) => expect(draft.needs).toEqual(none));
    await waitFor(() => expect(needs().getByRole('button', { pressed: true })).toBeTruthy());
    await panel.user.click(needs().getByRole('button', { name: /None/ }));
    await untilDraft(panel, (draft) => expect(draft.needs).toBeNull());
    await panel.user.type(record().getByRole('textbox', { name: 'Needs' }), 'a bag');
    await untilDraft(panel, (draft) => expect(draft.needs).toEqual(text('a bag')));
    await panel.user.clear(record().getByRole('textbox', { name: 'Needs' }));
    await untilDraft(panel, (draft) => expect(draft.needs).toBeNull());
  });
});

describe('the next step', () => {
  it('suggests moments inside the calling hours for another call', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...known, nextStep: null }) });
    await panel.user.click(group('Next step').getByRole('button', { name: 'Call again' }));
    const when = within(await record().findByRole('group', { name: 'When' }));
    expect(when.getAllByRole('button').map((one) => one.textContent?.replace(/\d$/, ''))).toEqual([
      'today 15:30',
      'today 19:30',
      'tomorrow 14:00',
      'tomorrow 19:00',
    ]);
    await panel.user.keyboard('3');
    await untilDraft(panel, (draft) => expect(draft.nextStep).toMatchObject({ kind: 'appointment', at: at('2026-11-24', '14:00') }));
  });

  it('takes any other time as typed, on the customer’s clock', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...known, nextStep: null, wants: 'send' }) });
    const other = record().getByLabelText<HTMLInputElement>('Other time');
    await panel.user.clear(other);
    await panel.user.type(other, '2026-12-01T09:15');
    await untilDraft(panel, (draft) => expect(draft.nextStep).toMatchObject({ kind: 'send', at: at('2026-12-01', '09:15') }));
  });

  it('of a department takes the complaint’s department along', async () => {
    const complaint = { kind: 'complaint', about: 'seam', department: 'Store' } as const;
    const panel = await openPanel({ call: inWrapUp({ ...known, answered: text('sorry'), complaint, nextStep: null, wants: 'refer' }) });
    await panel.user.keyboard('1');
    await untilDraft(panel, (draft) => expect(draft.nextStep).toMatchObject({ kind: 'refer', department: 'Store' }));
  });
});
