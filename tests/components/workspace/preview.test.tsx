import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../../components/panel/app.tsx';
import type { History } from '../../../lib/contract/publishing.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { PREVIEW_DB, previewPlace } from '../../../lib/db/preview.ts';
import { ship } from '../../../server/publishing/ship.ts';
import { smallScript } from '../../lib/script/small-script.ts';
import { type Bench, bench, HOUR, START } from '../../server/support.ts';
import { startWords } from '../../support/panel.tsx';
import { aPhraseList } from '../../support/phrase-list.ts';
import { agent, place } from './build.ts';
import { openEditor } from './editor.tsx';

vi.mock('wxt/utils/storage', () => ({
  storage: {
    defineItem: (_key: string, { fallback }: { fallback: unknown }) => ({ getValue: async () => fallback, setValue: async () => {}, watch: () => () => {} }),
  },
}));

let endpoint: Bench;
let db: CallsideDb;

beforeEach(async () => {
  endpoint = await bench();
  await endpoint.store.write((tx) => ship(tx, { scripts: [{ ...smallScript(), version: 1 }], phraseLists: [aPhraseList()] }, START));
  db = new CallsideDb(`preview-of-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

const patient = { timeout: 15_000 };
const find = (role: string, name: string | RegExp) => screen.findByRole(role, { name }, patient);
const history = async () => (await endpoint.post('/v1/content/history', { kind: 'script', id: 'small' }, 'lee')).body as History;

/** Opens the editor and changes the first line that is said. */
async function changed(words = 'Hello, {customer.full}?') {
  const user = await openEditor('#/scripts/small', { db, endpoint });
  const line = await find('textbox', 'What to say, English');
  await user.clear(line);
  fireEvent.change(line, { target: { value: words } });
  await screen.findByText(/Draft saved/, undefined, patient);
  return user;
}

async function withPreview<T>(work: (preview: CallsideDb) => Promise<T>): Promise<T> {
  const preview = new CallsideDb(PREVIEW_DB);
  try {
    return await work(preview);
  } finally {
    preview.close();
  }
}

describe('the preview', () => {
  it('is the agents’ own panel, in a frame of its own, with the draft and one invented customer', async () => {
    const user = await changed();
    await user.click(await find('button', 'Preview'));
    const preview = within(await find('region', 'Preview'));
    expect(preview.getByText('The agents’ panel with your draft and an invented customer. Nothing is kept or sent.')).toBeTruthy();
    const frame = await preview.findByTitle('Preview', undefined, patient);
    expect(frame.getAttribute('src')).toMatch(/sidepanel\.html\?preview$/);
    await withPreview(async (there) => {
      expect((await there.scripts.toArray()).map((script) => script.steps[0]?.line.en)).toEqual(['Hello, {customer.full}?']);
      expect((await there.customers.toArray()).map(({ person }) => person.name)).toEqual(['Jane Miller']);
      expect(await there.phraseLists.count()).toBe(1);
    });
    // The lead’s own panel in the same browser knows nothing of it.
    expect([await db.customers.count(), await db.scripts.count()]).toEqual([0, 0]);
  }, 60_000);

  it('plays the whole call with the draft’s words, and neither keeps nor sends what is done in it', async () => {
    const user = await changed();
    await user.click(await find('button', 'Preview'));
    await screen.findByTitle('Preview', undefined, patient);
    const before = { records: (await endpoint.get('/v1/records?limit=10', 'lee')).body, own: await db.outbox.count() };
    // What the frame shows: the panel over the preview’s database.
    await withPreview(async (there) => {
      const sync = vi.fn(async () => {});
      const session = { mode: 'alone' as const, agent: agent({ id: 'lee' }), place: previewPlace(place()) };
      const shown = render(
        <I18nextProvider i18n={await startWords('en')}>
          <App
            db={there}
            clock={{ now: () => endpoint.clock.time, demoOffset: () => null }}
            newId={() => crypto.randomUUID()}
            session={session}
            sync={sync}
            preview
          />
        </I18nextProvider>,
        { container: document.body.appendChild(document.createElement('div')) },
      );
      const panel = within(shown.container);
      expect(await panel.findByText('Preview: nothing is saved or sent', undefined, patient)).toBeTruthy();
      expect(panel.queryByText('Only on this computer')).toBeNull();
      const agentAtWork = userEvent.setup();
      await agentAtWork.click(await panel.findByRole('button', { name: /^Dial/ }));
      await agentAtWork.click(await panel.findByRole('button', { name: /^Answered/ }));
      expect(await panel.findByText(/^Hello, /)).toBeTruthy();
      shown.unmount();
    });
    expect((await endpoint.get('/v1/records?limit=10', 'lee')).body).toEqual(before.records);
    expect(await db.outbox.count()).toBe(before.own);
    expect(await db.calls.count()).toBe(0);
  }, 60_000);

  it('begins again with the words as they are by then, and closes', async () => {
    const user = await changed('First words');
    await user.click(await find('button', 'Preview'));
    await screen.findByTitle('Preview', undefined, patient);
    await withPreview((there) => there.calls.clear());
    fireEvent.change(await find('textbox', 'What to say, English'), { target: { value: 'Second words' } });
    await user.click(within(await find('region', 'Preview')).getByRole('button', { name: 'Start again' }));
    await waitFor(
      () => withPreview(async (there) => expect((await there.scripts.toArray()).map((script) => script.steps[0]?.line.en)).toEqual(['Second words'])),
      patient,
    );
    await user.click(await find('button', 'Close preview'));
    expect(screen.queryByTitle('Preview')).toBeNull();
    expect(await find('region', 'Problems')).toBeTruthy();
  }, 60_000);

  it('says what is left to do while the draft cannot be shown', async () => {
    const user = await openEditor('#/scripts/small', { db, endpoint });
    for (const language of ['English', '中文']) await user.clear(await find('textbox', `What to say, ${language}`));
    await user.click(await find('button', 'Preview'));
    const preview = within(await find('region', 'Preview'));
    expect(await preview.findByText(/^The preview opens when texts and targets are complete: \d+ problems? (is|are) left\.$/, undefined, patient)).toBeTruthy();
    expect(preview.getByRole('button', { name: 'Start again' })).toHaveProperty('disabled', true);
    expect(screen.queryByTitle('Preview')).toBeNull();
  }, 60_000);
});

describe('a time for publishing', () => {
  /** The dialog with a reason, set to a time on the clock of the place (eight hours before UTC’s). */
  async function planned(at: string) {
    const user = await changed();
    await find('heading', 'Ready to publish');
    await user.click(await find('button', /^Publish…/));
    const dialog = within(await find('dialog', 'Publish'));
    await user.type(dialog.getByRole('textbox', { name: /^Why\?/ }), 'From Monday on');
    await user.click(dialog.getByRole('radio', { name: 'At a time' }));
    fireEvent.change(dialog.getByLabelText('Day and time'), { target: { value: at } });
    return { user, dialog };
  }
  const clockOf = (instant: number) => new Date(instant + 8 * HOUR).toISOString().slice(0, 16);

  it('is chosen on the clock of the place, is told, and nothing is published before', async () => {
    const due = START - (START % 60_000) + 26 * HOUR;
    const { user, dialog } = await planned(clockOf(due));
    expect(dialog.getByText('On the clock of Asia/Shanghai.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Publish at this time' }));
    expect(await screen.findByText(/^Planned for /, undefined, patient)).toBeTruthy();
    const { versions, others } = await history();
    expect(versions.map(({ version }) => version)).toEqual([1]);
    expect(others).toMatchObject([{ state: 'scheduled', dueAt: due, why: 'From Monday on' }]);
  }, 60_000);

  it('is taken back from the history until then', async () => {
    const { user, dialog } = await planned(clockOf(START + 26 * HOUR));
    await user.click(dialog.getByRole('button', { name: 'Publish at this time' }));
    await screen.findByText(/^Planned for /, undefined, patient);
    await user.click(within(await find('dialog', 'Publish')).getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
    await user.click(await find('button', 'History'));
    const past = within(await find('dialog', 'History'));
    expect(await past.findByText(/From Monday on/, undefined, patient)).toBeTruthy();
    await user.click(past.getByRole('button', { name: 'Take it back; it becomes the draft again' }));
    await waitFor(async () => expect((await history()).others).toMatchObject([{ state: 'withdrawn' }]), patient);
  }, 60_000);

  it('that has passed is not taken', async () => {
    const { dialog } = await planned(clockOf(START - HOUR));
    expect(dialog.getByText('This moment has passed. Choose a later one.')).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Publish at this time' })).toHaveProperty('disabled', true);
  }, 60_000);
});
