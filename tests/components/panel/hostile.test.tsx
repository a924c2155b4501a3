import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDraft } from '../../../lib/record/draft.ts';
import { anOutboxRow } from '../../support/builders.ts';
import { aCall, NOW, openPanel, scriptOf, theCustomer, theService } from '../../support/panel.tsx';
import { cameOf, inGroups, missingOf } from '../../support/xss.ts';

// The window in which rows are drawn; jsdom lays nothing out.
beforeEach(() => void vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(520));

const shows = (texts: readonly string[]) => waitFor(() => expect(missingOf(texts, document.body)).toEqual([]));
function staysText(): void {
  expect(cameOf(document.body)).toEqual([]);
  expect('hostile' in globalThis).toBe(false);
}

describe('hostile text in the panel stays text', () => {
  it.each(inGroups(5))('in the file of the next customer: %s …', async (...texts) => {
    const [name = '', company = '', item = '', note = '', kind = ''] = texts;
    const person = { ...theCustomer().person, name, company, note };
    await openPanel({ customers: [theCustomer({ person })], services: [theService({ item, kind })] });
    await shows(texts);
    staysText();
  });

  it.each(inGroups(5))('in a call, its script and what the customer said: %s …', async (...texts) => {
    const [line = '', hint = '', label = '', said = '', name = ''] = texts;
    const own = scriptOf('retail-repair');
    const both = (text: string) => ({ 'zh-CN': text, en: text });
    const steps = own.steps.map((step) =>
      step.id === own.start
        ? { ...step, line: both(line), hint: both(hint), variants: [], choices: step.choices.map((one) => ({ ...one, label: both(label) })) }
        : step,
    );
    const script = { ...own, version: own.version + 1, steps };
    const draft = { ...emptyDraft(), said: { kind: 'text' as const, text: said } };
    const panel = await openPanel({
      call: aCall({ draft, walk: { scriptId: script.id, version: script.version, choices: [] } }),
      customers: [theCustomer({ language: 'en', person: { ...theCustomer().person, name } })],
      extraScripts: [script],
    });
    await shows(texts);
    staysText();
    expect((await panel.draft()).said).toEqual(draft.said);
  });

  it.each(inGroups(5))('in rows that the endpoint refused: %s …', async (...texts) => {
    const people = texts.map((name, n) => theCustomer({ id: `customer-${n}`, person: { ...theCustomer().person, name } }));
    const { user, db } = await openPanel({ mode: 'team', customers: people, tasks: [] });
    for (const [n, customer] of people.entries()) {
      const row = anOutboxRow(n + 1, { state: 'rejected', lastError: { kind: 'invalid', message: '', field: 'mutations.0.record.content.said', at: NOW } });
      if (row.mutation.kind !== 'record.save') throw new Error('no record');
      await db.outbox.add({ ...row, mutation: { ...row.mutation, record: { ...row.mutation.record, customerId: customer.id } } });
    }
    const button = screen.getByRole('banner').querySelector('button:has([role=status])');
    if (button) await user.click(button);
    await screen.findByRole('dialog');
    await shows(texts);
    staysText();
  });
});
