import type { Page } from 'puppeteer-core';
import { until } from './browser.ts';

const PATIENCE = 20_000;

/** All words that the page shows. */
export const wordsOf = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText);

/** Waits until these words are on the page. */
export const reads = (page: Page, wanted: string | RegExp) =>
  until(
    `${wanted} on the page`,
    async () => (typeof wanted === 'string' ? (await wordsOf(page)).includes(wanted) : wanted.test(await wordsOf(page))),
    PATIENCE,
  );

/** Presses the button of this name, or whose words begin so, wherever it stands. */
export async function push(page: Page, name: string): Promise<void> {
  const found = () =>
    page.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('button:not([disabled]), summary')];
      const button = buttons.find((one) => one.getAttribute('aria-label') === wanted || one.textContent?.trim().startsWith(wanted));
      button?.click();
      return button !== undefined;
    }, name);
  await until(`the button ${name}`, found, PATIENCE);
}

/** Types into the field with these words on or beside it, instead of what stood there. */
export async function fill(page: Page, label: string, text: string): Promise<void> {
  const field = await page.waitForSelector(`aria/${label}`, { timeout: PATIENCE });
  await field?.click({ count: 3 });
  await page.keyboard.type(text);
}
