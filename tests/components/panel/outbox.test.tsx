import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import type { Phrase, PhraseList } from '../../../lib/contract/phrases.ts';
import { at } from '../../lib/plan/build.ts';
import { anOutboxRow } from '../../support/builders.ts';
import { MINUTE, NOW, openPanel } from '../../support/panel.tsx';

const banner = () => within(screen.getByRole('banner'));
const rejected = (n: number, change: Partial<OutboxRow> = {}): OutboxRow =>
  anOutboxRow(n, {
    state: 'rejected',
    lastError: { kind: 'invalid', message: 'secret words', field: 'mutations.0.record.content.nextStep', at: NOW },
    createdAt: NOW - MINUTE,
    ...change,
  });
const waiting = (n: number, createdAt = NOW): OutboxRow => anOutboxRow(n, { createdAt });
const about = (row: OutboxRow, customerId: string): OutboxRow =>
  row.mutation.kind === 'record.save' ? { ...row, mutation: { ...row.mutation, record: { ...row.mutation.record, customerId } } } : row;

// The window in which rows are drawn; jsdom lays nothing out.
beforeEach(() => void vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(520));

async function open(rows: OutboxRow[], options: Parameters<typeof openPanel>[0] = {}) {
  const panel = await openPanel({ mode: 'team', ...options });
  await panel.db.outbox.bulkAdd(rows);
  const button = banner().getByRole('status').closest('button');
  if (button) await panel.user.click(button);
  return { ...panel, dialog: within(await screen.findByRole('dialog')) };
}

describe('what has not reached the endpoint', () => {
  it('is listed with the reason and the field in the agent’s words, never with what the endpoint wrote about it', async () => {
    const { dialog } = await open([about(rejected(1), 'customer-1'), waiting(2)]);
    expect((await dialog.findByText('Record · 王佳琪')).closest('li')?.textContent).toMatch(/Refused: next step · not accepted$/);
    expect(dialog.getByText('Waiting')).toBeTruthy();
    expect(dialog.queryByText(/secret words|content\.|mutations/)).toBeNull();
  });

  it('is summed up: how many wait since when, and how many need the agent', async () => {
    const { dialog } = await open([rejected(1), waiting(2, at('2026-11-23', '14:02')), waiting(3, at('2026-11-23', '14:20'))]);
    expect(await dialog.findByText('1 needs you')).toBeTruthy();
    expect(dialog.getByText('2 waiting since today 14:02')).toBeTruthy();
  });

  it('has what needs the agent first', async () => {
    const { dialog } = await open([waiting(1), rejected(2), waiting(3)]);
    await waitFor(() => expect(dialog.getAllByRole('listitem')).toHaveLength(3));
    expect(dialog.getAllByRole('listitem').map((one) => /Refused/.test(one.textContent ?? ''))).toEqual([true, false, false]);
  });

  it('of a whole shift is drawn as far as it is seen, and says how long it is', async () => {
    const { dialog } = await open(Array.from({ length: 1000 }, (_, n) => waiting(n + 1)));
    await waitFor(() => expect(dialog.getAllByRole('listitem').length).toBeGreaterThan(5));
    const items = dialog.getAllByRole('listitem');
    expect(items.length).toBeLessThan(30);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('1000');
    expect(dialog.getByText(/^1000 waiting since/)).toBeTruthy();
  });

  it('is sent again on request: refused rows wait once more, none is dropped', async () => {
    const { user, db, sync, dialog } = await open([{ ...rejected(1), faults: 12 }, waiting(2)]);
    await user.click(await dialog.findByRole('button', { name: 'Send now' }));
    await waitFor(() => expect(sync).toHaveBeenCalledTimes(1));
    expect((await db.outbox.toArray()).map(({ state, faults }) => [state, faults])).toEqual([
      ['waiting', undefined],
      ['waiting', undefined],
    ]);
  });

  it('says that it is safe while the endpoint is not reached', async () => {
    const { dialog, db } = await open([waiting(1)]);
    await db.meta.put({ key: 'link', state: 'offline', since: NOW });
    expect(await dialog.findByText('The endpoint is not reached. All is kept on this computer and goes out by itself.')).toBeTruthy();
  });

  it('is nothing when everything has arrived', async () => {
    const { dialog } = await open([]);
    expect(await dialog.findByText('Everything has reached the endpoint.')).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'Send now' })).toBeNull();
  });
});

const phrase = (id: string, category: Phrase['category'], pattern: string, instead: string): Phrase => ({
  id,
  category,
  severity: 'stop',
  patterns: [pattern],
  instead: [instead],
  allow: [],
});
const list: PhraseList = {
  schema: 1,
  id: 'test',
  version: 3,
  language: 'en',
  title: { en: 'Test' },
  allow: [],
  phrases: [phrase('not-our-problem', 'shift-blame', 'not our problem', 'I stay with it.'), phrase('maybe', 'vague', 'maybe', 'I will make sure.')],
};

describe('a row that was refused', () => {
  const complete = (row: OutboxRow): OutboxRow => {
    if (row.mutation.kind !== 'record.save') return row;
    const none = { kind: 'none' } as const;
    const content = {
      ...row.mutation.record.content,
      said: { kind: 'text' as const, text: 'The zip is broken' },
      answered: row.mutation.record.content.answered ?? none,
      needs: none,
      suggestions: none,
      complaint: none,
      nextStep: none,
    };
    return { ...row, mutation: { ...row.mutation, record: { ...row.mutation.record, outcome: 'reached', satisfaction: 'satisfied', content } } };
  };
  const openRow = async (row: OutboxRow, options: Parameters<typeof openPanel>[0] = {}) => {
    const panel = await open([about(complete(row), 'customer-1')], options);
    await panel.user.click(await panel.dialog.findByRole('button', { name: /Record · 王佳琪/ }));
    return { ...panel, dialog: within(await screen.findByRole('dialog')) };
  };
  const refused = (field: string, kind: 'invalid' | 'not-found' = 'invalid') =>
    rejected(1, { lastError: { kind, message: '', field: `mutations.0.record.${field}`, at: NOW } });

  it('says what to do, shows first what was refused, and goes corrected under a number of its own', async () => {
    const { user, db, dialog, sync } = await openRow(refused('content.said.text'));
    expect(await dialog.findByText('The endpoint does not take this as it is: what the customer said. Correct it and send it.')).toBeTruthy();
    const said = within(dialog.getByRole('group', { name: 'What was refused' })).getByRole('textbox', { name: 'what the customer said' });
    await user.clear(said);
    await user.type(said, 'The zip sticks');
    await user.click(dialog.getByRole('button', { name: 'Send corrected' }));
    await waitFor(() => expect(sync).toHaveBeenCalled());
    const [row] = await db.outbox.toArray();
    expect(row).toMatchObject({ n: 1, state: 'waiting', mutation: { record: { content: { said: { text: 'The zip sticks' } } } } });
    expect(row?.id).not.toBe('m-1');
    expect(await screen.findByText('Waiting')).toBeTruthy();
  });

  it('is closed by Esc as long as nothing was typed, and not when a correction was begun', async () => {
    const begun = await openRow(refused('content.said.text'));
    await begun.user.type(await begun.dialog.findByRole('textbox', { name: 'what the customer said' }), '!');
    await begun.user.keyboard('{Escape}{Escape}');
    expect(begun.dialog.getByRole('textbox', { name: 'what the customer said' })).toHaveProperty('value', 'The zip is broken!');
    await begun.user.click(begun.dialog.getByRole('button', { name: 'Put back what was refused: what the customer said' }));
    await begun.user.keyboard('{Escape}{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('keeps what was refused in sight while it is corrected, and puts it back on request', async () => {
    const { user, db, dialog } = await openRow(refused('content.said.text'));
    const said = await dialog.findByRole('textbox', { name: 'what the customer said' });
    expect(dialog.queryByText('Refused:')).toBeNull();
    await user.clear(said);
    await user.type(said, 'The zip sticks');
    expect(dialog.getByText('Refused:').textContent).toBe('Refused: The zip is broken');
    await user.click(dialog.getByRole('button', { name: 'Put back what was refused: what the customer said' }));
    expect(said).toHaveProperty('value', 'The zip is broken');
    expect(dialog.queryByText('Refused:')).toBeNull();
    expect((await db.outbox.toArray())[0]?.id).toBe('m-1');
  });

  it('has the words that stood there before until it is sent, and copies them', async () => {
    const { user, dialog } = await openRow(refused('content.said.text'));
    const said = await dialog.findByRole('textbox', { name: 'what the customer said' });
    await user.clear(said);
    await user.type(said, 'The zip sticks');
    await user.selectOptions(dialog.getByRole('combobox', { name: 'outcome' }), 'family');
    await user.click(dialog.getByRole('button', { name: 'Send corrected' }));
    await user.click(await screen.findByRole('button', { name: /Record · 王佳琪/ }));
    const before = within(await screen.findByRole('region', { name: 'What stood there before' }));
    expect(before.getByText('The zip is broken')).toBeTruthy();
    expect(before.getByText('Reached')).toBeTruthy();
    await user.click(before.getByRole('button', { name: 'Copy' }));
    expect(await before.findByText('Copied')).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe('what the customer said: The zip is broken\noutcome: Reached');
  });

  it('has our words checked with the lists of its record, as in the record’s own form; what still stands is in it', async () => {
    const row = refused('content.answered.text');
    if (row.mutation.kind !== 'record.save') throw new Error('no record');
    const { record } = row.mutation;
    const answered = { kind: 'text' as const, text: 'We mend it.' };
    const mutation = { ...row.mutation, record: { ...record, phraseLists: [{ id: 'test', version: 3 }], content: { ...record.content, answered } } };
    const { user, db } = await openRow({ ...row, mutation }, { lists: [list] });
    const answer = await screen.findByRole('textbox', { name: 'what we answered' });
    await user.type(answer, ' That is not our problem. Maybe.');
    await waitFor(() => expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['not our problem', 'Maybe']));
    await user.type(screen.getByRole('textbox', { name: 'what the customer said' }), ' That is not our problem.');
    expect(document.querySelectorAll('mark')).toHaveLength(2);
    answer.focus();
    await user.keyboard('{Alt>}{Enter}{/Alt}');
    await waitFor(() => expect(answer).toHaveProperty('value', 'We mend it. I stay with it. Maybe.'));
    await user.click(screen.getByRole('button', { name: 'Send corrected' }));
    await waitFor(async () => expect((await db.outbox.toArray())[0]?.state).toBe('waiting'));
    expect((await db.outbox.toArray())[0]?.mutation).toMatchObject({
      record: {
        content: {
          findings: [
            { where: 'answered', heeded: 'replaced', phraseId: 'not-our-problem' },
            { where: 'answered', heeded: 'kept', phraseId: 'maybe', listVersion: 3 },
          ],
        },
      },
    });
  });

  it('about a customer whom the endpoint does not know is sent without the file', async () => {
    const { user, db, dialog } = await openRow(refused('customerId', 'not-found'));
    await user.click(await dialog.findByRole('checkbox', { name: /^Leave out the customer’s file/ }));
    await user.click(dialog.getByRole('button', { name: 'Send corrected' }));
    await waitFor(async () =>
      expect((await db.outbox.toArray())[0]).toMatchObject({
        state: 'waiting',
        mutation: { record: { customerId: null, content: { party: { name: '王佳琪' } } } },
      }),
    );
  });

  it('is sent again as it is, alone, and the others stay', async () => {
    const panel = await open([complete(about(refused('outcome'), 'customer-1')), rejected(2)]);
    await panel.user.click(await panel.dialog.findByRole('button', { name: /Record · 王佳琪/ }));
    await panel.user.click(await screen.findByRole('button', { name: 'Send again as it is' }));
    await waitFor(async () =>
      expect((await panel.db.outbox.toArray()).map(({ id, state }) => [id, state])).toEqual([
        ['m-1', 'waiting'],
        ['m-2', 'rejected'],
      ]),
    );
  });

  it('is found and left with the keyboard alone', async () => {
    const { user } = await openRow(refused('outcome'));
    const back = await screen.findByRole('button', { name: 'Back to the list' });
    await waitFor(() => expect(document.activeElement).toBe(back));
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: 'Send now' })).toBeTruthy();
  });

  it('can be kept as a copy, for a spreadsheet or whole; the row stays', async () => {
    const saved: { name: string; blob: Blob }[] = [];
    let blob = new Blob();
    const createObjectURL = (made: Blob) => {
      blob = made;
      return 'blob:x';
    };
    Object.assign(URL, { createObjectURL, revokeObjectURL: () => {} });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob });
    });
    const { user, db, dialog } = await open([complete(about(refused('content.said.text'), 'customer-1')), waiting(2)]);
    await user.click(await dialog.findByRole('button', { name: 'CSV' }));
    await user.click(dialog.getByRole('button', { name: 'JSON' }));
    await waitFor(() => expect(saved.map(({ name }) => name)).toEqual(['callside-refused-2026-11-23-15-00.csv', 'callside-refused-2026-11-23-15-00.json']));
    expect(await saved[0]?.blob.text()).toMatch(/Record,today 14:59,not accepted,what the customer said,王佳琪,.*The zip is broken/);
    expect(JSON.parse((await saved[1]?.blob.text()) ?? '')).toMatchObject([{ id: 'm-1', mutation: { kind: 'record.save' } }]);
    expect(await db.outbox.count()).toBe(2);
  });
});
