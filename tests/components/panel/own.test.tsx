import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Record as CallRecord } from '../../../lib/contract/record.ts';
import type { Review } from '../../../lib/contract/review.ts';
import { writeMeta } from '../../../lib/db/meta.ts';
import { record } from '../../lib/plan/build.ts';
import { openDb } from '../../support/db.ts';
import { aCall, answered, NOW, openPanel, type PanelOptions, phraseLists, scriptOf } from '../../support/panel.tsx';

const script = scriptOf('retail-repair');
const none = { kind: 'none' } as const;
const said = (text: string) => ({ kind: 'text' as const, text });

const own = (): CallRecord =>
  record({
    id: 'r1',
    agentId: 'agent-1',
    customerId: 'customer-1',
    startedAt: NOW - 3_600_000,
    answeredAt: NOW - 3_590_000,
    endedAt: NOW - 3_400_000,
    savedAt: NOW - 3_390_000,
    outcome: 'reached',
    satisfaction: 'satisfied',
    walk: answered(aCall(), script.steps[0]?.choices[0]?.id ?? '').walk,
    phraseLists: phraseLists.map(({ id, version }) => ({ id, version })),
    content: { ...record({}).content, said: said('sleeve'), answered: none, needs: none, suggestions: none, complaint: none, nextStep: none },
  });

const review = (change: Partial<Review> = {}): Review => ({
  recordId: 'r1',
  placeId: 'store-1',
  agentId: 'agent-1',
  state: 'open',
  entries: [{ id: 'e1', kind: 'return', by: 'qa', name: 'Chen', at: NOW - 1000, revision: 1, moment: { kind: 'step', index: 0 }, text: 'Which sleeve?' }],
  updatedAt: NOW - 1000,
  ...change,
});

async function withReturned(change: Partial<Review> = {}, options: PanelOptions = {}) {
  const db = openDb();
  await writeMeta(db, { key: 'reviews', cursor: 1, pulled: 0, items: [{ review: review(change), name: 'Wang Jiaqi' }] });
  return openPanel({ db, mode: 'team', records: [own()], ...options });
}
const open = async (user: Awaited<ReturnType<typeof withReturned>>['user']) => {
  await user.keyboard('m');
  const list = await screen.findByRole('list', { name: 'Returned to you' });
  await user.click(within(list).getByRole('button'));
};

describe('records that QA returned', () => {
  it('are told in the header between calls, and open as the call went with the words at their moment', async () => {
    const { user } = await withReturned();
    expect(await screen.findByRole('button', { name: '1 returned' })).toBeTruthy();
    await open(user);
    const notes = await screen.findByRole('list', { name: /^Notes on / });
    expect(notes.textContent).toContain('Which sleeve?');
    expect(screen.getByRole('list', { name: 'The call as it went' })).toBeTruthy();
  });

  it('say nothing during a call', async () => {
    await withReturned({}, { call: aCall() });
    expect(screen.queryByRole('button', { name: '1 returned' })).toBeNull();
  });

  it('are answered: saved and on its way, and no longer asked for', async () => {
    const { user, db, sync } = await withReturned();
    await open(user);
    await user.keyboard('a');
    await user.type(await screen.findByRole('textbox', { name: 'Your answer to QA' }), 'The left one');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () =>
      expect((await db.outbox.toArray()).map(({ mutation }) => mutation)).toMatchObject([{ kind: 'review.answer', recordId: 'r1', text: 'The left one' }]),
    );
    expect(await screen.findByText('On its way to QA')).toBeTruthy();
    expect(sync).toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByText('1 returned')).toBeNull());
  });

  it('keep what was typed when Esc leaves the field, and when it is pressed again', async () => {
    const { user } = await withReturned();
    await open(user);
    await user.keyboard('a');
    const field = await screen.findByRole('textbox', { name: 'Your answer to QA' });
    await user.type(field, 'The left one');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('dialog')));
    await user.keyboard('{Escape}');
    expect(screen.getByRole('textbox', { name: 'Your answer to QA' })).toHaveProperty('value', 'The left one');
    await user.clear(field);
    await user.keyboard('{Escape}{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Your answer to QA' })).toBeNull());

    await user.keyboard('c');
    await user.type(await screen.findByRole('textbox', { name: 'Why it is corrected' }), 'I was wrong');
    await user.keyboard('{Escape}{Escape}');
    expect(screen.getByRole('textbox', { name: 'Why it is corrected' })).toHaveProperty('value', 'I was wrong');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('are corrected in the record’s own form, our words checked as in the call, with a reason', async () => {
    const { user, db } = await withReturned();
    await open(user);
    await user.keyboard('c');
    const why = await screen.findByRole('textbox', { name: 'Why it is corrected' });
    const heard = screen.getByRole('textbox', { name: 'They said' });
    await user.clear(heard);
    await user.type(heard, 'left sleeve');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findByRole('alert')).textContent).toContain('say why');
    expect(await db.outbox.count()).toBe(0);
    await user.type(why, 'which sleeve');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await db.outbox.count()).toBe(1));
    expect((await db.outbox.toArray())[0]?.mutation).toMatchObject({
      kind: 'record.revise',
      recordId: 'r1',
      basedOn: [1],
      why: 'which sleeve',
      content: { said: said('left sleeve') },
    });
    expect((await db.records.get('r1'))?.revision).toBe(2);
  });

  it('keep what stands in our words against the warning as a finding of the correction', async () => {
    const { user, db } = await withReturned();
    await open(user);
    await user.keyboard('c');
    await user.type(await screen.findByRole('textbox', { name: 'Why it is corrected' }), 'our words were missing');
    await user.type(screen.getByRole('textbox', { name: 'We said' }), '我不知道');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'We said' }).getAttribute('aria-invalid')).toBe('true'));
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await db.outbox.count()).toBe(1));
    expect((await db.records.get('r1'))?.content.findings).toMatchObject([{ heeded: 'kept', where: 'answered', quote: '我不知道' }]);
  });

  it('that were only commented on leave the list when they were read', async () => {
    const { user } = await withReturned({ state: 'noted' });
    await open(user);
    await user.click(await screen.findByRole('button', { name: 'I have read it' }));
    expect(await screen.findByText('Nothing was returned to you.')).toBeTruthy();
  });
});

describe('today’s own records', () => {
  it('are listed and can be corrected, alone as well', async () => {
    const { user } = await openPanel({ records: [own()] });
    await user.keyboard('m');
    const list = await screen.findByRole('list', { name: 'Today' });
    await user.click(within(list).getByRole('button'));
    expect(await screen.findByRole('button', { name: /Correct/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Answer/ })).toBeNull();
  });
});
