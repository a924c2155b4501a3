import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { z } from 'zod';
import { createBackgroundSync } from '../lib/browser/background-sync.ts';
import { openClock } from '../lib/browser/clock.ts';
import { isSameSignIn } from '../lib/browser/connection.ts';
import { focusPanel } from '../lib/browser/focus-panel.ts';
import { checkStorage } from '../lib/browser/loss.ts';
import { onMessage } from '../lib/browser/messages.ts';
import { createPresence } from '../lib/browser/presence.ts';
import { sessionItem } from '../lib/browser/session.ts';
import { CallsideDb } from '../lib/db/database.ts';

z.config({ jitless: true });

const ALARM = 'sync';

export default defineBackground(() => {
  // Only to spare the panel a reload; a worker that was asleep does not know and reloads it.
  let panelHasFocus = false;
  const db = new CallsideDb();
  // Before anything of ours opens the database.
  const checked = checkStorage(db, { now: Date.now, newId: () => crypto.randomUUID() }).catch(() => undefined);
  const ready = openClock().then(async (clock) => {
    await checked;
    return { round: createBackgroundSync({ db, clock }), present: createPresence({ db, clock }) };
  });
  const sync = async (options: { hold: boolean }): Promise<void> => {
    const { round, present } = await ready;
    await round(options);
    // Another place in the tree: what belongs to it is fetched now.
    if (await present()) await round(options);
  };
  const syncQuietly = () => void sync({ hold: false }).catch((error: unknown) => console.error('sync', error instanceof Error ? error.name : 'failed'));

  onMessage('sync', ({ data }) => sync(data));
  onMessage('presence', async () => {
    await (await ready).present();
  });
  // Somebody signed in; tokens that were renewed are no reason.
  sessionItem.watch((now, before) => now?.mode === 'team' && !isSameSignIn(before, now) && syncQuietly());
  browser.alarms.onAlarm.addListener((alarm) => alarm.name === ALARM && syncQuietly());
  // Alarms can vanish on an update: look, then make.
  void browser.alarms.get(ALARM).then(async (alarm) => {
    if (!alarm) await browser.alarms.create(ALARM, { periodInMinutes: 0.5 });
  });
  self.addEventListener('online', syncQuietly);

  if (import.meta.env.CHROME) void browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
  onMessage('panelFocused', ({ data }) => {
    panelHasFocus = data;
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'focus-panel' && tab && !panelHasFocus) focusPanel(tab.windowId);
  });
  // An open panel blocks an update for ever; one between calls does not mind being loaded again.
  browser.runtime.onUpdateAvailable.addListener(async () => {
    if ((await db.calls.count()) === 0) browser.runtime.reload();
  });
});
