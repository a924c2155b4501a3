import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { none } from '../../lib/record/build.ts';
import { aCall, inWrapUp, NOW, openPanel, record, untilDraft } from '../../support/panel.tsx';

/** What the form names as missing, from top to bottom. */
const missing = () => screen.queryAllByRole('button', { name: /^Missing: / }).map((chip) => chip.textContent?.replace('Missing: ', ''));
const known = { outcome: 'reached', satisfaction: 'satisfied', said: none, needs: none, suggestions: none, complaint: none, nextStep: none } as const;

describe('what the call taught us of the customer', () => {
  const fold = 'Correct the customer’s file';

  it('checks a corrected number as it is typed', async () => {
    const panel = await openPanel({ call: inWrapUp(known) });
    await panel.user.click(record().getByText(fold));
    const number = record().getByRole<HTMLInputElement>('textbox', { name: 'Correct number' });
    await panel.user.type(number, '1.35E+10');
    expect(number.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(number.getAttribute('aria-describedby') ?? '')?.textContent).not.toBe('');
    await panel.user.clear(number);
    await panel.user.type(number, '139 0000 0009');
    expect(number.getAttribute('aria-invalid')).toBe('false');
    await untilDraft(panel, (draft) => expect(draft.correction.phone).toMatchObject({ e164: '+8613900000009', original: '139 0000 0009' }));
  });

  it.each([
    ['Correct number', ['0208 000 ', '1234 5678 90', '1']],
    ['Prefers to be called', ['after ', '6pm ', 'only']],
  ])('never takes away what is being typed into “%s”, however slowly', async (name, parts) => {
    const panel = await openPanel({ call: inWrapUp(known) });
    await panel.user.click(record().getByText(fold));
    const field = record().getByRole<HTMLInputElement>('textbox', { name });
    for (const [index, part] of parts.entries()) {
      await panel.user.type(field, part);
      await new Promise((wake) => setTimeout(wake, 350));
      expect(field.value).toBe(parts.slice(0, index + 1).join(''));
    }
  });

  it('takes preferred hours as said and shows what was understood', async () => {
    const panel = await openPanel({ call: inWrapUp(known) });
    await panel.user.click(record().getByText(fold));
    await panel.user.type(record().getByRole('textbox', { name: 'Prefers to be called' }), 'weekends');
    expect(record().getByText(/^weekends/)).toBeTruthy();
    await untilDraft(panel, (draft) => expect(draft.correction.preferredHours).toMatchObject({ original: 'weekends', days: 'weekends' }));
  });

  it('takes a language and "no more calls"', async () => {
    const panel = await openPanel({ call: inWrapUp(known) });
    await panel.user.click(record().getByText(fold));
    await panel.user.selectOptions(record().getByRole('combobox', { name: /^Language/ }), 'yue');
    await panel.user.click(record().getByRole('checkbox', { name: 'Does not want calls any more' }));
    await untilDraft(panel, (draft) => expect(draft.correction).toMatchObject({ language: 'yue', optOut: 'Said so in the call' }));
    const box = record().getByRole<HTMLInputElement>('checkbox', { name: 'Does not want calls any more' });
    await waitFor(() => expect(box.checked).toBe(true));
    await panel.user.click(box);
    await untilDraft(panel, (draft) => expect(draft.correction.optOut).toBeNull());
  });

  it('opens by Enter on it, and keeps the keys of the record to the record', async () => {
    const panel = await openPanel({ call: inWrapUp({ outcome: 'reached' }) });
    const summary = record().getByText(fold);
    summary.focus();
    const event = new KeyboardEvent('keydown', { code: 'Enter', bubbles: true, cancelable: true });
    summary.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
    expect((await panel.draft()).outcome).toBe('reached');
  });
});

describe('an unknown caller', () => {
  const unknown = inWrapUp(known, { customerId: null, serviceId: null, taskId: null, direction: 'in' });

  it('is asked for name and number, which become a file of theirs', async () => {
    const panel = await openPanel({ call: unknown });
    await panel.user.type(record().getByRole('textbox', { name: 'Name' }), 'Zoë Walker');
    await panel.user.type(record().getByRole('textbox', { name: 'Phone' }), '139 0000 0010');
    await panel.user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByRole('article', { name: 'Next customer' })).toBeTruthy();
    const added = (await panel.db.customers.toArray()).find(({ person }) => person.name === 'Zoë Walker');
    expect(added?.person.phones).toMatchObject([{ e164: '+8613900000010' }]);
    expect(added?.phoneHashes[0]).toMatch(/^[0-9a-f]{40}$/);
    const [saved] = await panel.db.records.toArray();
    expect(saved).toMatchObject({ customerId: added?.id, direction: 'in', content: { from: '+8613900000010' } });
    expect((await panel.db.outbox.toArray()).map(({ mutation }) => mutation.kind)).toEqual(['customer.add', 'record.save']);
  });

  it('keeps a number that is not understood as it was said', async () => {
    const panel = await openPanel({ call: unknown });
    await panel.user.type(record().getByRole('textbox', { name: 'Phone' }), 'ext. 12 at the mill');
    await untilDraft(panel, (draft) => expect(draft.correction.phone).toMatchObject({ original: 'ext. 12 at the mill', e164: null, doubtful: true }));
  });
});

describe('the script’s own form', () => {
  it('is answered by digits, and typed where it is a text', async () => {
    const hospital = aCall({ phase: 'wrap-up', endedAt: NOW }, 'hospital-inpatient-surgery');
    const panel = await openPanel({ call: { ...hospital, draft: { ...hospital.draft, ...known } } });
    await panel.user.keyboard('2');
    await untilDraft(panel, (draft) => expect(draft.answers).toEqual({ pain: 'mild' }));
    await waitFor(() => expect(missing()).toEqual(['Wound', 'Medicine']));
    await panel.user.keyboard('1');
    await untilDraft(panel, (draft) => expect(draft.answers).toEqual({ pain: 'mild', wound: 'clean' }));
    await panel.user.type(record().getByRole('textbox', { name: 'Eating and sleep' }), 'sleeps 7 h');
    await untilDraft(panel, (draft) => expect(draft.answers).toMatchObject({ pain: 'mild', wound: 'clean', daily: 'sleeps 7 h' }));
  });
});
