import { globSync, rmSync, truncateSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/browser.ts';
import { alarm, type Desk, dial, hangUp, newProfile, openDesk, save, screenIs, sees, signIn, stored, walk } from '../support/journey.ts';
import { startTeam, type Team } from '../support/team.ts';

let team: Team;
let desk: Desk;
let profile: string;

beforeAll(async () => {
  team = await startTeam();
  profile = await newProfile();
  desk = await openDesk({ userDataDir: profile });
});
afterAll(async () => {
  await desk?.close();
  await team?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function call(): Promise<void> {
  await dial(desk);
  await walk(desk, '1', '1', '1', '1', '1');
  await hangUp(desk);
  await save(desk);
}
/** What is noted outside the database as unsent. */
const noted = () =>
  desk.panel.evaluate(async () => ((await chrome.storage.local.get('mirror')) as { mirror?: { unsent: unknown[] } }).mirror?.unsent.length ?? -1);
const pressButton = (words: string) =>
  desk.panel.evaluate((text) => [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(text))?.click(), words);

describe('a browser that loses the panel’s database', () => {
  it('tells the agent what may be missing, asks the endpoint, and fetches the rest again; nothing is deleted there', async () => {
    await signIn(desk, team, 'agent-li');
    await call();
    await sees(desk, '全部已保存');
    await team.endpoint.close();
    await call();
    await sees(desk, '1 条待发送');
    await until('the unsent record noted outside', async () => (await noted()) === 1);
    await desk.session.close();

    for (const manifest of globSync(`${profile}/**/chrome-extension_*.indexeddb.leveldb/MANIFEST-*`)) truncateSync(manifest, 20);
    desk = await openDesk({ userDataDir: profile });
    await sees(desk, '这台电脑保存的部分内容丢失了');
    expect(await stored(desk, 'outbox')).toEqual([]);
    await pressButton('看看缺了什么');
    await sees(desk, /保存的 1 条还没有发送/);

    await team.restart();
    await until('the endpoint asked', async () => {
      await alarm(desk);
      return await desk.panel.evaluate(() => document.body.innerText.includes('本机和服务端都没有'));
    });
    await pressButton('我已了解');
    await screenIs(desk, 'ready');
    expect((await stored(desk, 'customers')).length).toBeGreaterThan(0);
    expect(await team.records()).toHaveLength(1);
    expect(await desk.panel.evaluate(() => document.querySelector('section[aria-label="可能有内容丢失"]'))).toBeNull();
  });
});
