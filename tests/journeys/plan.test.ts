import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../support/axe.ts';
import { until } from '../support/browser.ts';
import { closePanel, type Desk, screenIs, sees, sitDown } from '../support/journey.ts';
import { startTeam, type Team } from '../support/team.ts';
import { fill, push, reads } from '../support/workspace.ts';

let team: Team;
let lead: Desk;
let li: Desk | null = null;
let workspace: Page;

beforeAll(async () => {
  team = await startTeam();
  lead = await sitDown(team, 'lead-zhou', { language: 'en' });
  workspace = lead.session.page;
  // The lead's own panel gives back whom it has: it is the workspace that is looked at.
  await closePanel(lead);
  await team.endpoint.store.write(async (tx) => tx.holds.remove((await tx.holds.ofAgent('lead-zhou')).map(({ customerId }) => customerId)));
  await workspace.setViewport({ width: 1280, height: 900 });
  await workspace.goto(`chrome-extension://${lead.session.extensionId}/workspace.html#/plan`);
});
afterAll(async () => {
  await Promise.all([lead?.close(), li?.close()]);
  await team?.close();
});

async function choose(label: string, words: string): Promise<void> {
  const field = await workspace.waitForSelector(`aria/${label}[role="combobox"]`);
  const value = await field?.evaluate((select, wanted) => [...(select as HTMLSelectElement).options].find(({ text }) => text === wanted)?.value, words);
  if (value === undefined) throw new Error(`no ${words} in ${label}`);
  await field?.select(value);
}
/** As the browser's own calendar does it, whatever the order of day and month there. */
async function chooseDay(label: string, day: string): Promise<void> {
  const field = await workspace.waitForSelector(`aria/${label}`);
  await field?.evaluate((input, value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, day);
}
/** A part of the plan. */
async function follow(name: string): Promise<void> {
  await (await workspace.waitForSelector(`aria/${name}[role="link"]`))?.click();
}
const rulesOf = async () => (await team.endpoint.store.read((tx) => tx.places.all())).find(({ id }) => id === 'store-hexi')?.rules ?? [];
const openTasks = async () => ({ open: await team.endpoint.store.read((tx) => tx.tasks.openIn(['store-hexi'])) });

describe('a lead who plans', () => {
  it('sees the rules and what they give', async () => {
    await reads(workspace, /\d+ calls in the next 30 days/);
    await reads(workspace, '1 to 3 days after');
    expect(await violations(workspace)).toEqual([]);
  });

  it('sees the coverage that they come to', async () => {
    await follow('Coverage');
    await reads(workspace, /\d+ of \d+ called/);
    expect(await violations(workspace)).toEqual([]);
    await follow('Rules');
    await reads(workspace, '1 to 3 days after');
  });

  it('takes rules away: their calls that nobody has begun are withdrawn', async () => {
    expect((await openTasks()).open).toBeGreaterThan(3);
    for (let left = (await rulesOf()).length; left > 0; left--) {
      await push(workspace, 'Remove');
      await until('the rule is gone', async () => (await rulesOf()).length === left - 1, 10_000);
      await reads(workspace, 'is removed');
    }
    await until('nothing is planned', async () => (await openTasks()).open === 0, 10_000);
    await reads(workspace, 'No rules yet');
  });

  it('makes one with a preview that counts it, in a form in which axe finds nothing', async () => {
    await push(workspace, 'Add a rule');
    await choose('Script', 'Birthday');
    await choose('Follows from', 'Birthday');
    await fill(workspace, 'From day', '-14');
    await reads(workspace, /1 call in the next 30 days/);
    await reads(workspace, 'Birthday on');
    expect(await violations(workspace)).toEqual([]);
    await push(workspace, 'Save');
    await reads(workspace, 'is saved');
  });

  it('gives the customers to one of the team: the others have nothing, and are told why', async () => {
    await until('the call is planned', async () => (await openTasks()).open === 1, 10_000);
    await workspace.goto(`chrome-extension://${lead.session.extensionId}/workspace.html#/team/customers`);
    await reads(workspace, 'Who has whom');
    for (const name of ['李晓萌', '周敏']) await (await workspace.waitForSelector(`aria/${name}[role="checkbox"]`))?.click();
    await push(workspace, 'Show what it would do');
    await reads(workspace, /24 customers get another person/);
    expect(await violations(workspace)).toEqual([]);
    await push(workspace, 'Assign 24 customers');
    await reads(workspace, '24 customers assigned.');
    li = await sitDown(team, 'agent-li', { language: 'en', ends: 'nothing' });
    await sees(li, /1 are for colleagues/);
  });

  it('reaches an agent with it while the other one is away: the customer, the script and why', async () => {
    if (!li) throw new Error('Li sits at her desk');
    await workspace.goto(`chrome-extension://${lead.session.extensionId}/workspace.html#/team`);
    await push(workspace, 'Emma Clarke');
    for (const end of ['from', 'to']) await chooseDay(`Not there ${end}`, '2026-11-22');
    await push(workspace, 'Add');
    await push(workspace, 'Save');
    await screenIs(li, 'ready');
    await sees(li, /Birthday on/);
  });
});
