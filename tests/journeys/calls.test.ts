import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isComplete } from '../../lib/record/missing.ts';
import { alarm, customer, type Desk, dial, hangUp, line, misses, press, save, sees, sitDown, stored, type, walk } from '../support/journey.ts';
import { arrived, type Listed, startTeam, type Team } from '../support/team.ts';

let team: Team;
let desk: Desk;

beforeAll(async () => {
  team = await startTeam();
  desk = await sitDown(team, 'agent-li');
});
afterAll(async () => {
  await desk?.close();
  await team?.close();
});

/** The newest of `count` records at the endpoint: whole by its contract, complete by its form, with all that it was made with. */
async function newest(count: number): Promise<Listed> {
  const listed = (await arrived(team, count))[0];
  if (!listed) throw new Error('no record');
  const { record } = listed;
  const script = await team.endpoint.store.read((tx) => tx.content.script(record.walk.scriptId, record.walk.version));
  expect(script, 'the version of the script that the record names').not.toBeNull();
  expect(isComplete(record, script)).toBe(true);
  expect(record.phraseLists.map(({ id }) => id).sort()).toEqual(['phrases-en', 'phrases-zh-CN']);
  expect(record).toMatchObject({ revision: 1, agentId: 'agent-li', placeId: 'store-hexi', channel: 'phone', direction: 'out', demo: true });
  expect(record.content).toMatchObject({ party: null, from: '+8673100000001', to: listed.customer?.person.phones[0]?.e164 });
  expect(record.answeredAt).toBeGreaterThanOrEqual(record.startedAt);
  expect(record.savedAt).toBeGreaterThanOrEqual(record.endedAt);
  return listed;
}

const choices = ({ record }: Listed) => record.walk.choices.map(({ id }) => id);

describe('a call by keyboard alone', () => {
  it('leaves a complete record of a satisfied customer, three keys after hanging up at the most', async () => {
    const who = await customer(desk);
    await dial(desk);
    await walk(desk, '1', '1', '1', '1', '1');
    await hangUp(desk);
    desk.pressed = 0;
    await save(desk);
    expect(desk.pressed).toBeLessThanOrEqual(3);
    expect(await customer(desk)).not.toBe(who);

    const listed = await newest(1);
    expect(listed.customer?.person.name).toBe(who);
    expect(listed.agentName).toBe('李晓萌');
    expect(listed.record).toMatchObject({ outcome: 'reached', satisfaction: 'satisfied', purpose: 'after-repair' });
    expect(choices(listed)).toEqual(['self', 'good-moment', 'satisfied', 'nothing', 'nothing']);
    const none = { kind: 'none' };
    expect(listed.record.content).toMatchObject({ said: none, needs: none, suggestions: none, complaint: none, nextStep: none, findings: [] });
  });

  it('leaves a complete record of a dissatisfied customer, five keys beside the typing after hanging up at the most', async () => {
    const who = await customer(desk);
    await dial(desk);
    await walk(desk, '1', '1', '3');
    await press(desk, 'Enter');
    await type(desk, '鞋带扣松了，走路会散。');
    await press(desk, 'Escape');
    await walk(desk, '1');
    await press(desk, 'Enter', 'Enter');
    await type(desk, '明天中午前由门店给您答复。');
    await press(desk, 'Enter');
    await walk(desk, '1', '1');
    await hangUp(desk);
    await misses(desk, '投诉', '下一步的时间');
    desk.pressed = 0;
    await press(desk, '2');
    await misses(desk, '投诉的责任部门', '下一步的时间');
    await press(desk, '2');
    await misses(desk, '下一步的时间');
    await press(desk, '1');
    await misses(desk);
    await save(desk);
    expect(desk.pressed).toBeLessThanOrEqual(5);
    expect(await customer(desk)).not.toBe(who);

    const listed = await newest(2);
    expect(listed.customer?.person.name).toBe(who);
    expect(listed.record).toMatchObject({ outcome: 'reached', satisfaction: 'dissatisfied', purpose: 'after-return' });
    expect(choices(listed)).toEqual(['self', 'good-moment', 'dissatisfied', 'heard', 'agreed', 'nothing']);
    expect(listed.record.content).toMatchObject({
      said: { kind: 'text', text: '鞋带扣松了，走路会散。' },
      answered: { kind: 'text', text: '明天中午前由门店给您答复。' },
      complaint: { kind: 'complaint', about: '鞋带扣松了，走路会散。', department: '门店' },
      nextStep: { kind: 'refer', department: '门店' },
      findings: [],
    });
  });

  it('leaves a complete record of an abusive call, with the words that fell and the way it went', async () => {
    const who = await customer(desk);
    await dial(desk);
    await walk(desk, '1', 'x');
    expect(await line(desk)).toBe('我听得出您很生气，让您受委屈了。您请讲，每一句我都记下来。');
    await press(desk, 'Enter');
    await type(desk, '你们都是骗子！滚！');
    await press(desk, 'Enter');
    await type(desk, '我都记下来了，质量管理部今天给您回电话。');
    await press(desk, 'Enter');
    await walk(desk, '3');
    await hangUp(desk);
    await misses(desk, '满意度', '需求', '建议', '投诉', '下一步的时间');
    await press(desk, '4');
    await misses(desk, '需求', '建议', '投诉', '下一步的时间');
    await press(desk, '0');
    await misses(desk, '下一步的时间');
    await press(desk, '2');
    await misses(desk, '下一步的责任部门');
    await press(desk, '4');
    await misses(desk);
    await save(desk);

    const listed = await newest(3);
    expect(listed.customer?.person.name).toBe(who);
    expect(listed.record).toMatchObject({ outcome: 'reached', satisfaction: 'not-rated' });
    expect(listed.record.walk.choices.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['answer self', 'branch abusive', 'answer goes-on']);
    expect(listed.record.content).toMatchObject({
      said: { kind: 'text', text: '你们都是骗子！滚！' },
      answered: { kind: 'text', text: '我都记下来了，质量管理部今天给您回电话。' },
      nextStep: { kind: 'refer', department: '质量管理部' },
      findings: [],
    });
    await sees(desk, '全部已保存');
    expect(await stored(desk, 'outbox')).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});

describe('a customer whose file holds hostile text', () => {
  it('is shown and called by it, and nothing of it runs', async () => {
    const name = '<img src=x onerror="globalThis.hostile=1">';
    const note = '</p><script>globalThis.hostile=1</script><svg onload="globalThis.hostile=1"></svg>';
    const shownName = await customer(desk);
    const one = (await stored(desk, 'customers')).find(({ person }) => person.name === shownName);
    if (!one) throw new Error('nobody is on screen');
    const changed = { ...one, person: { ...one.person, name, note }, updatedAt: team.endpoint.clock.now() };
    await team.endpoint.store.write((tx) => tx.customers.put([{ customer: changed, numberHashes: [] }]));
    await alarm(desk);
    await sees(desk, name);
    await sees(desk, note);
    await dial(desk);
    await sees(desk, name);
    expect((await line(desk)).includes(name)).toBe(true);
    const ran = () => desk.panel.evaluate(() => ['hostile' in globalThis, document.querySelectorAll('#root img, #root script, #root [onload]').length]);
    expect(await ran()).toEqual([false, 0]);
  });
});
