import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { emulate, setPanelWidth } from '../lib/chromium.ts';

/** How the panel is looked at: in the dark, or narrower (CSS px). */
export type PictureOf = { dark?: boolean; width?: number };

export type Beside = { picture: string; width: number; height: number; scale: number };

export type Camera = {
  /** A picture of the real panel as it stands; answers the file. */
  panel: (panel: Page, id: string, look?: PictureOf) => Promise<string>;
  /** What stands in the tab beside it, for `together`. */
  page: (page: Page) => Promise<Beside>;
  /** The tab and the panel side by side, as on the agent's screen; answers the file. */
  together: (browser: Browser, beside: Beside, panelPicture: string, id: string) => Promise<string>;
};

const PANEL_WIDTH = 360;

/** Numbers the pictures in their order. The folder is emptied first. */
export function createCamera(folder: string): Camera {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const file = (id: string) => join(folder, `${String(++count).padStart(2, '0')}-${id}.png`) as `${string}.png`;
  return {
    panel: async (panel, id, { dark = false, width } = {}) => {
      const path = file(id);
      if (width) await setPanelWidth(panel, width);
      if (dark) {
        await emulate(panel, { dark: true });
        // Colours take 100 ms to change.
        await wait(300);
      }
      await panel.screenshot({ path });
      if (dark) await emulate(panel, { dark: false });
      if (width) await setPanelWidth(panel, null);
      return path;
    },
    page: async (page) => {
      const picture = await page.screenshot({ encoding: 'base64' });
      return { picture, ...(await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight, scale: window.devicePixelRatio }))) };
    },
    together: async (browser, { picture, width, height, scale }, panelPicture, id) => {
      const path = file(id);
      const panel = (await readFile(panelPicture)).toString('base64');
      const sheet = await browser.newPage();
      try {
        await sheet.setViewport({ width: width + PANEL_WIDTH + 1, height, deviceScaleFactor: scale });
        // Chromium's own bar above the panel is not part of the page, so it is drawn here.
        await sheet.setContent(`<body style="margin:0;display:flex;gap:1px;background:#c3c8d0;font:600 13px system-ui">
          <img src="data:image/png;base64,${picture}" style="width:${width}px;height:${height}px">
          <div style="width:${PANEL_WIDTH}px;display:flex;flex-direction:column;background:#fff">
            <div style="flex:1;display:flex;align-items:center;padding:0 14px">Callside</div>
            <img src="data:image/png;base64,${panel}" style="width:${PANEL_WIDTH}px">
          </div></body>`);
        await sheet.screenshot({ path });
      } finally {
        await sheet.close();
      }
      return path;
    },
  };
}

/** The ones that stand in the README and the documents, by names that stay. */
const SHOWN = ['closed-hours', 'next-customer', 'line', 'warning', 'warning-dark', 'missing', 'abuse', 'beside-the-crm'];

/** Copies the pictures for the documents out of a whole tour's; answers their number. */
export function publishPictures(from: string, to: string): number {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const files = readdirSync(from);
  for (const id of SHOWN) {
    const file = files.find((name) => name.endsWith(`-${id}.png`) && /^\d+$/.test(name.slice(0, -`-${id}.png`.length)));
    if (!file) throw new Error(`the tour has no picture of ${id}`);
    copyFileSync(join(from, file), join(to, `${id}.png`));
  }
  return SHOWN.length;
}
