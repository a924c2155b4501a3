import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Script } from '../../lib/contract/script.ts';
import { sendKeys } from '../lib/chromium.ts';

/** What the panel shows, as far as the tour has to know it. */
export type Shown = {
  /** Of the whole panel, for "has it changed". */
  text: string;
  /** The line to say, or nothing. */
  line: string;
  /** The customer of the card or the call. */
  name: string;
  /** Language of that customer's name. */
  language: string;
  phase: 'welcome' | 'ready' | 'nothing' | 'ringing' | 'talking' | 'wrap-up' | 'loading';
  missing: string[];
  header: string;
};

/** An agent at the keyboard of the panel. Every method rejects when the panel does not answer within the time (ms). */
export type Hand = {
  panel: Page;
  /** Keys pressed since the last `pressed(0)`, typing left out. */
  pressed: (from?: number) => number;
  press: (...chords: string[]) => Promise<void>;
  /** Types into the field that has the focus, with pauses as short as a fast typist's. */
  type: (text: string) => Promise<void>;
  /** Moves the focus with Tab until it is inside; rejects after a whole round. */
  tabTo: (selector: string) => Promise<void>;
  /** Presses the key of the answer with that id, whatever its words and number. */
  answer: (choiceId: string) => Promise<void>;
  see: () => Promise<Shown>;
  until: (what: string, ready: (shown: Shown) => boolean, timeout?: number) => Promise<Shown>;
};

export function createHand(panel: Page, scripts: readonly Script[]): Hand {
  let keys = 0;
  const errors: string[] = [];
  panel.on('pageerror', (error) => errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  const see = () => panel.evaluate(look);
  const until: Hand['until'] = async (what, ready, timeout = 20_000) => {
    const end = performance.now() + timeout;
    for (;;) {
      const shown = await see();
      if (errors.length > 0) throw new Error(`an error in the panel: ${errors.join('\n')}`);
      if (ready(shown)) return shown;
      if (performance.now() > end) throw new Error(`the panel does not show ${what}. It shows:\n${shown.text}`);
      await wait(50);
    }
  };
  const press = async (...chords: string[]) => {
    keys += chords.length;
    for (const chord of chords) {
      await sendKeys(panel, chord);
      // A person's next key comes later than a screen's next frame.
      await wait(60);
    }
  };
  return {
    panel,
    see,
    until,
    press,
    pressed: (from) => {
      if (from !== undefined) keys = from;
      return keys;
    },
    type: (text) => panel.keyboard.type(text, { delay: 8 }),
    tabTo: async (selector) => {
      for (let tabs = 0; tabs < 80; tabs++) {
        if (
          await panel.evaluate(
            (wanted) => document.activeElement?.closest(wanted) !== null && document.activeElement?.matches('input, textarea, select, button, a') === true,
            selector,
          )
        )
          return;
        await panel.keyboard.press('Tab');
      }
      throw new Error(`Tab never comes to ${selector}`);
    },
    answer: async (choiceId) => {
      const words = labelsOf(scripts, choiceId);
      const key = await panel.evaluate(keyOf, words);
      if (key === null) throw new Error(`the answer ${choiceId} (${words.join(', ')}) is not on screen. The panel shows:\n${(await see()).text}`);
      const before = (await see()).text;
      await press(key);
      await until(`what follows ${choiceId}`, ({ text }) => text !== before);
    },
  };
}

function labelsOf(scripts: readonly Script[], choiceId: string): string[] {
  const choices = scripts.flatMap((script) => script.steps.flatMap((step) => step.choices)).filter(({ id }) => id === choiceId);
  return [...new Set(choices.flatMap(({ label }) => Object.values(label)))];
}

/** Runs in the panel: the key that stands on the answer with one of these labels. */
function keyOf(labels: string[]): string | null {
  for (const button of document.querySelectorAll('main button[aria-keyshortcuts]')) {
    const shortcut = button.getAttribute('aria-keyshortcuts') ?? '';
    const words = button.textContent.trim();
    if (/^\d$/.test(shortcut) && labels.some((label) => words === `${label}${shortcut}` || words === label)) return shortcut;
  }
  return null;
}

/** Runs in the panel. */
function look(): Shown {
  const words = (selector: string) => document.querySelector(selector)?.textContent.trim() ?? '';
  const has = (selector: string) => document.querySelector(selector) !== null;
  const phase = () => {
    if (has('main input[name="code"], main input[name="login"]')) return 'welcome';
    if (has('main [data-field="outcome"]') && !has('nav ol')) return 'wrap-up';
    if (has('nav ol')) return 'talking';
    if (has('main .text-say')) return 'ringing';
    if (has('#nothing-now')) return 'nothing';
    return has('main article') ? 'ready' : 'loading';
  };
  const name = document.querySelector<HTMLElement>('article h2, section > div > h2');
  return {
    // innerText: as a person sees it, a line a line and nothing hidden
    text: document.body.innerText.trim(),
    line: words('main .text-say'),
    name: name?.querySelector<HTMLElement>('[title]')?.title || name?.textContent.trim() || '',
    language: name?.getAttribute('lang') ?? '',
    phase: phase(),
    missing: [...document.querySelectorAll('footer [aria-live] button')].map((button) => button.textContent.trim()),
    header: words('header'),
  };
}
