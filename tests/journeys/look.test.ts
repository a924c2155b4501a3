import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../support/axe.ts';
import { emulate, setPanelWidth, until } from '../support/browser.ts';
import {
  alarm,
  closePanel,
  type Desk,
  hangUp,
  line,
  misses,
  openDesk,
  press,
  reopen,
  save,
  screenIs,
  sees,
  shown,
  signIn,
  textIn,
  type,
  walk,
} from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

/** In the header, whatever the language. */
const MENU = 'header > div > button';
const CONNECTION = 'header button:has([role=status])';

let team: Team;
let desk: Desk;

beforeAll(async () => {
  team = await startTeam();
  desk = await openDesk();
});
afterAll(async () => {
  await desk?.close();
  await team?.close();
});

afterEach(async () => {
  await setPanelWidth(desk.panel, null);
  await emulate(desk.panel, {});
});

/** What is wider than the panel, so that one would have to scroll sideways. */
const tooWide = () =>
  desk.panel.evaluate(() => {
    const parts = [document.documentElement, ...document.querySelectorAll('main, footer, header, [role=dialog], [role=dialog] > *')];
    return parts.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.outerHTML.slice(0, 160));
  });

/** The interface in this language, as the menu stores it. */
async function speak(language: string): Promise<void> {
  await desk.panel.evaluate((chosen) => chrome.storage.local.set({ language: chosen }), language);
  await until(`the interface in ${language}`, () => desk.panel.evaluate((wanted) => document.documentElement.lang === wanted, language));
}

/** Looks at the screen that is there in both languages, light and dark, at both widths. */
async function isFine(): Promise<void> {
  for (const width of [null, 320]) {
    await setPanelWidth(desk.panel, width);
    for (const language of ['en', 'zh-CN']) {
      await speak(language);
      const grounds = new Set<string>();
      for (const dark of [false, true]) {
        await emulate(desk.panel, { dark, reducedMotion: true });
        grounds.add(await desk.panel.evaluate(() => getComputedStyle(document.querySelector('#root > div') ?? document.body).backgroundColor));
        expect.soft(await violations(desk.panel), `${language}, ${dark ? 'dark' : 'light'}, ${width ?? 360} px`).toEqual([]);
      }
      expect.soft(grounds.size, 'light and dark differ').toBe(2);
      expect.soft(await tooWide(), `${language}, ${width ?? 360} px`).toEqual([]);
    }
  }
}

async function dialogIs(open: boolean): Promise<void> {
  await until(open ? 'a dialog' : 'no dialog', () => desk.panel.evaluate((wanted) => (document.querySelector('[role=dialog]') !== null) === wanted, open));
}

describe('every screen is accessible and fits, in both languages, light and dark, at 320 and 360 px', () => {
  it('welcome', async () => {
    await screenIs(desk, 'welcome');
    await isFine();
    await press(desk, 'Tab');
    await desk.panel.evaluate(() => document.querySelector('details')?.setAttribute('open', ''));
    await isFine();
  });

  it('next customer', async () => {
    await signIn(desk, team, 'agent-li');
    await isFine();
  });

  const dialogs: [name: string, open: () => Promise<void>][] = [
    [
      'find',
      async () => {
        await press(desk, 'Slash');
        await dialogIs(true);
        await type(desk, '何');
        await desk.panel.waitForSelector('[role=option]');
      },
    ],
    ['help', () => press(desk, 'Shift+Slash')],
    ['menu', () => desk.panel.click(MENU)],
    ['outbox', () => desk.panel.click(CONNECTION)],
    ['skip', () => press(desk, 's')],
    ['appointment', () => press(desk, 'a')],
  ];
  it.each(dialogs)('dialog: %s', async (_, open) => {
    await dialogIs(false);
    await open();
    await dialogIs(true);
    try {
      await isFine();
    } finally {
      await press(desk, 'Escape');
    }
    await dialogIs(false);
  });

  it('ringing, talking with a warning, and the record after the call', async () => {
    // The dialogs gave the focus back to what opened them.
    await desk.panel.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await press(desk, 'Enter');
    await screenIs(desk, 'ringing');
    await isFine();
    await press(desk, 'Enter');
    await screenIs(desk, 'talking');
    await walk(desk, '1', '1', '3');
    await press(desk, 'Enter', 'Enter');
    await type(desk, '这不是我们的问题。');
    await sees(desk, '推卸责任');
    await isFine();
    await press(desk, 'Escape');
    await hangUp(desk);
    await press(desk, '2');
    await isFine();
    await press(desk, 'Backspace');
    await screenIs(desk, 'talking');
    await press(desk, 'm', 'f');
    await isFine();
  });
});

/** What a screen reader says when it is free, and at once. */
const spoken = (role: 'status' | 'alert') => desk.panel.evaluate((name) => document.querySelector(`.sr-only[role=${name}]`)?.textContent ?? '', role);

describe('a call that is heard, and changed while it runs', () => {
  it('speaks the new line and each warning', async () => {
    await press(desk, 'f');
    await until('the script', async () => (await line(desk)) !== '');
    await walk(desk, 'Backspace');
    const said = await line(desk);
    await until('the line spoken', async () => (await spoken('status')) === said);
    await press(desk, 'Enter', 'Enter');
    await type(desk, '您自己打电话问公司吧。');
    await until('the warning spoken', async () => /推给客户.*您自己打电话/.test(await spoken('alert')));
    await press(desk, 'Escape');
  });

  it('goes on in another language and look, its line in the language of the customer', async () => {
    const said = await line(desk);
    await desk.panel.click(MENU);
    await dialogIs(true);
    await desk.panel.click('aria/English[role="button"]');
    await until('English', async () => (await shown(desk)).includes('Menu'));
    await desk.panel.click('aria/Dark[role="button"]');
    await until('dark', () => desk.panel.evaluate(() => document.documentElement.dataset.theme === 'dark'));
    await press(desk, 'Escape');
    await dialogIs(false);
    expect(await line(desk)).toBe(said);
    await closePanel(desk);
    await reopen(desk);
    await screenIs(desk, 'talking');
    expect(await desk.panel.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual(['en', 'dark']);
    await desk.panel.evaluate(() => chrome.storage.local.set({ theme: 'system' }));
    await speak('zh-CN');
  });

  it('shows where the focus is, on every control', async () => {
    const seen: string[] = [];
    for (let tabs = 0; tabs < 60; tabs++) {
      await press(desk, 'Tab');
      const focus = await desk.panel.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const visible = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
        const inSight = box.bottom > 0 && box.top < window.innerHeight && box.width > 0;
        return { name: element.outerHTML.slice(0, 120), fine: visible && inSight };
      });
      if (focus === null || seen.includes(focus.name)) break;
      expect(focus, focus.name).toMatchObject({ fine: true });
      seen.push(focus.name);
    }
    expect(seen.length).toBeGreaterThan(10);
  });
});

describe('what the customer says', () => {
  it('is text: HTML, formulas and emoji come back unchanged and are shown as they are', async () => {
    const words = '<img src=x onerror="document.title=1"><b>粗</b> =HYPERLINK("x") +1 @a {customer.name} &amp; 👩‍👩‍👧 ‮abc';
    await screenIs(desk, 'talking');
    await press(desk, 'Escape');
    await desk.panel.focus('[data-field="said"] textarea');
    await type(desk, words);
    await press(desk, 'Escape');
    await hangUp(desk);
    await until('the words in the record', async () => (await textIn(desk, 'said')) === words);
    expect(await desk.panel.evaluate(() => document.querySelectorAll('#root img, #root b').length)).toBe(0);
    await misses(desk, '满意度', '需求', '建议', '投诉', '下一步');
    await press(desk, '1');
    await misses(desk, '需求', '建议', '投诉', '下一步');
    await press(desk, '0');
    await misses(desk);
    await save(desk);
    const listed = (await arrived(team, 1))[0];
    expect(listed?.record.content.said).toEqual({ kind: 'text', text: words });
  });
});

/** Words of the header that do not fit into it. */
const cutInHeader = () =>
  desk.panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header, header *')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
      .map((one) => one.outerHTML.slice(0, 120)),
  );

describe('while something waits', () => {
  it('the header has all its words at 320 px, in both languages', async () => {
    await screenIs(desk, 'ready');
    await team.endpoint.close();
    await press(desk, 's');
    await dialogIs(true);
    await press(desk, '2');
    await setPanelWidth(desk.panel, 320);
    for (const [language, words] of [
      ['en', /\d waiting since \d\d:\d\d/],
      ['zh-CN', /\d 条待发送，自 \d\d:\d\d/],
    ] as const) {
      await speak(language);
      await sees(desk, words);
      expect(await cutInHeader()).toEqual([]);
      expect(await tooWide()).toEqual([]);
    }
    await setPanelWidth(desk.panel, null);
    await team.restart();
    await alarm(desk);
    await sees(desk, '全部已保存');
  });
});

describe('outside the calling hours', () => {
  it('the screen that says why nobody is called is as accessible', async () => {
    team.setTime(Date.parse('2026-11-22T13:30:00Z'));
    await alarm(desk);
    await screenIs(desk, 'nothing');
    await isFine();
    expect(desk.faults).toEqual([]);
  });
});
