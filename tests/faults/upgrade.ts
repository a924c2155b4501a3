import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { Chance } from '../simulation/chance.ts';
import { launchWithExtension } from '../support/browser.ts';
import { compare, type Fault } from './fault.ts';
import type { UpgradePage } from './upgrade-page.ts';

/** Ample: it takes some milliseconds. */
const MOVED_WITHIN_MS = 20_000;
const PANELS = ['a', 'b', 'c'];

/** Row 16: three pages of today write while a page of a next version moves the schema of the database they share. */
export const upgradeUnderUse: Fault = {
  name: 'upgrade under use: three old panels write while the schema moves',
  passes: 'whatever an old panel was told is saved is in the outbox and in all of its indexes, the new one too',
  short: 3,
  long: 50,
  play: async (times) => {
    const site = await serve(await bundle());
    const session = await launchWithExtension();
    const chance = new Chance(16);
    const problems: string[] = [];
    let saved = 0;
    try {
      const pages: Page[] = [];
      for (let index = 0; index <= PANELS.length; index++) {
        const page = await session.browser.newPage();
        await page.goto(site.url);
        await page.waitForFunction(() => 'upgradePage' in globalThis);
        pages.push(page);
      }
      const [newer, ...old] = pages;
      if (!newer) throw new Error('no page');
      for (let round = 1; round <= times && problems.length === 0; round++) {
        const name = `upgrade-${round}`;
        for (const page of old) await on(page, 'open', name);
        const writing = Promise.all(old.map((page, index) => on(page, 'write', `${round}-${PANELS[index]}`)));
        await new Promise((wake) => setTimeout(wake, chance.between(0, 300)));
        const moving = on(newer, 'upgrade', name).then(() => true);
        // Left alone when the browser is closed.
        for (const one of [writing, moving]) one.catch(() => undefined);
        if (!(await Promise.race([moving, new Promise<false>((wake) => setTimeout(() => wake(false), MOVED_WITHIN_MS))]))) {
          problems.push(`upgrade ${round}: the schema did not move, for an old panel did not close`);
          break;
        }
        const told = (await writing).flat();
        const found = await on(newer, 'found', '');
        for (const [way, ids] of Object.entries(found)) {
          const lost = compare(told, ids).filter((one) => !one.includes('invented'));
          problems.push(...lost.map((one) => `upgrade ${round}, by ${way}: ${one}`));
        }
        saved += told.length;
        await on(newer, 'remove', '');
      }
    } finally {
      await session.close();
      site.close();
    }
    return { times, problems, seen: `${saved} saves told, ${Math.round(saved / times)} for an upgrade` };
  },
};

/** Calls one of the page's functions. */
async function on<K extends keyof UpgradePage>(page: Page, what: K, argument: string): Promise<Awaited<ReturnType<UpgradePage[K]>>> {
  const answer = await page.evaluate(
    (name, given) => (globalThis as unknown as { upgradePage: { [one: string]: (given: string) => Promise<unknown> } }).upgradePage[name]?.(given),
    what,
    argument,
  );
  return answer as Awaited<ReturnType<UpgradePage[K]>>;
}

async function bundle(): Promise<string> {
  const entry = resolve(import.meta.dirname, 'upgrade-page.ts');
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  const [first] = [made].flat();
  const chunk = first && 'output' in first ? first.output[0] : null;
  if (!chunk) throw new Error('the page was not built');
  return chunk.code;
}

async function serve(script: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>panel</title><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
