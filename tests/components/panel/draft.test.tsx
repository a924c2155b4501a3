import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { changeCall } from '../../../lib/db/calls.ts';
import { text } from '../../lib/record/build.ts';
import { aCall, openPanel, record, untilDraft } from '../../support/panel.tsx';

const said = () => record().getByRole<HTMLTextAreaElement>('textbox', { name: 'They said' });
const fromElsewhere = (panel: Awaited<ReturnType<typeof openPanel>>, words: string) =>
  changeCall(panel.db, 'call-1', (call) => ({ ...call, draft: { ...call.draft, said: text(words) } }));

describe('the draft', () => {
  it('is in the database within a second of typing', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(said(), 'the seam opened');
    await untilDraft(panel, (draft) => expect(draft.said).toEqual(text('the seam opened')), 1000);
  });

  it('is written while somebody types without a pause', async () => {
    const panel = await openPanel({ call: aCall() });
    const end = Date.now() + 1300;
    while (Date.now() < end) {
      await panel.user.type(said(), 'x');
      await new Promise((wake) => setTimeout(wake, 60));
    }
    expect((await panel.draft()).said).not.toBeNull();
  });

  it('keeps what was typed when the panel closes in mid-word', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(said(), 'half a wo');
    panel.unmount();
    await waitFor(async () => expect((await panel.db.calls.get('call-1'))?.draft.said).toEqual(text('half a wo')));
    await openPanel({ db: panel.db });
    await waitFor(() => expect(said().value).toBe('half a wo'));
  });

  it.each(['visibilitychange', 'pagehide'])('is written at once on %s', async (event) => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(said(), 'word');
    const writes = vi.spyOn(panel.db, 'transaction');
    (event === 'pagehide' ? window : document).dispatchEvent(new Event(event));
    expect(writes).toHaveBeenCalledTimes(1);
    await untilDraft(panel, (draft) => expect(draft.said).toEqual(text('word')));
  });

  it('shows a change from another window', async () => {
    const panel = await openPanel({ call: aCall() });
    await fromElsewhere(panel, 'noted elsewhere');
    await waitFor(() => expect(said().value).toBe('noted elsewhere'));
  });

  it('does not lose a letter to a change from another window', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(said(), 'mine');
    await fromElsewhere(panel, 'theirs');
    await panel.user.type(said(), '!');
    expect(said().value).toBe('mine!');
    await untilDraft(panel, (draft) => expect(draft.said).toEqual(text('mine!')));
  });

  it('keeps the two voices apart when both are typed quickly', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(said(), 'customer');
    await panel.user.type(record().getByRole('textbox', { name: 'We said' }), 'agent');
    await untilDraft(panel, (draft) => expect([draft.said, draft.answered]).toEqual([text('customer'), text('agent')]));
  });

  it('survives the step changing and the call ending', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(said(), 'cold');
    await panel.user.keyboard('{Escape}1');
    await panel.user.keyboard('e');
    await screen.findByRole('heading', { name: /^Wrap-up/, level: 1 });
    await waitFor(() => expect(said().value).toBe('cold'));
    await untilDraft(panel, (draft) => expect(draft.said).toEqual(text('cold')));
  });

  it('takes no more than a record can hold', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.click(said());
    await panel.user.paste('x'.repeat(10_050));
    await untilDraft(panel, (draft) => expect(draft.said).toEqual(text('x'.repeat(10_000))));
  });
});
