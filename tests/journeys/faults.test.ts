import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/browser.ts';
import {
  alarm,
  closePanel,
  customer,
  type Desk,
  dial,
  hangUp,
  line,
  newProfile,
  openDesk,
  press,
  reopen,
  save,
  screenIs,
  sees,
  sitDown,
  stored,
  textIn,
  type,
  walk,
} from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';
import { type BadLine, badLine } from './bad-line.ts';

let team: Team;
let wire: BadLine;

beforeAll(async () => {
  team = await startTeam();
  wire = await badLine(team.endpoint.url);
});
afterAll(async () => {
  await wire?.close();
  await team?.close();
});

/** A call with a satisfied customer up to "saved"; answers whose. */
async function call(desk: Desk): Promise<string | null> {
  const who = await customer(desk);
  await dial(desk);
  await walk(desk, '1', '1', '1', '1', '1');
  await hangUp(desk);
  await save(desk);
  return who;
}

/** How many records of this customer the endpoint has. */
const count = async (who: string | null) => (await team.records()).filter((one) => one.customer?.person.name === who).length;

/** Nothing waits any more, and the endpoint has exactly one record of this customer. */
async function arrivedOnce(desk: Desk, who: string | null): Promise<void> {
  await sees(desk, '全部已保存');
  expect(await stored(desk, 'outbox')).toEqual([]);
  expect(await count(who)).toBe(1);
}

describe('with the panel open', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await sitDown(team, 'agent-li', { url: wire.url });
  });
  afterAll(async () => {
    await desk?.close();
  });

  it('a record outlives the background that dies between save and send', async () => {
    wire.condition = 'silent';
    const who = await call(desk);
    await sees(desk, '1 条待发送');
    await until('the push on its way', () => wire.pushes > 0);
    expect(await stored(desk, 'outbox')).toHaveLength(1);
    expect(await desk.session.killServiceWorker()).toBe(true);
    expect(await count(who)).toBe(0);
    wire.condition = 'good';
    await alarm(desk);
    await arrivedOnce(desk, who);
  });

  it('a record whose answer was lost is there once', async () => {
    wire.condition = 'deaf';
    const who = await call(desk);
    await until('a lost answer', () => wire.lost > 0);
    expect(await count(who)).toBe(1);
    await sees(desk, '1 条待发送');
    wire.condition = 'good';
    await until('the record sent again', async () => {
      await alarm(desk);
      return (await stored(desk, 'outbox')).length === 0;
    });
    await arrivedOnce(desk, who);
  });

  it('a call made while the endpoint is down is told to be waiting, and arrives when it is back', async () => {
    await team.endpoint.close();
    const who = await call(desk);
    await sees(desk, /1 条待发送，自 \d\d:\d\d/);
    const saved = await stored(desk, 'records');
    expect(saved.filter(({ sentAt }) => sentAt === null)).toHaveLength(1);
    await team.restart();
    await until('the record sent', async () => {
      await alarm(desk);
      return (await stored(desk, 'outbox')).length === 0;
    });
    await arrivedOnce(desk, who);
  });

  it('a call goes on where it was when the panel was closed in the middle of a sentence', async () => {
    const who = await customer(desk);
    await dial(desk);
    await walk(desk, '1', '1', '3');
    const step = await line(desk);
    await press(desk, 'Enter');
    await type(desk, '第一次洗就掉色，');
    await until('the words on disk', async () => JSON.stringify(await stored(desk, 'calls')).includes('第一次洗就掉色，'), 1000);
    await type(desk, '第二次');
    await closePanel(desk);
    await reopen(desk);
    await screenIs(desk, 'talking');
    expect(await customer(desk)).toBe(who);
    expect(await line(desk)).toBe(step);
    expect(await textIn(desk, 'said')).toMatch(/^第一次洗就掉色，/);
    expect(desk.faults).toEqual([]);
  });
});

describe('when the machine goes down', () => {
  it('a call comes back with its step and words, and a record that was said to be saved arrives once', async () => {
    const profile = await newProfile();
    wire.condition = 'good';
    let desk = await sitDown(team, 'agent-clarke', { url: wire.url, userDataDir: profile });
    try {
      await dial(desk);
      await walk(desk, '1', '1', '1');
      const step = await line(desk);
      await press(desk, 'Enter');
      await type(desk, '都挺好的 👍');
      await until('the words on disk', async () => JSON.stringify(await stored(desk, 'calls')).includes('都挺好的 👍'), 1000);
      await desk.session.crash();

      desk = await openDesk({ userDataDir: profile });
      await screenIs(desk, 'talking');
      expect(await line(desk)).toBe(step);
      expect(await textIn(desk, 'said')).toBe('都挺好的 👍');
      const who = await customer(desk);
      await walk(desk, '1', '1');
      await hangUp(desk);
      wire.condition = 'silent';
      await save(desk);
      await desk.session.crash();
      expect(await count(who)).toBe(0);

      wire.condition = 'good';
      desk = await openDesk({ userDataDir: profile });
      await screenIs(desk, 'ready');
      expect(await customer(desk)).not.toBe(who);
      await until('the record sent', async () => (await stored(desk, 'outbox')).length === 0);
      await arrivedOnce(desk, who);
      const record = (await arrived(team, 1))[0]?.record;
      expect(record?.content.said).toEqual({ kind: 'text', text: '都挺好的 👍' });
    } finally {
      await desk.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  });
});
