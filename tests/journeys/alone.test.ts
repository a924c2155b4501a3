import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/contract/customer.ts';
import type { Task } from '../../lib/contract/task.ts';
import { violations } from '../support/axe.ts';
import { until } from '../support/browser.ts';
import { alarm, customer, type Desk, dial, hangUp, misses, openDesk, PASSWORD, press, save, screenIs, sees, stored, type, walk } from '../support/journey.ts';
import { startTeam, type Team } from '../support/team.ts';
import { fill, push } from '../support/workspace.ts';

const DAY = 86_400_000;

let desk: Desk;
let team: Team | undefined;
let folder: string;
let zone: string | undefined;

/** A zone in which it is afternoon now, within the calling hours: an agent alone has no demo clock. */
function afternoonZone(): string {
  const offset = Math.min(14, 15 - new Date().getUTCHours());
  // The sign of these zones is the other way round.
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callside-file-'));
  zone = process.env.TZ;
  process.env.TZ = afternoonZone();
  desk = await openDesk();
});
afterAll(async () => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  await desk?.close();
  await team?.close();
  await rm(folder, { recursive: true, force: true });
});

/** As a shop exports it: a title above the header, a sum below the rows. */
async function customerFile(): Promise<string> {
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
  const rows = [
    '样例服饰 会员资料导出,,,,,,',
    '会员卡号,姓名,性别,手机号,最近消费日期,最近购买商品,最近服务类型',
    `VIP1,顾晓岚,女,138 0000 0031,${daysAgo(2)},羊毛大衣,维修`,
    `VIP2,史文博,男,1.35000E+10,${daysAgo(2)},领带,购买`,
    `VIP3,江若溪,女,+86 13800000033,${daysAgo(300)},丝巾,购买`,
    '合计,3,,,,,',
  ];
  const file = join(folder, '会员.csv');
  await writeFile(file, `\uFEFF${rows.join('\r\n')}\r\n`);
  return file;
}

/** What the endpoint has of the agent's file, beside its sample. */
function ofFile({ endpoint }: Team): Promise<{ customers: Customer[]; tasks: Task[] }> {
  return endpoint.store.read(async (tx) => {
    const all = await tx.customers.page({ placeIds: ['store-hexi'], after: null, limit: 1000 });
    const customers = all.filter(({ person }) => person.number?.startsWith('VIP'));
    const tasks = await tx.tasks.ofCustomers(
      customers.map(({ id }) => id),
      false,
    );
    return { customers, tasks };
  });
}

describe('an agent alone', () => {
  it('sets this computer up, imports a file, calls, and has the record here', async () => {
    await screenIs(desk, 'welcome');
    await desk.panel.click('details summary');
    await desk.panel.focus('input[name=name]');
    await type(desk, '程一诺');
    await press(desk, 'Tab');
    await type(desk, '样例服饰');
    await press(desk, 'Tab');
    await type(desk, '400-000-0009');
    await press(desk, 'Enter');
    await screenIs(desk, 'nothing');
    await sees(desk, '只存在这台电脑');

    await press(desk, 'i');
    const input = await desk.panel.waitForSelector('input[type=file]');
    if (!input) throw new Error('no place for a file');
    await input.uploadFile(await customerFile());
    await sees(desk, '识别结果');
    expect(await stored(desk, 'customers')).toEqual([]);
    await press(desk, 'Control+Enter');
    await sees(desk, '写入之前的检查');
    await sees(desk, '电子表格把号码变成了科学计数');
    expect(await stored(desk, 'customers')).toEqual([]);
    await press(desk, 'Control+Enter');
    await sees(desk, '共 3 行数据');
    await sees(desk, '安排了 1 个电话');
    await desk.panel.click('aria/完成[role="button"]');

    await screenIs(desk, 'ready');
    expect(await customer(desk)).toBe('顾晓岚');
    await dial(desk);
    await walk(desk, '1', '1', '1', '1', '1');
    await hangUp(desk);
    await misses(desk);
    await save(desk);
    await screenIs(desk, 'nothing');

    const [record, ...others] = await stored(desk, 'records');
    expect(others).toEqual([]);
    const found = (await stored(desk, 'customers')).find(({ id }) => id === record?.customerId);
    expect(found?.person).toMatchObject({ name: '顾晓岚', number: 'VIP1', phones: [{ original: '138 0000 0031', e164: '+8613800000031' }] });
    expect(record).toMatchObject({ outcome: 'reached', satisfaction: 'satisfied', purpose: 'after-repair', demo: false, sentAt: null });
    // Kept for the day this computer joins a team.
    expect((await stored(desk, 'outbox')).map(({ mutation }) => mutation.kind)).toContain('record.save');
    expect((await stored(desk, 'tasks')).map(({ state }) => state)).toEqual(['done']);
    expect(desk.faults).toEqual([]);
  });

  it('joins a team later: everything goes up once, through a break and a worker that dies', async () => {
    const before = { customers: await stored(desk, 'customers'), records: await stored(desk, 'records'), tasks: await stored(desk, 'tasks') };
    const joined = await startTeam(Date.now());
    team = joined;
    await desk.panel.click('header > div > button');
    await push(desk.panel, '加入团队');
    await sees(desk, /2 位客户[\s\S]*1 条记录/);
    expect.soft(await violations(desk.panel)).toEqual([]);
    await fill(desk.panel, '服务端地址', joined.endpoint.url);
    await fill(desk.panel, '一次性登录码', joined.code('agent-li'));
    await fill(desk.panel, '设置自己的密码', PASSWORD);
    await press(desk, 'Enter');
    await until('the first of it at the endpoint', async () => (await ofFile(joined)).customers.length > 0);
    await desk.session.killServiceWorker();
    await joined.endpoint.close();
    await joined.restart();
    await alarm(desk);
    await until('nothing that waits', async () => (await stored(desk, 'outbox')).length === 0, 30_000);
    await sees(desk, '全部已保存');

    const there = await ofFile(joined);
    const told = ({ id, person }: Customer) => [id, person.name, person.number];
    expect(there.customers.map(told).sort()).toEqual(before.customers.map(told).sort());
    expect(there.tasks.map(({ id, state }) => [id, state])).toEqual(before.tasks.map(({ id, state }) => [id, state]));
    const [record, ...others] = await joined.records();
    expect(others).toEqual([]);
    expect(record?.record).toMatchObject({ id: before.records[0]?.id, agentId: 'agent-li', outcome: 'reached', content: before.records[0]?.content });
    expect(desk.faults).toEqual([]);
  });
});
