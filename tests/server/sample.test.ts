import { describe, expect, it } from 'vitest';
import type { Deps } from '../../server/context.ts';
import { createLog } from '../../server/log.ts';
import { seedSample } from '../../server/sample.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { tempFolder } from './support.ts';

async function seeded(time: string) {
  const store = await openSqlite(`${tempFolder()}/callside.db`);
  let ids = 0;
  const now = Date.parse(time);
  const deps: Deps = {
    store,
    clock: { now: () => now, demoOffset: 0 },
    newId: () => `id-${++ids}`,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    log: createLog({ write: () => undefined }),
  };
  return { store, deps, codes: await seedSample(deps) };
}

describe('the sample', () => {
  it('begins with the repair of two days ago, in the same week as a birthday', async () => {
    const { store } = await seeded('2026-11-18T19:05:00+08:00');
    const [wang] = await store.read(async (tx) =>
      (await tx.customers.page({ placeIds: ['store-hexi'], after: null, limit: 100 })).filter(({ person }) => person.name === '王佳琪'),
    );
    expect(wang).toMatchObject({
      class: '金卡',
      language: 'zh-CN',
      person: { number: 'S-0001', family: '王', given: '佳琪', salutation: '女士', birthday: '--11-20' },
    });
    const services = await store.read((tx) => tx.services.ofCustomers([wang?.id ?? '']));
    expect(services).toMatchObject([{ kind: '维修', item: '羊毛西装外套', endedOn: '2026-11-16', history: false }]);
    await store.close();
  });

  it('fills an empty database once', async () => {
    const { store, deps, codes } = await seeded('2026-11-18T19:05:00+08:00');
    expect(codes.map(({ agent }) => [agent.id, agent.role])).toEqual([
      ['agent-li', 'agent'],
      ['agent-clarke', 'agent'],
      ['lead-zhou', 'lead'],
      ['qa-chen', 'qa'],
      ['lead-liu', 'lead'],
      ['agent-zhao', 'agent'],
    ]);
    expect(await seedSample(deps)).toEqual([]);
    const counts = await store.read(async (tx) => ({
      retail: await tx.customers.count(['store-hexi']),
      hospital: await tx.customers.count(['dept-aftercare']),
    }));
    expect(counts).toEqual({ retail: 24, hospital: 8 });
    await store.close();
  });

  it('plans every call with a script that ships, and has something due tomorrow but nothing overdue', async () => {
    for (const time of ['2026-11-18T19:05:00+08:00', '2026-07-01T15:00:00+08:00', '2027-03-01T09:00:00+08:00']) {
      const { store } = await seeded(time);
      const now = Date.parse(time);
      const tasks = await store.read(async (tx) => {
        const customers = await tx.customers.page({ placeIds: ['store-hexi', 'dept-aftercare'], after: null, limit: 100 });
        const found = await tx.tasks.ofCustomers(
          customers.map(({ id }) => id),
          true,
        );
        for (const task of found) expect([task.scriptId, (await tx.content.script(task.scriptId, 1))?.purpose]).toEqual([task.scriptId, task.purpose]);
        return found;
      });
      expect(tasks.length).toBeGreaterThan(25);
      expect(new Set(tasks.map(({ scriptId }) => scriptId)).size).toBe(9);
      expect(tasks.filter(({ dueBy }) => dueBy < now)).toEqual([]);
      expect(tasks.filter(({ dueBy }) => dueBy < now + 48 * 3_600_000).length).toBeGreaterThan(3);
      await store.close();
    }
  });
});
