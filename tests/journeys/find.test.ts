import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/browser.ts';
import { customer, type Desk, hangUp, misses, press, save, screenIs, sees, sitDown, type, walk } from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

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

const hits = () => li.panel.evaluate(() => [...document.querySelectorAll('[role=option]')].map((hit) => hit.textContent ?? ''));

/** Opens the search and types; answers the hits once there are some. */
async function find(words: string): Promise<string[]> {
  await screenIs(li, 'ready', 'nothing');
  await press(li, 'Slash');
  await li.panel.waitForSelector('[role=combobox]');
  await type(li, words);
  return await until(`hits for ${words}`, async () => {
    const found = await hits();
    return found.length > 0 ? found : null;
  });
}

/** Leaves the search. */
async function leave(): Promise<void> {
  await press(li, 'Escape');
  await until('no dialog', () => li.panel.evaluate(() => document.querySelector('[role=dialog]') === null));
}

/** The states of a customer's tasks at the endpoint. */
async function tasksOf(name: string): Promise<string[]> {
  return await team.endpoint.store.read(async (tx) => {
    const everybody = await tx.customers.page({ placeIds: ['store-hexi'], after: null, limit: 100 });
    const one = everybody.find(({ person }) => person.name === name);
    return one ? (await tx.tasks.ofCustomers([one.id], false)).map(({ state }) => state) : [];
  });
}

describe('finding a customer', () => {
  const cases: [what: string, words: string, name: string][] = [
    ['a part of the name', '买买提', '阿依古丽·买买提江·艾山江·吐尔逊娜依'],
    ['a Latin name in another case', 'okafor', 'James Okafor'],
    ['the last digits of the phone', '0021', '秦岚'],
    ['the whole phone as it is written', '138 0000 0014', '褚文杰'],
    ['the customer number', 's-0016', '蒋思远'],
  ];
  it.each(cases)('works by %s', async (_, words, name) => {
    const found = await find(words);
    expect(found[0]).toContain(name);
    await leave();
  });

  it('says of somebody who opted out that they did', async () => {
    expect((await find('郑雅文'))[0]).toContain('不愿接电话');
    await leave();
  });

  it('says who has a customer, and does not call them', async () => {
    const theirs = String(await customer(clarke));
    expect((await find(theirs))[0]).toMatch(/Emma Clarke 正在处理，到 \d\d:\d\d/);
    await press(li, 'Enter');
    await sees(li, '同事（Emma Clarke）正在处理');
    await leave();
    await screenIs(li, 'ready');
  });
});

describe('a call without a drawn task', () => {
  it('closes the task that it settles, when the customer rings', async () => {
    expect(await tasksOf('褚文杰')).toEqual(['open']);
    await find('0014');
    await press(li, 'Control+Enter');
    await screenIs(li, 'talking');
    await walk(li, '1', '1', '1', '1', '1');
    await hangUp(li);
    await misses(li);
    await save(li);

    const listed = (await arrived(team, 1))[0];
    expect(listed?.customer?.person.name).toBe('褚文杰');
    expect(listed?.record).toMatchObject({ direction: 'in', outcome: 'reached', satisfaction: 'satisfied', purpose: 'after-purchase' });
    expect(listed?.record.content).toMatchObject({ from: '+8613800000014', to: '+8673100000001' });
    expect(await tasksOf('褚文杰')).toEqual(['done']);
  });

  it('of an unknown caller leaves a record and a customer', async () => {
    await screenIs(li, 'ready');
    await press(li, 'Slash');
    await li.panel.waitForSelector('[role=combobox]');
    await press(li, 'Alt+KeyU');
    await screenIs(li, 'talking');
    await sees(li, '未知来电');
    await walk(li, '1', '3');
    await press(li, 'Enter');
    await type(li, '问皮具多久保养一次');
    await press(li, 'Enter');
    await type(li, '半年一次，门店免费保养。');
    await press(li, 'Enter');
    await walk(li, '3');
    await hangUp(li);
    const field = async (label: string) => (await li.panel.waitForSelector(`aria/${label}[role="textbox"]`))?.focus();
    await field('姓名');
    await type(li, '叶知秋');
    await field('电话');
    await type(li, '139 0000 0088');
    await save(li);

    const listed = (await arrived(team, 2))[0];
    expect(listed?.record).toMatchObject({ direction: 'in', taskId: null, outcome: 'reached', satisfaction: 'not-rated' });
    expect(listed?.record.content).toMatchObject({
      party: { name: '叶知秋' },
      from: '+8613900000088',
      said: { kind: 'text', text: '问皮具多久保养一次' },
      answered: { kind: 'text', text: '半年一次，门店免费保养。' },
    });
    expect(listed?.record.customerId).not.toBeNull();
    expect(listed?.customer?.person).toMatchObject({ name: '叶知秋', phones: [{ e164: '+8613900000088' }] });
    expect((await find('13900000088'))[0]).toContain('叶知秋');
    await leave();
    expect([...li.faults, ...clarke.faults]).toEqual([]);
  });
});
