import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { freshCode } from './codes.ts';
import type { Hand } from './hand.ts';
import type { Stage } from './stage.ts';

/** The sample team's: printed by `npm start`, for signing in again and unlocking. */
export const PASSWORD = 'callside sample';

/** Signs the sample agent in through the panel's own form, with a one-time code and a password, by keyboard. */
export async function signIn(stage: Stage, hand: Hand): Promise<void> {
  const code = await freshCode(stage.endpoint, stage.agentId);
  await hand.tabTo('input[name="endpoint"]');
  await hand.press('Control+a');
  await hand.type(stage.endpoint.url);
  await hand.press('Tab');
  await hand.type(code);
  await hand.press('Tab');
  await hand.type(PASSWORD);
  await hand.press('Enter');
  await hand.until('that somebody is signed in', ({ phase }) => phase === 'ready' || phase === 'nothing', 30_000);
}

type Kept = { mode?: string; endpoint?: string; agent?: { id?: string } };

/**
 * A profile of an earlier start is signed in already, perhaps at another port: its session is pointed at the endpoint as it is now.
 * Answers whether somebody is signed in.
 */
export async function resumeSession(panel: Page, url: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const ready = await panel.evaluate(() => document.querySelector('main') !== null);
    if (ready) break;
    await wait(100);
  }
  const moved = await panel.evaluate(async (endpoint) => {
    const { session } = (await chrome.storage.local.get('session')) as { session?: Kept };
    if (!session) return null;
    // Whoever starts the demonstration sits in front of it.
    await chrome.storage.local.set({ lockState: { lastActive: Date.now(), locked: false, wrong: 0, until: 0 } });
    if (session.mode !== 'team' || session.endpoint === endpoint) return false;
    await chrome.storage.local.set({ session: { ...session, endpoint } });
    return true;
  }, url);
  if (moved) await panel.reload();
  return moved !== null;
}
