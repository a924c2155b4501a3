import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { History } from '../../../lib/contract/publishing.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { ship } from '../../../server/publishing/ship.ts';
import { smallScript, stepOf } from '../../lib/script/small-script.ts';
import { type Bench, bench, START } from '../../server/support.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
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
  db = new CallsideDb(`publish-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

const open = (hash: string) => openEditor(hash, { db, endpoint });
const patient = { timeout: 15_000 };
const find = (role: string, name: string | RegExp) => screen.findByRole(role, { name }, patient);
const history = async () => (await endpoint.post('/v1/content/history', { kind: 'script', id: 'small' }, 'lee')).body as History;

describe('the lead’s form', () => {
  it('lists what is in use and opens it', async () => {
    const user = await open('#/scripts');
    const row = (await find('link', 'Small')).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('Version 1');
    expect(row.textContent).toContain('9 steps');
    expect(row.textContent).toContain('Came with Callside');
    await user.click(within(row).getByRole('link'));
    await find('heading', 'greet');
  }, 40_000);

  it('changes a line, keeps the draft by itself, and publishes it with a reason', async () => {
    const user = await open('#/scripts/small');
    await user.click(await find('button', /^ask/));
    const line = await find('textbox', 'What to say, English');
    await user.clear(line);
    await user.type(line, 'How does it fit?');
    await screen.findByText(/Draft saved/, undefined, patient);
    await find('heading', 'Ready to publish');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const dialog = await find('dialog', 'Publish');
    expect(within(dialog).getByText(/Step · ask/)).toBeTruthy();
    expect(within(dialog).getByText('How does it fit?').closest('ins')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox'), 'Clearer');
    await user.click(within(dialog).getByRole('button', { name: 'Publish now' }));
    await screen.findByText('Version 2 is published.', undefined, patient);
    expect((await history()).versions[0]).toMatchObject({ version: 2, publication: { why: 'Clearer', byId: 'lee' } });
  }, 60_000);

  it('says beside the field what is wrong, leads to it from the list, and does not let it out', async () => {
    const script: Script = { ...smallScript(), version: 1 };
    stepOf(script, 'sorry').line = { 'zh-CN': '好', en: 'It will probably be fine' };
    await endpoint.post('/v1/content/save-draft', { content: { kind: 'script', body: script }, rev: 0, basedOn: 1 }, 'lee');
    const user = await open('#/scripts/small');
    await find('heading', '1 problem');
    await user.click(await find('button', /Step · sorry.*“probably” is on your own list/));
    const line = await find('textbox', 'What to say, English');
    await waitFor(
      () => expect(document.activeElement).toBe(screen.getAllByRole('textbox').find((one) => one.getAttribute('aria-invalid') === 'true')),
      patient,
    );
    expect(line.getAttribute('aria-describedby')).not.toBeNull();
    await user.click(await find('button', 'Publish…'));
    const dialog = await find('dialog', 'Publish');
    expect(within(dialog).getByRole('alert').textContent).toContain('1 problem stands in the way');
    expect(within(dialog).getByRole('button', { name: 'Publish now' }).hasAttribute('disabled')).toBe(true);
  }, 60_000);

  it('tells a lead that a colleague saved the same draft, and writes nothing over', async () => {
    const user = await open('#/scripts/small');
    const line = await find('textbox', 'What to say, English');
    await endpoint.post('/v1/content/save-draft', { content: { kind: 'script', body: smallScript() }, rev: 0, basedOn: 1 }, 'lee');
    await user.type(line, '!');
    await screen.findByText(/A colleague saved this draft/, undefined, patient);
    await user.click(await find('button', 'Keep mine'));
    await screen.findByText(/Draft saved/, undefined, patient);
  }, 60_000);

  it('undoes and redoes by key', async () => {
    const user = await open('#/scripts/small');
    const title = await find('textbox', 'Short name, English');
    await user.type(title, 'ing');
    expect((title as HTMLTextAreaElement).value).toBe('greeting');
    await user.keyboard('{Control>}z{/Control}');
    expect((title as HTMLTextAreaElement).value).toBe('greet');
    await user.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    expect((title as HTMLTextAreaElement).value).toBe('greeting');
  }, 40_000);

  it('goes back to an old version from the history', async () => {
    const { body } = await endpoint.post('/v1/content/save-draft', { content: { kind: 'script', body: smallScript() }, rev: 0, basedOn: 1 }, 'lee');
    expect(body).toMatchObject({ draft: { rev: 1 } });
    await endpoint.post('/v1/content/publish', { kind: 'script', id: 'small', rev: 1, why: 'Second', at: null }, 'lee');
    const user = await open('#/scripts/small');
    await user.click(await find('button', 'History'));
    await user.click(await find('button', 'Go back to this'));
    await user.type(await find('textbox', /Why do you go back to version 1/), 'Too long');
    await user.click(await find('button', 'Publish version 1 again'));
    await waitFor(async () => expect((await history()).versions[0]).toMatchObject({ version: 3, publication: { restores: 1, why: 'Too long' } }), patient);
  }, 60_000);

  it('adds a phrase to a list, one wording a line', async () => {
    const user = await open('#/phrases/phrases-en');
    await user.click(await find('button', 'New phrase'));
    await user.type(await find('textbox', 'What is looked for'), 'some day{enter}one day');
    await find('heading', '1 problem');
    await user.type(await find('textbox', 'What to say instead'), 'On Monday');
    await find('heading', 'Ready to publish');
    await screen.findByText(/Draft saved/, undefined, patient);
  }, 60_000);
});
