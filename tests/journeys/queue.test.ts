import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../lib/contract/task.ts';
import { until } from '../support/browser.ts';
import { customer, type Desk, dial, hangUp, misses, press, save, screenIs, sees, shown, sitDown, stored, walk } from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

/** Changsha, in UTC. */
const SUNDAY_2130 = Date.parse('2026-11-22T13:30:00Z');
const MONDAY_1405 = Date.parse('2026-11-23T06:05:00Z');
const MONDAY_1900 = Date.parse('2026-11-23T11:00:00Z');
const MONDAY_1902 = Date.parse('2026-11-23T11:02:00Z');

let team: Team;
let li: Desk;
let clarke: Desk;

beforeAll(async () => {
  team = await startTeam();
  [li, clarke] = await Promise.all([sitDown(team, 'agent-li'), sitDown(team, 'agent-clarke')]);
});
afterAll(async () => {
  await Promise.all([li?.close(), clarke?.close()]);
  await team?.close();
});

async function taskOf(id: string): Promise<Task | undefined> {
  return (await team.endpoint.store.read((tx) => tx.tasks.get([id])))[0];
}

/** The task of the customer on screen. */
async function taskOnScreen(desk: Desk): Promise<Task> {
  const name = await customer(desk);
  const found = (await stored(desk, 'customers')).find(({ person }) => person.name === name);
  const task = (await stored(desk, 'tasks')).find(({ customerId, state }) => customerId === found?.id && state === 'open');
  if (!task) throw new Error('no task on screen');
  return task;
}

/** The endpoint's clock jumps, and these panels hear of it, one after the other. */
async function itIs(at: number, words: string, ...desks: Desk[]): Promise<void> {
  team.setTime(at);
  for (const desk of desks) {
    // As the agent who opens it at that time; an open panel asks every minute.
    await desk.panel.reload();
    await sees(desk, words);
    // The queue of the new time comes with the same round.
    await until('the round of sync at the new time', async () => (await stored(desk, 'meta')).some((row) => row.key === 'queue' && row.at >= at));
  }
}

/** Puts the customer on screen off with the first reason; answers when somebody else, or nobody, is there. */
async function skip(desk: Desk): Promise<void> {
  await screenIs(desk, 'ready');
  const before = await customer(desk);
  await press(desk, 's');
  await desk.panel.waitForSelector('[role=dialog]');
  await press(desk, '1');
  await until('the next customer', async () => (await customer(desk)) !== before && (await screenIs(desk, 'ready', 'nothing')));
}

describe('the queue of an agent', () => {
  it('skips with a reason that stands in the task, until tomorrow', async () => {
    const task = await taskOnScreen(li);
    await skip(li);
    const skipped = await until('the skip at the endpoint', async () => {
      const now = await taskOf(task.id);
      return now && now.skips.length > 0 ? now : null;
    });
    expect(skipped.skips).toMatchObject([{ agentId: 'agent-li', reason: '已知客户现在忙' }]);
    expect(new Date(skipped.notBefore).toISOString()).toBe('2026-11-23T06:00:00.000Z');
    expect(skipped).toMatchObject({ state: 'open', claim: null });
  });

  let promised: string | null = null;
  it('makes an appointment in the call', async () => {
    promised = await customer(li);
    await dial(li);
    await walk(li, 'b', '1');
    await hangUp(li);
    await misses(li, '下一步的时间');
    await sees(li, '明天 19:00');
    await press(li, '2');
    await misses(li);
    await save(li);
    const listed = (await arrived(team, 1))[0];
    expect(listed?.customer?.person.name).toBe(promised);
    expect(listed?.record).toMatchObject({ outcome: 'not-now', content: { nextStep: { kind: 'appointment', at: MONDAY_1900 } } });
  });

  it('says outside the calling hours why nobody is called, and the next good moment', async () => {
    await itIs(SUNDAY_2130, '11月22日 21:30', li, clarke);
    await screenIs(li, 'nothing');
    await sees(li, '明天 14:00 之前没有可拨的客户');
    await sees(li, /不在可拨时段/);
    await itIs(MONDAY_1405, '11月23日 14:05', li, clarke);
    await screenIs(li, 'ready');
  });

  it('brings the appointment back to the same agent at that time, and to nobody before', async () => {
    expect([await customer(li), await customer(clarke)]).not.toContain(promised);
    expect(await shown(clarke)).not.toContain(promised);
    // Clarke draws first, with room for one more.
    await itIs(MONDAY_1902, '11月23日 19:02', clarke);
    const held = new Set((await stored(clarke, 'tasks')).map(({ id }) => id));
    await skip(clarke);
    await until('another one drawn', async () => (await stored(clarke, 'tasks')).some(({ id, claim }) => claim !== null && !held.has(id)));
    expect(await shown(clarke)).not.toContain(promised);
    await itIs(MONDAY_1902, '11月23日 19:02', li);
    await sees(li, /预约 今天 19:00/);
    expect(await customer(li)).toBe(promised);
  });

  it('never offers a customer who opted out, in the file or in a call', async () => {
    const refuses = await taskOnScreen(li);
    const offered: (string | null)[] = [];
    await dial(li);
    await walk(li, 't', '1');
    await hangUp(li);
    await save(li);
    while ((await screenIs(li, 'ready', 'nothing')) === 'ready') {
      offered.push(await customer(li));
      await skip(li);
    }
    expect(offered.length).toBeGreaterThan(10);
    expect(offered).not.toContain('郑雅文');
    expect(offered).not.toContain(promised);
    expect(await taskOf(refuses.id)).toMatchObject({ state: 'done', lastOutcome: 'refused' });
    const [asked] = await team.endpoint.store.read((tx) => tx.customers.get([refuses.customerId]));
    expect(asked?.optOut).not.toBeNull();
    expect([...li.faults, ...clarke.faults]).toEqual([]);
  });
});
