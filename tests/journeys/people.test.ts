import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/contract/customer.ts';
import { violations } from '../support/axe.ts';
import { emulate, setPanelWidth, until } from '../support/browser.ts';
import {
  alarm,
  closePanel,
  customer,
  type Desk,
  dial,
  hangUp,
  openDesk,
  PASSWORD,
  press,
  reopen,
  save,
  screenIs,
  sees,
  shown,
  sitDown,
  stored,
  type,
  walk,
} from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';
import { fill, push, reads, wordsOf } from '../support/workspace.ts';

let team: Team;
let lead: Desk;
let nora: Desk;
let workspace: Page;
/** Nora's own code, as the workspace showed it. */
let code: string;
/** Whom Nora called first. */
let called: { id: string; name: string };

beforeAll(async () => {
  team = await startTeam();
  [lead, nora] = await Promise.all([sitDown(team, 'lead-zhou', { language: 'en' }), openDesk({ language: 'en' })]);
  workspace = lead.session.page;
  await workspace.setViewport({ width: 1280, height: 800 });
});
afterAll(async () => {
  await Promise.all([lead?.close(), nora?.close()]);
  await team?.close();
});

async function openWorkspace(hash: string): Promise<void> {
  await workspace.goto(`chrome-extension://${lead.session.extensionId}/workspace.html`);
  await workspace.evaluate((to) => {
    location.hash = to;
  }, hash);
}
const isFine = async (what: string, page: Page) => expect.soft(await violations(page), what).toEqual([]);
/** A whole call with the customer on screen, up to the form. */
async function call(): Promise<void> {
  await dial(nora);
  await walk(nora, '1', '1', '1', '1', '1');
  await hangUp(nora);
}
/** The whole of the panel's document: what a curious person could find in it. */
const document_ = () => nora.panel.evaluate(() => document.documentElement.outerHTML);

describe('somebody new', () => {
  it('is invited in the workspace with a code that is shown once', async () => {
    await openWorkspace('#/team/people');
    await reads(workspace, 'New person');
    await isFine('people', workspace);
    await push(workspace, 'New person');
    await fill(workspace, 'Name', 'Nora Quinn');
    await fill(workspace, 'Login', 'nora');
    await isFine('invite', workspace);
    await push(workspace, 'Make a code');
    await reads(workspace, 'Code for Nora Quinn');
    code = await workspace.$eval('output', (one) => one.textContent ?? '');
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    await isFine('code', workspace);
    await push(workspace, 'Done');
    await reads(workspace, /Nora Quinn · nora/);
    await until('the code gone', async () => !(await wordsOf(workspace)).includes(code));
  });

  it('enrols with it in the panel, chooses a password, and works', async () => {
    await screenIs(nora, 'welcome');
    await fill(nora.panel, 'Address of the endpoint', team.endpoint.url);
    await fill(nora.panel, 'One-time code', code);
    await fill(nora.panel, 'Password of your own', PASSWORD);
    await press(nora, 'Enter');
    await screenIs(nora, 'ready');
    called = { id: '', name: (await customer(nora)) ?? '' };
    await call();
    await save(nora);
    const [listed] = await arrived(team, 1);
    called.id = listed?.record.customerId ?? '';
    expect(called.id).not.toBe('');
  });

  it('is at the desk for the lead, with all that was sent', async () => {
    await openWorkspace('#/team/now');
    await reads(workspace, /Nora Quinn\s+\S+\s+ready\s+all sent/);
    await isFine('agents now', workspace);
  });
});

describe('a desk that nobody touches', () => {
  it('is locked: nothing of a customer is left in the page, also when the panel is opened again', async () => {
    const name = (await customer(nora)) ?? '';
    expect(await document_()).toContain(name);
    // As after eleven minutes without a key.
    await nora.panel.evaluate(
      (then) => chrome.storage.local.set({ lockState: { lastActive: then, locked: false, wrong: 0, until: 0 } }),
      Date.now() - 11 * 60_000,
    );
    await sees(nora, 'Locked');
    const phones = (await stored(nora, 'customers')).flatMap(({ person }) => person.phones.map(({ original }) => original));
    for (const secret of [name, called.name, ...phones]) expect(await document_()).not.toContain(secret);
    await isFine('locked', nora.panel);
    await closePanel(nora);
    await reopen(nora);
    await sees(nora, 'Locked');
    expect(await document_()).not.toContain(name);
    expect(await nora.panel.title()).not.toContain(name);
  });

  it('opens with the password and no other, without the endpoint, where it was', async () => {
    await nora.panel.setOfflineMode(true);
    await type(nora, 'wrong horse');
    await press(nora, 'Enter');
    await sees(nora, 'This is not the password.');
    await type(nora, PASSWORD);
    await press(nora, 'Enter');
    await screenIs(nora, 'ready');
    await nora.panel.setOfflineMode(false);
  });
});

describe('a device that the lead cuts off', () => {
  it('is signed out at its next request, and what it has not sent stays', async () => {
    await dial(nora);
    await walk(nora, '1', '1', '1', '1', '1');
    await openWorkspace('#/team/people');
    await push(workspace, 'Nora Quinn');
    await reads(workspace, 'Chromium');
    await isFine('person', workspace);
    await push(workspace, 'Cut off Chromium');
    await reads(workspace, /cut off today/);
    await hangUp(nora);
    await save(nora);
    await sees(nora, 'Sign in again');
    expect((await stored(nora, 'outbox')).map(({ mutation, state }) => [mutation.kind, state])).toContainEqual(['record.save', 'waiting']);
    expect(await team.records()).toHaveLength(1);
  });

  it('says so at 320 px in either language, with nothing cut', async () => {
    await setPanelWidth(nora.panel, 320);
    for (const [language, words] of [
      ['zh-CN', '请重新登录'],
      ['en', 'Sign in again'],
    ] as const) {
      await nora.panel.evaluate((chosen) => chrome.storage.local.set({ language: chosen }), language);
      await sees(nora, words);
      expect(await cutInHeader()).toEqual([]);
    }
    await setPanelWidth(nora.panel, null);
  });

  it('is in again with login and password, and what waited goes up once', async () => {
    await nora.panel.click('header button:has([role=status])');
    await fill(nora.panel, 'Password', PASSWORD);
    await isFine('sign in again', nora.panel);
    await press(nora, 'Enter');
    await arrived(team, 2);
    await until('nothing that waits', async () => (await stored(nora, 'outbox')).length === 0);
    expect(await team.records()).toHaveLength(2);
    await press(nora, 'Escape');
    await sees(nora, 'All saved');
  });
});

/** Runs in the panel: words of the header that do not fit into it. */
const cutInHeader = () =>
  nora.panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header, header *')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && getComputedStyle(one).overflow !== 'visible')
      .map((one) => one.outerHTML.slice(0, 120)),
  );

/** A change of the customer's language by somebody at another desk, who knew only of the one in the file. */
async function speaks(agentId: string, { id: customerId, language: was }: Customer, language: string): Promise<void> {
  const ask = async (path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    return (await fetch(team.endpoint.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const { token } = (await ask('/v1/enrol', { code: team.code(agentId), device: 'another desk' })) as { token: string };
  const change = { field: 'language', value: language, was };
  const mutation = { id: `language-by-${agentId}`, at: team.endpoint.clock.now(), kind: 'customer.set', customerId, change };
  expect(await ask('/v1/push', { mutations: [mutation] }, token)).toMatchObject({ results: [{ status: 'stored' }] });
}

describe('two versions of one customer', () => {
  it('stand side by side in the workspace and in the panel, and one choice settles both', async () => {
    const name = (await customer(nora)) ?? '';
    const there = (await stored(nora, 'customers')).find(({ person }) => person.name === name);
    const [one = '', other = ''] = ['yue', 'en', 'zh-CN'].filter((language) => language !== there?.language);
    if (!there) throw new Error(`${name} is on screen and not in the database`);
    await speaks('agent-li', there, one);
    await speaks('agent-clarke', there, other);
    await alarm(nora);
    await sees(nora, 'Two versions');
    await openWorkspace('#/versions');
    await reads(workspace, `Language: ${name}`);
    await reads(workspace, /李晓萌[\s\S]*Emma Clarke/);
    await isFine('two versions in the workspace', workspace);
    await push(nora.panel, 'Two versions');
    await sees(nora, 'Which one is right?');
    await isFine('two versions in the panel', nora.panel);
    await press(nora, '2', 'Enter');
    await until('the badge gone', async () => !(await shown(nora)).includes('Two versions'));
    await until('nothing that waits', async () => (await stored(nora, 'outbox')).length === 0);
    await push(workspace, 'Look again');
    await reads(workspace, 'Nothing stands side by side.');
    const [chosen] = await team.endpoint.store.read((tx) => tx.customers.get([there.id]));
    expect(chosen?.language).toBe(other);
  });
});

describe('a person who is erased in the workspace', () => {
  it('goes from the open panel of the agent who called them, while she looks', async () => {
    await press(nora, 'm');
    await sees(nora, called.name);
    await isFine('my records', nora.panel);
    await openWorkspace('#/customers');
    await push(workspace, `Erase ${called.name}`);
    await fill(workspace, `Type “${called.name}” to confirm`, called.name);
    await isFine('erase', workspace);
    await push(workspace, 'Erase for ever');
    await reads(workspace, /Erased\./);
    await alarm(nora);
    await until('the name gone from the open panel', async () => !(await document_()).includes(called.name));
    const rest = JSON.stringify([await stored(nora, 'customers'), await stored(nora, 'records'), await stored(nora, 'tasks'), await stored(nora, 'outbox')]);
    expect(rest).not.toContain(called.name);
    expect(rest).not.toContain(called.id);
  });

  it('leaves the fact of the call, and no word of it', async () => {
    const records = await team.records();
    expect(records).toHaveLength(2);
    const erased = records.find(({ record }) => record.customerId === called.id);
    expect(erased?.record).toMatchObject({ outcome: 'reached', erased: true });
    expect(JSON.stringify(records)).not.toContain(called.name);
    expect([...nora.faults, ...lead.faults]).toEqual([]);
  });
});

describe('the other pages of a lead', () => {
  const pages: [what: string, hash: string, ready: string | RegExp, open?: string][] = [
    ['places', '#/team/places', 'Everybody reaches their own place'],
    ['a new place', '#/team/places', 'Everybody reaches their own place', 'Add a place below 岳麓样例服饰河西店'],
    ['password and devices', '#/team/places', 'Everybody reaches their own place', 'Password and devices'],
    ['scripts', '#/scripts', 'After a repair'],
    ['a script', '#/scripts/retail-repair', 'Ready to publish'],
    ['publishing', '#/scripts/retail-repair', 'Ready to publish', 'Publish…'],
    ['history', '#/scripts/retail-repair', 'Ready to publish', 'History'],
    ['preview', '#/scripts/retail-repair', 'Ready to publish', 'Preview'],
    ['a phrase list', '#/phrases/phrases-zh-CN', 'Ready to publish'],
  ];

  it.each(pages)('are accessible, light and dark: %s', async (what, hash, ready, open) => {
    await openWorkspace(hash);
    await reads(workspace, ready);
    if (open) await push(workspace, open);
    if (open) await until('what was opened', () => workspace.evaluate(() => document.querySelector('[role=dialog], iframe') !== null));
    for (const dark of [false, true]) {
      await emulate(workspace, { dark, reducedMotion: true });
      await isFine(`${what}, ${dark ? 'dark' : 'light'}`, workspace);
    }
  });

  it('have the agents’ own panel as preview: it rings and talks, and nothing of it is kept or sent', async () => {
    const before = (await team.records()).length;
    await openWorkspace('#/scripts/retail-repair');
    await reads(workspace, 'Ready to publish');
    await push(workspace, 'Preview');
    const frame = await workspace.waitForFrame((one) => one.url().endsWith('/sidepanel.html?preview'));
    await frame.waitForSelector('main article');
    expect(await frame.evaluate(() => document.body.innerText)).toMatch(/Preview: nothing is saved or sent[\s\S]*Jane Miller/);
    for (const name of ['Dial', 'Answered']) await (await frame.waitForSelector(`aria/${name}[role="button"]`))?.click();
    await until('the line', async () => /am I speaking to|Am I speaking to/.test(await frame.evaluate(() => document.body.innerText)));
    expect(await stored(lead, 'calls')).toEqual([]);
    expect(await team.records()).toHaveLength(before);
  });
});
