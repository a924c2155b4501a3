import { screen, waitFor, within } from '@testing-library/react';
import Dexie from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import { bus } from '../../../lib/bus.ts';
import { putBackLost } from '../../../lib/db/calls.ts';
import { writeMeta } from '../../../lib/db/meta.ts';
import { none, text } from '../../lib/record/build.ts';
import { openDb } from '../../support/db.ts';
import { aCall, inWrapUp, NOW, openPanel, record, untilDraft } from '../../support/panel.tsx';

const complete = {
  outcome: 'reached',
  satisfaction: 'satisfied',
  said: text('warm'),
  needs: none,
  suggestions: none,
  complaint: none,
  nextStep: none,
} as const;
const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));
const footer = () => within(screen.getByRole('contentinfo'));
const SAVE = '{Control>}{Enter}{/Control}';

describe('saving', () => {
  it('writes a complete record and brings the next customer, by one key', async () => {
    const { user, db, sync } = await openPanel({ call: inWrapUp(complete) });
    await user.keyboard(SAVE);
    expect(await screen.findByRole('heading', { name: 'Next customer', level: 1 })).toBeTruthy();
    expect(await db.records.toArray()).toMatchObject([
      { callId: 'call-1', customerId: 'customer-1', taskId: 'task-1', outcome: 'reached', savedAt: NOW, sentAt: null },
    ]);
    expect((await db.outbox.toArray()).map(({ mutation, state }) => [mutation.kind, state])).toEqual([['record.save', 'waiting']]);
    expect((await db.tasks.get('task-1'))?.state).toBe('done');
    expect(await db.calls.count()).toBe(0);
    expect(sync).toHaveBeenCalledTimes(1);
  });

  it('says "saved" only when it is', async () => {
    const said: string[] = [];
    bus.on('say', (words) => said.push(words));
    const { user, db } = await openPanel({ call: inWrapUp(complete) });
    expect(said).not.toContain('Saved.');
    await user.keyboard(SAVE);
    await waitFor(() => expect(said).toContain('Saved.'));
    expect(await db.records.count()).toBe(1);
    bus.all.clear();
  });

  it('takes what was typed a moment ago', async () => {
    const { user, db } = await openPanel({ call: inWrapUp({ ...complete, said: null }) });
    await user.type(record().getByRole('textbox', { name: 'They said' }), 'to the last letter');
    await user.keyboard(SAVE);
    await waitFor(async () => expect(await db.records.toArray()).toMatchObject([{ content: { said: text('to the last letter') } }]));
  });

  it('makes one record of two presses', async () => {
    const { user, db } = await openPanel({ call: inWrapUp(complete) });
    await user.keyboard(SAVE + SAVE);
    await screen.findByRole('heading', { name: 'Next customer', level: 1 });
    await pause(50);
    expect([await db.records.count(), await db.outbox.count()]).toEqual([1, 1]);
  });

  it('hangs up first when only this is pressed', async () => {
    const { user, db } = await openPanel({ call: aCall({ draft: { ...aCall().draft, ...complete } }) });
    await user.keyboard(SAVE);
    await waitFor(async () => expect(await db.records.toArray()).toMatchObject([{ endedAt: NOW, outcome: 'reached' }]));
  });

  it('keeps what stood in our words against the warning as kept', async () => {
    const { user, db } = await openPanel({ call: inWrapUp({ ...complete, answered: text('Calm down, please.') }) });
    await waitFor(() => expect(document.querySelector('mark')).toBeTruthy());
    await user.keyboard(SAVE);
    await waitFor(async () =>
      expect((await db.records.toArray())[0]?.content.findings).toMatchObject([{ phraseId: 'calm-down', heeded: 'kept', where: 'answered' }]),
    );
  });

  it('keeps HTML, formulas and emoji as they were typed', async () => {
    const typed = '<script>alert(1)</script> =1+1 \u{1F469}\u200d\u{1F9B0} “ß”';
    const { user, db } = await openPanel({ call: inWrapUp({ ...complete, said: null }) });
    await user.click(record().getByRole('textbox', { name: 'They said' }));
    await user.paste(typed);
    await user.keyboard(SAVE);
    await waitFor(async () => expect((await db.records.toArray())[0]?.content.said).toEqual(text(typed)));
  });
});

describe('what is not complete', () => {
  it('is refused with the names of what is missing, and nothing is written', async () => {
    const { user, db } = await openPanel({ call: inWrapUp({ ...complete, needs: null, nextStep: null, wants: 'appointment' }) });
    await user.keyboard(SAVE);
    expect((await footer().findByRole('alert')).textContent).toBe('Not saved yet. Missing: Needs, Next step: when');
    expect([await db.records.count(), await db.outbox.count(), await db.calls.count()]).toEqual([0, 0, 1]);
  });

  it('is not called missing any more once it is there', async () => {
    const panel = await openPanel({ call: inWrapUp({ ...complete, needs: null }) });
    await panel.user.keyboard(SAVE);
    await footer().findByRole('alert');
    await panel.user.keyboard('0');
    await untilDraft(panel, (draft) => expect(draft.needs).toEqual(none));
    await waitFor(() => expect(footer().queryByText(/Missing|Not saved/)).toBeNull());
    await panel.user.keyboard(SAVE);
    await waitFor(async () => expect(await panel.db.records.count()).toBe(1));
  });

  it('is named in one line during the call, which leads to the whole form', async () => {
    const { user } = await openPanel({ call: aCall() });
    await user.click(footer().getByRole('button', { name: /^Missing: Outcome, Satisfaction, / }));
    expect(record().getByRole('group', { name: /^Outcome/ })).toBeTruthy();
    await user.keyboard('f');
    expect(await screen.findByRole('region', { name: 'Script' })).toBeTruthy();
  });
});

describe('when saving fails', () => {
  const full = () => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });

  it.each([
    ['the disk is full', () => full(), /^Not saved: the disk is full\. Your draft is kept/],
    ['Dexie wraps that the disk is full', () => new Dexie.AbortError('aborted', full()), /^Not saved: the disk is full\. Your draft is kept/],
    ['anything else goes wrong', () => new Error('x'), /^Not saved\. Your draft is kept/],
  ])('because %s: it says so, keeps the draft, and nothing says saved', async (_name, error, words) => {
    const said: string[] = [];
    bus.on('say', (spoken) => said.push(spoken));
    const panel = await openPanel({ call: inWrapUp(complete) });
    vi.spyOn(panel.db.records, 'put').mockImplementation(() => Dexie.Promise.reject(error()));
    await panel.user.keyboard(SAVE);
    expect((await footer().findByRole('alert')).textContent).toMatch(words);
    expect(await panel.draft()).toMatchObject(complete);
    expect([await panel.db.records.count(), await panel.db.outbox.count(), (await panel.db.tasks.get('task-1'))?.state]).toEqual([0, 0, 'open']);
    expect(said).not.toContain('Saved.');
    expect(screen.queryByText(/^(All )?saved/i)).toBeNull();
    expect(panel.sync).not.toHaveBeenCalled();
    bus.all.clear();

    vi.restoreAllMocks();
    await panel.user.keyboard(SAVE);
    await waitFor(async () => expect(await panel.db.records.count()).toBe(1));
  });

  it('says that another window saved the call a moment before', async () => {
    const panel = await openPanel({ call: inWrapUp(complete) });
    vi.spyOn(panel.db, 'transaction').mockImplementationOnce(() => Dexie.Promise.resolve(null));
    vi.spyOn(panel.db.calls, 'get').mockResolvedValue(undefined);
    await panel.user.keyboard(SAVE);
    expect((await footer().findByRole('alert')).textContent).toBe('This call was already saved in another window.');
    expect(await panel.db.records.count()).toBe(0);
  });
});

async function namedDb() {
  const db = openDb();
  await writeMeta(db, { key: 'identity', dbId: 'db-1' });
  return db;
}

describe('when the browser loses the database under the open panel', () => {
  it('puts the call on the screen back, and saves it with every word', async () => {
    const panel = await openPanel({ call: inWrapUp(complete), db: await namedDb() });
    await panel.db.delete();
    await panel.db.open();
    await waitFor(async () => expect(await panel.call()).toMatchObject({ phase: 'wrap-up' }));
    await screen.findByRole('contentinfo');
    await panel.user.keyboard(SAVE);
    await waitFor(async () => expect(await panel.db.outbox.count()).toBe(1));
    const [record] = await panel.db.records.toArray();
    expect(record).toMatchObject({ callId: 'call-1', content: { said: complete.said } });
    expect(screen.queryByText('This call was already saved in another window.')).toBeNull();
  });

  it('makes no second record of a call that another window saved', async () => {
    const panel = await openPanel({ call: inWrapUp(complete), db: await namedDb() });
    const [script] = await panel.db.scripts.toArray();
    if (!script) throw new Error('no script');
    await panel.db.calls.clear();
    expect(await putBackLost(panel.db, { call: inWrapUp(complete), script, phraseLists: [], dbId: 'db-1' }, () => 'db-2')).toBe(false);
    expect(await panel.db.calls.count()).toBe(0);
  });

  it('does not put a call back that is saved in the one that came in its place', async () => {
    const panel = await openPanel({ call: inWrapUp(complete), db: await namedDb() });
    const [script] = await panel.db.scripts.toArray();
    if (!script) throw new Error('no script');
    const lost = { call: inWrapUp(complete), script, phraseLists: [], dbId: 'db-1' };
    await panel.db.delete();
    await panel.db.open();
    await waitFor(async () => expect(await panel.call()).toMatchObject({ phase: 'wrap-up' }));
    await screen.findByRole('contentinfo');
    await panel.user.keyboard(SAVE);
    await waitFor(async () => expect(await panel.db.records.count()).toBe(1));
    // The screen has not read anew since, and still names the database that is lost.
    expect(await putBackLost(panel.db, lost, () => 'db-3')).toBe(false);
    expect(await panel.db.calls.count()).toBe(0);
  });
});

describe('still talking', () => {
  it('goes back to the script when the call was ended too early', async () => {
    const panel = await openPanel({ call: inWrapUp({ outcome: 'reached' }) });
    await panel.user.keyboard('{Backspace}');
    expect(await screen.findByRole('region', { name: 'Script' })).toBeTruthy();
    expect(await panel.call()).toMatchObject({ phase: 'talking', endedAt: null });
  });

  it('is not offered for an attempt that nobody answered', async () => {
    const panel = await openPanel({ call: inWrapUp({ outcome: 'busy' }, { answeredAt: null }) });
    expect(screen.queryByRole('button', { name: /Still talking/ })).toBeNull();
    await panel.user.keyboard('{Backspace}');
    expect((await panel.call()).phase).toBe('wrap-up');
  });
});
