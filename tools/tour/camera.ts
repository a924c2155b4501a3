import { mkdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { emulate } from '../lib/chromium.ts';

export type Camera = {
  /** A picture of the real panel as it stands; answers the file. */
  panel: (panel: Page, id: string, look?: { dark?: boolean }) => Promise<string>;
  /** The page and the panel side by side, as on the agent's screen. */
  together: (browser: Browser, page: Page, panelPicture: string, id: string) => Promise<string>;
};

/** Numbers the pictures in their order. The folder is emptied first. */
export function createCamera(folder: string): Camera {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const file = (id: string) => join(folder, `${String(++count).padStart(2, '0')}-${id}.png`) as `${string}.png`;
  return {
    panel: async (panel, id, { dark = false } = {}) => {
      const path = file(id);
      if (dark) await emulate(panel, { dark: true });
      await panel.screenshot({ path });
      if (dark) await emulate(panel, { dark: false });
      return path;
    },
    together: async (browser, page, panelPicture, id) => {
      const path = file(id);
      const left = await page.screenshot({ encoding: 'base64' });
      const right = (await readFile(panelPicture)).toString('base64');
      const [width, height, scale] = await page.evaluate(() => [window.innerWidth, window.innerHeight, window.devicePixelRatio] as const);
      const sheet = await browser.newPage();
      try {
        const image = (data: string) => `<img src="data:image/png;base64,${data}" style="height:${height}px;display:block">`;
        await sheet.setContent(`<body style="margin:0;display:flex;background:#c3c8d0;gap:1px">${image(left)}${image(right)}</body>`);
        await sheet.setViewport({ width: width + 361, height, deviceScaleFactor: scale });
        await sheet.screenshot({ path });
      } finally {
        await sheet.close();
      }
      return path;
    },
  };
}
