import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../support/axe.ts';
import { type Desk, screenIs, sees, sitDown } from '../support/journey.ts';
import { startTeam, type Team } from '../support/team.ts';
import { push, reads } from '../support/workspace.ts';

/** The day of the journey: a Sunday evening within the hours. */
const TODAY = '2026-11-22';

let team: Team;
let lead: Desk;
let li: Desk;
let workspace: Page;

beforeAll(async () => {
  team = await startTeam();
  [lead, li] = await Promise.all([sitDown(team, 'lead-zhou', { language: 'en' }), sitDown(team, 'agent-li', { language: 'en' })]);
  workspace = lead.session.page;
  await workspace.setViewport({ width: 1280, height: 800 });
  await workspace.goto(`chrome-extension://${lead.session.extensionId}/workspace.html#/team/places`);
});
afterAll(async () => {
  await Promise.all([lead?.close(), li?.close()]);
  await team?.close();
});

/** The hours of the place that Li works at. */
async function openHours(): Promise<void> {
  const place = (await team.endpoint.store.read((tx) => tx.places.all())).find(({ id }) => id === 'store-hexi');
  await push(workspace, `Calling hours and limits of ${place?.name}`);
  await reads(workspace, /Today .* · tomorrow /);
}

/** As the browser's own calendar does it, whatever the order of day and month there. */
async function chooseDay(day: string): Promise<void> {
  const field = await workspace.waitForSelector('aria/Another closed day');
  await field?.evaluate((input, value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, day);
}

describe('a lead who closes a day', () => {
  it('has a form in which axe finds nothing', async () => {
    await openHours();
    expect(await violations(workspace)).toEqual([]);
  });

  it('reaches the panel of an agent at once, which says when it goes on', async () => {
    await screenIs(li, 'ready');
    await chooseDay(TODAY);
    await push(workspace, 'Close that day');
    await reads(workspace, /Today nobody is called/);
    await push(workspace, 'Save');
    await sees(li, /outside the calling hours now; from tomorrow 14:00|Closed on/);
    await screenIs(li, 'nothing');
  });

  it('and opens it again', async () => {
    await openHours();
    await push(workspace, 'Open again on 22 Nov');
    await push(workspace, 'Save');
    await screenIs(li, 'ready');
  });
});
