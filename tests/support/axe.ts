import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';

const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type Axe = { run: (options: object) => Promise<AxeResults> };

/** What axe finds on the page as it is: rule and place. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readFile(file, 'utf8'));
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run({ resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`));
  });
}
