import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/browser.ts';
import { customer, type Desk, dial, press, screenIs, secondWindow, sees, sitDown, stored, textIn, type, walk } from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

let team: Team;
let li: Desk;
let clarke: Desk;

beforeAll(async () => {
  team = await startTeam();
  [li, clarke] = await Promise.all([sitDown(team, 'agent-li'), sitDown(team, 'agent-clarke', { language: 'en' })]);
});
afterAll(async () => {
  await Promise.all([li?.close(), clarke?.close()]);
  await team?.close();
});

/** Waits until somebody else than before is on screen; answers who. */
async function another(desk: Desk, before: string): Promise<string> {
  return await until('another customer', async () => {
    const now = await customer(desk);
    return now !== null && now !== before && (await screenIs(desk, 'ready')) ? now : null;
  });
}

/** Nobody answers; the next customer comes. */
async function callInVain(desk: Desk): Promise<void> {
  await press(desk, 'Enter');
  await screenIs(desk, 'ringing');
  await press(desk, '1');
  await screenIs(desk, 'wrap-up');
  await press(desk, 'Control+Enter');
}

async function skip(desk: Desk): Promise<void> {
  await screenIs(desk, 'ready');
  await press(desk, 's');
  await desk.panel.waitForSelector('[role=dialog]');
  await press(desk, '2');
}

describe('two agents at once', () => {
  it('are never shown the same customer, however often both draw', async () => {
    const seen = { li: [(await customer(li)) ?? ''], clarke: [(await customer(clarke)) ?? ''] };
    for (let round = 0; round < 6; round++) {
      const move = round % 2 === 0 ? callInVain : skip;
      await Promise.all([move(li), move(clarke)]);
      const [hers, other] = await Promise.all([another(li, seen.li.at(-1) ?? ''), another(clarke, seen.clarke.at(-1) ?? '')]);
      seen.li.push(hers);
      seen.clarke.push(other);
      const held = async (desk: Desk, agentId: string) =>
        (await stored(desk, 'tasks')).filter(({ claim, state }) => state === 'open' && claim?.agentId === agentId);
      const [mine, theirs] = await Promise.all([held(li, 'agent-li'), held(clarke, 'agent-clarke')]);
      const both = mine.filter((task) => theirs.some(({ customerId }) => customerId === task.customerId));
      expect(both.map(({ customerId }) => customerId)).toEqual([]);
    }
    expect(seen.li).toHaveLength(7);
    expect(new Set(seen.li).size, 'each a customer of their own').toBe(7);
    expect(seen.clarke.filter((name) => seen.li.includes(name))).toEqual([]);
    const records = await arrived(team, 6);
    expect(new Set(records.map(({ record }) => record.customerId)).size).toBe(6);
  });
});

describe('two windows of one agent', () => {
  it('show the same call, and saving in both at once makes one record', async () => {
    const other = await secondWindow(li);
    await screenIs(other, 'ready');
    const who = await customer(li);
    expect(await customer(other)).toBe(who);
    const before = (await team.records()).length;

    await dial(li);
    await screenIs(other, 'talking');
    await walk(other, '1', '1', '1');
    await press(other, 'Enter');
    await type(other, '很合身');
    await until('the words in the first window', async () => (await textIn(li, 'said')) === '很合身');
    await walk(li, '1', '1');
    await press(li, 'e');
    await Promise.all([screenIs(li, 'wrap-up'), screenIs(other, 'wrap-up')]);
    await Promise.all([press(li, 'Control+Enter'), press(other, 'Control+Enter')]);
    await Promise.all([screenIs(li, 'ready'), screenIs(other, 'ready')]);
    await sees(li, '全部已保存');
    const records = (await arrived(team, before + 1)).filter((one) => one.customer?.person.name === who);
    expect(records).toHaveLength(1);
    expect(records[0]?.record.content.said).toEqual({ kind: 'text', text: '很合身' });
    expect(await stored(li, 'outbox')).toEqual([]);
    expect(await customer(other)).toBe(await customer(li));
    expect([...li.faults, ...clarke.faults]).toEqual([]);
  });
});
