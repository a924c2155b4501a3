import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { writeMeta } from '../../../lib/db/meta.ts';
import { newsFor, tellOf } from '../../../lib/db/news.ts';
import { openDb } from '../../support/db.ts';
import { openPanel, scriptOf } from '../../support/panel.tsx';

/** The script of the next call with another opening, as version 2. */
function newer() {
  const script = structuredClone(scriptOf('retail-repair'));
  script.version = 2;
  const start = script.steps.find(({ id }) => id === script.start);
  if (start) start.line = { 'zh-CN': '您好，我是{agent.name}。', en: 'Hello, this is {agent.name}.' };
  return script;
}

const known = { kind: 'script', id: 'retail-repair', version: 1 } as const;
const news = () => screen.queryByRole('region', { name: /The script has changed: After a repair, version 2/ });

async function withNews() {
  const db = openDb();
  await tellOf(db, [known]);
  const panel = await openPanel({ db });
  await db.scripts.put(newer());
  await waitFor(() => expect(news()).toBeTruthy());
  return panel;
}

describe('what changed in the script', () => {
  it('is said before the next call, and put away by one key', async () => {
    const panel = await withNews();
    expect(news()?.textContent).toContain('Step · Greeting');
    expect([...document.querySelectorAll('ins')].map((one) => one.textContent).join(' ')).toContain('Hello');
    await panel.user.keyboard('g');
    await waitFor(() => expect(news()).toBeNull());
    expect(await newsFor(panel.db, 'retail-repair')).toEqual([]);
  });

  it('stays while it rings, is gone once somebody talks, and does not come back', async () => {
    const panel = await withNews();
    await panel.user.keyboard('{Enter}');
    await screen.findByRole('button', { name: /Answered/i });
    await waitFor(() => expect(news()).toBeTruthy());
    await panel.user.keyboard('{Enter}');
    await waitFor(async () => expect((await panel.call()).phase).toBe('talking'));
    await waitFor(async () => expect(await newsFor(panel.db, 'retail-repair')).toEqual([]));
    expect(news()).toBeNull();
    expect((await panel.call()).walk.version).toBe(2);
  });

  it('is nothing to somebody who meets the script for the first time', async () => {
    const panel = await openPanel();
    await panel.db.scripts.put(newer());
    await panel.user.keyboard('{Enter}');
    await waitFor(async () => expect((await panel.call()).walk.version).toBe(2));
    expect(news()).toBeNull();
  });
});

describe('a version that cannot be used', () => {
  it('is told calmly, with the version that goes on', async () => {
    const panel = await openPanel();
    await writeMeta(panel.db, { key: 'refused', items: [{ kind: 'script', id: 'retail-repair', version: 2, why: 'unreadable', where: '', at: 0 }] });
    const note = await screen.findByRole('region', { name: 'A new version cannot be used' });
    expect(note.textContent).toContain('“After a repair” came in a version that cannot be used here. You go on with version 1.');
  });
});
