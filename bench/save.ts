import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';
import { launchPlain } from '../tools/lib/chromium.ts';
import { inFolder } from './in-folder.ts';
import { measureRow, median, type Row, type Subject } from './measure.ts';

const SAVES = 20;
const subjects = { ours: 'ours', 'four Dexie puts, strict': 'fourPuts', 'raw IndexedDB, strict': 'rawStrict', 'raw IndexedDB, relaxed': 'rawRelaxed' };

/** A save in real Chromium, on the real disk, beside four bare puts of the same rows. */
export function saveInBrowser(parent: string, rounds: number): Promise<Row[]> {
  return inFolder(parent, (folder) => measure(folder, rounds));
}

async function measure(dir: string, rounds: number): Promise<Row[]> {
  const lib = { entry: join(import.meta.dirname, 'save-page.ts'), formats: ['iife' as const], name: 'page', fileName: () => 'page.js' };
  const define = { 'process.env.NODE_ENV': '"production"' };
  await build({ configFile: false, publicDir: false, logLevel: 'error', define, build: { lib, outDir: join(dir, 'page'), minify: true } });
  const script = readFileSync(join(dir, 'page', 'page.js'));
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', url === '/page.js' ? 'text/javascript' : 'text/html');
    response.end(url === '/page.js' ? script : '<!doctype html><title>bench</title><script src="/page.js"></script>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await launchPlain({ userDataDir: join(dir, 'profile') }).catch((error: unknown) => {
    server.close();
    throw error;
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const run = async (name: string) =>
      median((await page.evaluate((which, times) => (globalThis as unknown as Page).saves[which]?.(times), name, SAVES)) ?? []);
    const all = Object.entries(subjects).map(([name, which]): Subject => ({ name, run: () => run(which) }));
    return [await measureRow({ work: 'Panel: save a call (record, customer, task, outbox), in real Chromium', unit: 'ms', most: 1.1 }, all, rounds)];
  } finally {
    await browser.close();
    server.close();
  }
}

type Page = { saves: { [name: string]: (times: number) => Promise<number[]> } };
