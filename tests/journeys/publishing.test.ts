import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/browser.ts';
import { type Desk, dial, hangUp, line, press, save, screenIs, sees, shown, sitDown, stored, walk } from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

const SCRIPT = 'retail-repair';

let team: Team;
let agent: Desk;
let lead: Desk;
let workspace: Page;

beforeAll(async () => {
  team = await startTeam();
  // One script for everybody who is due, so that the call after this one has it too.
  await team.endpoint.store.write(async (tx) => {
    const customers = await tx.customers.page({ placeIds: ['store-hexi'], after: null, limit: 500 });
    const tasks = await tx.tasks.ofCustomers(
      customers.map(({ id }) => id),
      true,
    );
    await tx.tasks.put(tasks.map((task) => ({ ...task, scriptId: SCRIPT })));
    // And the rules say so too: the planner would take back what only the tasks say.
    for (const place of await tx.places.all()) await tx.places.put({ ...place, rules: place.rules.map((rule) => ({ ...rule, scriptId: SCRIPT })) });
  });
  agent = await sitDown(team, 'agent-li');
  lead = await sitDown(team, 'lead-zhou', { language: 'en' });
  workspace = lead.session.page;
  await workspace.setViewport({ width: 1280, height: 800 });
});
afterAll(async () => {
  await Promise.all([agent?.close(), lead?.close()]);
  await team?.close();
});

const inWorkspace = (words: string | RegExp) =>
  until(`${words} in the workspace`, async () => {
    const text = await workspace.evaluate(() => document.body.innerText);
    return typeof words === 'string' ? text.includes(words) : words.test(text);
  });

/** Presses the button of this name, wherever it stands. */
async function push(name: string): Promise<void> {
  const found = () =>
    workspace.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('button:not([disabled])')];
      const button = buttons.find((one) => one.getAttribute('aria-label') === wanted || one.textContent?.trim().startsWith(wanted));
      button?.click();
      return button !== undefined;
    }, name);
  await until(`the button ${name}`, found);
}

/** Writes another opening in both languages, and publishes it. */
async function publishOpening(scriptId: string, words: { zh: string; en: string }, why: string): Promise<void> {
  await workspace.goto(`chrome-extension://${lead.session.extensionId}/workspace.html?${why.length}#/scripts/${scriptId}`);
  for (const [language, text] of [
    ['中文', words.zh],
    ['English', words.en],
  ] as const) {
    const field = await workspace.waitForSelector(`textarea[aria-label="What to say, ${language}"]`);
    await field?.click();
    await workspace.keyboard.down('Control');
    await workspace.keyboard.press('KeyA');
    await workspace.keyboard.up('Control');
    await workspace.keyboard.type(text);
  }
  await inWorkspace(/Draft saved/);
  await inWorkspace('Ready to publish');
  await push('Publish…');
  const reason = await workspace.waitForSelector('[role=dialog] textarea');
  await reason?.type(why);
  await push('Publish now');
  await inWorkspace(/Version \d+ is published/);
}

const versionInCall = async () => (await stored(agent, 'calls'))[0]?.walk.version;

describe('a lead changes a script while an agent is in a call', () => {
  it('keeps the call as it began, to its last line', async () => {
    await dial(agent);
    const before = await line(agent);
    expect(await versionInCall()).toBe(1);
    await publishOpening(SCRIPT, { zh: '{customer.address}，您好，我是{agent.name}。', en: 'Hello {customer.address}, this is {agent.name}.' }, 'Shorter');
    const scripts = () =>
      agent.panel.evaluate(
        () =>
          new Promise<number[]>((resolve, reject) => {
            const opening = indexedDB.open('callside');
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
              const reading = opening.result.transaction('scripts').objectStore('scripts').getAll();
              reading.onsuccess = () => {
                opening.result.close();
                resolve(reading.result.map((script: { version: number }) => script.version));
              };
            };
          }),
      );
    // An agent who is connected has it within five seconds of the word "published".
    await until('the new version at the agent’s desk', async () => (await scripts()).includes(2), 5_000);
    expect(await line(agent)).toBe(before);
    expect(await versionInCall()).toBe(1);
    expect(await shown(agent)).not.toContain('话术有更新');
  });

  it('is in the record with the version that was talked', async () => {
    await walk(agent, '1', '1', '1', '1', '1');
    await hangUp(agent);
    await save(agent);
    const [listed] = await arrived(team, 1);
    expect(listed?.record.walk).toMatchObject({ scriptId: SCRIPT, version: 1 });
  });

  it('is told once what changed, and the next call has the new words', async () => {
    await screenIs(agent, 'ready');
    await sees(agent, /话术有更新：.*第 2 版/);
    await press(agent, 'g');
    await until('the news to go', async () => !(await shown(agent)).includes('话术有更新'));
    await dial(agent);
    expect(await versionInCall()).toBe(2);
    expect(await line(agent)).toContain('您好，我是李晓萌。');
    await walk(agent, '1', '1', '1', '1', '1');
    await hangUp(agent);
    await save(agent);
    expect((await arrived(team, 2))[0]?.record.walk).toMatchObject({ scriptId: SCRIPT, version: 2 });
    expect(await shown(agent)).not.toContain('话术有更新');
  });
});
