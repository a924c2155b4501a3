import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { anAgent, anOutboxRow } from '../../support/builders.ts';
import { openPanel } from '../../support/panel.tsx';

/** What the browser was given to keep. */
function downloads(): { name: string; text: () => Promise<string> }[] {
  const saved: { name: string; text: () => Promise<string> }[] = [];
  let blob = new Blob();
  const createObjectURL = (made: Blob) => {
    blob = made;
    return 'blob:x';
  };
  Object.assign(URL, { createObjectURL, revokeObjectURL: () => {} });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const made = blob;
    saved.push({ name: this.download, text: () => made.text() });
  });
  return saved;
}

async function open(options: Parameters<typeof openPanel>[0] = {}) {
  const panel = await openPanel(options);
  await panel.user.click(screen.getByRole('button', { name: 'Menu' }));
  await panel.user.click(await screen.findByRole('button', { name: 'Backup file' }));
  return { ...panel, dialog: within(await screen.findByRole('dialog', { name: 'Backup file' })) };
}
const choose = (panel: Awaited<ReturnType<typeof open>>, name: string, text: string) =>
  panel.user.upload(panel.dialog.getByLabelText('Read in a backup file', { selector: 'input' }), new File([text], name, { type: 'application/json' }));

describe('the backup file', () => {
  it('is saved from the menu, with the time in its name and a word of warning', async () => {
    const saved = downloads();
    const { user, dialog } = await open({ mode: 'alone' });
    expect(dialog.getByText(/unencrypted/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Save a backup file' }));
    expect(await dialog.findByText('Saved as callside-backup-2026-11-23-15-00.json.')).toBeTruthy();
    expect(saved.map(({ name }) => name)).toEqual(['callside-backup-2026-11-23-15-00.json']);
    expect(JSON.parse((await saved[0]?.text()) ?? '')).toMatchObject({ kind: 'callside-backup', version: 1, body: { mode: 'alone', customers: [{}] } });
  });

  it('is read in again: what is missing comes back, and what waits goes out', async () => {
    const saved = downloads();
    const panel = await open({ mode: 'team' });
    await panel.db.outbox.add(anOutboxRow(1));
    await panel.user.click(panel.dialog.getByRole('button', { name: 'Save a backup file' }));
    await panel.dialog.findByText(/^Saved as/);
    await panel.db.outbox.clear();
    const text = (await saved[0]?.text()) ?? '';
    await choose(panel, 'backup.json', text);
    expect(await panel.dialog.findByText(/^Read in: 0 records, 1 unsent changes/)).toBeTruthy();
    expect(await panel.db.outbox.count()).toBe(1);
    await waitFor(() => expect(panel.sync).toHaveBeenCalled());
    await choose(panel, 'backup.json', text);
    expect(await panel.dialog.findByText('Read in. Everything in it was here already.')).toBeTruthy();
  });

  it('of somebody else, or what is none, is refused with what to do', async () => {
    const saved = downloads();
    const panel = await open({ mode: 'team' });
    await panel.user.click(panel.dialog.getByRole('button', { name: 'Save a backup file' }));
    await panel.dialog.findByText(/^Saved as/);
    const text = (await saved[0]?.text()) ?? '';
    panel.unmount();
    const other = await open({ mode: 'team', agent: anAgent({ id: 'agent-2' }) });
    await choose(other, 'backup.json', text);
    expect(await other.dialog.findByText(/^backup\.json belongs to somebody else/)).toBeTruthy();
    await choose(other, 'letter.json', 'Dear customer');
    expect(await other.dialog.findByText(/^letter\.json is no backup file/)).toBeTruthy();
  });
});
