import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeReplySchema } from '../../lib/contract/wire.ts';
import { violations } from '../support/axe.ts';
import { emulate, launchWithExtension, type Session, sendKeys, until } from '../support/browser.ts';
import { type Desk, dial, hangUp, misses, PASSWORD, press, save, sees, shown, sitDown, type, walk } from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

let team: Team;
let agent: Desk;
let qa: Session;
let page: Page;
let downloads: string;

beforeAll(async () => {
  downloads = await mkdtemp(join(tmpdir(), 'callside-downloads-'));
  team = await startTeam();
  [agent, qa] = await Promise.all([sitDown(team, 'agent-li'), launchWithExtension({ language: 'zh-CN' })]);
  page = qa.page;
  await page.setViewport({ width: 1280, height: 800 });
  const cdp = await qa.browser.target().createCDPSession();
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
});
afterAll(async () => {
  await Promise.all([agent?.close(), qa?.close()]);
  await team?.close();
  await rm(downloads, { recursive: true, force: true });
});

/** A one-time code of somebody new, whom the lead lets in. */
async function codeOfQa(): Promise<string> {
  const ask = async (path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    return (await fetch(team.endpoint.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const { token } = (await ask('/v1/enrol', { code: team.code('lead-zhou'), device: 'journey' })) as { token: string };
  const person = { name: '何静', role: 'qa', placeId: 'store-hexi', languages: ['zh-CN'] };
  return codeReplySchema.parse(await ask('/v1/codes', { agent: person }, token)).code;
}

/** All words in the workspace. */
const words = () => page.evaluate(() => document.body.innerText);
const reads = (wanted: string | RegExp) =>
  until(`${wanted} in the workspace`, async () => (typeof wanted === 'string' ? (await words()).includes(wanted) : wanted.test(await words())));

/** What axe finds on a screen, light and dark, and whether what is chosen shows where the system paints. */
async function isFine(what: string, screen = page): Promise<void> {
  for (const dark of [false, true]) {
    await emulate(screen, { dark, reducedMotion: true });
    expect.soft(await violations(screen), `${what}, ${dark ? 'dark' : 'light'}`).toEqual([]);
  }
  await emulate(screen, { forcedColors: true });
  expect.soft(await screen.evaluate(unseenInForcedColours), `${what}, forced colours`).toEqual([]);
  await emulate(screen, {});
}

/** Runs in the page: what is told by a colour only, which forced colours take away. */
function unseenInForcedColours(): string[] {
  const told = [...document.querySelectorAll('.chip, [data-tone], tr[aria-current="true"]')];
  const line = (style: CSSStyleDeclaration) =>
    [style.borderTopWidth, style.borderLeftWidth, style.outlineStyle === 'none' ? '0' : style.outlineWidth].some((width) => Number.parseFloat(width) > 0);
  return told.filter((part) => !line(getComputedStyle(part))).map((part) => part.outerHTML.slice(0, 120));
}

describe('QA and an agent on one record', () => {
  it('is found by a Chinese word of one character, and opens as it went', async () => {
    await dial(agent);
    await walk(agent, '1', '1', '3');
    await press(agent, 'Enter');
    await type(agent, '鞋带扣松了，走路会散。');
    await press(agent, 'Escape');
    await walk(agent, '1');
    await press(agent, 'Enter', 'Enter');
    await type(agent, '明天中午前由门店给您答复。');
    await press(agent, 'Enter');
    await walk(agent, '1', '1');
    await hangUp(agent);
    await misses(agent, '投诉', '下一步的时间');
    await press(agent, '1');
    await misses(agent, '下一步的时间');
    await press(agent, '1');
    await misses(agent, '下一步的责任部门');
    await press(agent, '1');
    await misses(agent);
    await save(agent);
    await arrived(team, 1);

    await page.goto(`chrome-extension://${qa.extensionId}/workspace.html`);
    await page.waitForSelector('input[name=endpoint]');
    await page.focus('input[name=endpoint]');
    await sendKeys(page, 'Control+KeyA');
    await page.keyboard.type(team.endpoint.url);
    await sendKeys(page, 'Tab');
    await page.keyboard.type(await codeOfQa());
    await sendKeys(page, 'Tab');
    await page.keyboard.type(PASSWORD);
    await sendKeys(page, 'Enter');
    await page.waitForSelector('tr[aria-current=true]');

    await sendKeys(page, '/');
    await page.keyboard.type('无');
    await reads('没有符合条件的记录');
    await sendKeys(page, 'Escape');
    await page.keyboard.type('松');
    await reads('1 / 1');
    await sendKeys(page, 'Escape', 'Escape');
    await reads(/通话经过[\s\S]*鞋带扣松了，走路会散。[\s\S]*明天中午前由门店给您答复。/);
    expect(page.url()).not.toMatch(/松|%/);
    await isFine('a record');
  });

  it('is returned, and within seconds the agent’s panel says so', async () => {
    await sendKeys(page, 'KeyR');
    await page.waitForSelector('textarea');
    await page.keyboard.type('是哪一只鞋？请写明。');
    await sendKeys(page, 'Control+Enter');
    await reads('待坐席处理');
    await sees(agent, '1 条退回');
    await press(agent, 'KeyM');
    await sees(agent, '是哪一只鞋？请写明。');
    await isFine('the agent’s records', agent.panel);
  });

  it('is corrected in the panel, and what stood before stays', async () => {
    await agent.panel.click('[role=dialog] li button');
    await sees(agent, '通话经过');
    await press(agent, 'KeyA');
    await agent.panel.waitForSelector('#own-answer:focus');
    await isFine('an answer', agent.panel);
    // To Cancel, past Send, which nothing can be done with yet.
    await press(agent, 'Tab', 'Enter');
    await until('no answer', () => agent.panel.evaluate(() => document.querySelector('#own-answer') === null));
    await press(agent, 'KeyC');
    await agent.panel.waitForSelector('#own-why:focus');
    await isFine('a correction', agent.panel);
    await type(agent, '客户说了是左脚');
    await agent.panel.focus('[role=dialog] [data-field="said"] textarea');
    await press(agent, 'Control+End');
    await type(agent, '是左脚那只。');
    await press(agent, 'Control+Enter');
    await until('the correction sent', async () => (await arrived(team, 1)).some(({ record }) => record.revision === 2));
    await until('no returned record', async () => !(await shown(agent)).includes('1 条退回'));
    expect(agent.faults).toEqual([]);
  });

  it('shows QA both revisions side by side', async () => {
    await page.reload();
    await reads(/已更正[\s\S]*各版本对照/);
    const rows = await until('the revisions', () =>
      page.evaluate(() => {
        const cells = [...document.querySelectorAll('table[aria-labelledby="record-revisions"] tbody td')].map((cell) => cell.textContent ?? '');
        return cells.length > 0 ? cells : null;
      }),
    );
    expect(rows).toEqual(['鞋带扣松了，走路会散。', '有改动鞋带扣松了，走路会散。是左脚那只。']);
    await isFine('revisions');
    await sendKeys(page, 'Control+Enter');
    await reads('已检查');
  });

  it('is exported with all of this as a file that a spreadsheet reads', async () => {
    await sendKeys(page, 'KeyE');
    await page.waitForSelector('[role=dialog] input[type=radio]:focus');
    await isFine('the export');
    await sendKeys(page, 'ArrowDown', 'Enter');
    await reads(/1 条记录已写入 callside-records-2026-11-22-\d\d-\d\d\.csv/);
    const name = await until('the file', async () => (await readdir(downloads)).find((one) => one.endsWith('.csv')));
    const csv = await readFile(join(downloads, name), 'utf8');
    expect(csv.startsWith('\ufeff通话开始（Asia/Shanghai）,')).toBe(true);
    expect(csv.split('\r\n')).toHaveLength(3);
    for (const part of ['鞋带扣松了，走路会散。是左脚那只。', '客户说了是左脚', '是哪一只鞋？请写明。', '不满意', '李晓萌', '已检查'])
      expect(csv).toContain(part);
    await sendKeys(page, 'Enter');
    await until('no dialog', () => page.evaluate(() => document.querySelector('[role=dialog]') === null));

    await sendKeys(page, 'KeyE', 'Enter');
    await reads(/1 条记录已写入 .*\.xlsx/);
    const workbook = await until('the workbook', async () => (await readdir(downloads)).find((one) => one.endsWith('.xlsx')));
    expect((await readFile(join(downloads, workbook))).subarray(0, 2).toString()).toBe('PK');
  });
});
