import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../server/store/port.ts';
import { aPlace, aRecord, START } from '../support.ts';
import { customer, service, task } from './build.ts';

/** What every database behind the endpoint does. `open` answers an empty one; it is closed after the test. */
export function storeSuite(name: string, open: () => Promise<Store>): void {
  describe(`store: ${name}`, () => {
    const stores: Store[] = [];
    afterEach(async () => {
      for (const store of stores.splice(0)) await store.close();
    });

    async function filled(): Promise<Store> {
      const store = await open();
      stores.push(store);
      await store.write(async (tx) => {
        await tx.places.put(aPlace({ id: 'centre', parentId: null }));
        await tx.places.put(aPlace());
        for (const id of ['ann', 'ben']) await tx.agents.add({ id, name: id, role: 'agent', placeId: 'store', languages: [] }, START);
        await tx.customers.put(
          ['a', 'b', 'c'].map((id) => ({ customer: customer(id, { phoneHashes: [`phone-${id}`, 'switchboard'] }), numberHashes: [`number-${id}`] })),
        );
      });
      return store;
    }

    const pool = (store: Store, now = START) => store.read((tx) => tx.tasks.pool({ placeIds: ['store'], now }));

    it('shows a write to the next read, and nothing of one that failed', async () => {
      const store = await filled();
      await expect(
        store.write(async (tx) => {
          await tx.customers.put([{ customer: customer('d'), numberHashes: [] }]);
          throw new RangeError('stop');
        }),
      ).rejects.toThrow(RangeError);
      expect(await store.read((tx) => tx.customers.count(['store']))).toBe(3);
    });

    it('runs writes one after another, however many are asked for at once', async () => {
      const store = await filled();
      await Promise.all(
        Array.from({ length: 40 }, () =>
          store.write(async (tx) => {
            const n = Number((await tx.meta.get('n')) ?? 0);
            await new Promise((resolve) => setImmediate(resolve));
            await tx.meta.set('n', String(n + 1));
          }),
        ),
      );
      expect(await store.read((tx) => tx.meta.get('n'))).toBe('40');
    });

    it('keeps works that share a commit apart: one that fails leaves nothing, takes no number and stops nobody', async () => {
      const store = await filled();
      const before = await store.read((tx) => tx.lastSeq());
      const outcomes = await store.writeEach(
        [1, 2, 3, 4].map((n) => async (tx) => {
          await tx.services.put([service(`s${n}`, 'a')]);
          if (n === 2) throw new RangeError('no');
          // The database itself refuses this one: no such place.
          if (n === 3) await tx.agents.add({ id: 'eve', name: 'Eve', role: 'agent', placeId: 'nowhere', languages: [] }, START);
          return tx.lastSeq();
        }),
      );
      expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value - before : outcome.status))).toEqual([1, 'rejected', 'rejected', 2]);
      expect((await store.read((tx) => tx.services.ofCustomers(['a']))).map(({ id }) => id).sort()).toEqual(['s1', 's4']);
      expect(await store.read((tx) => tx.lastSeq())).toBe(before + 2);
    });

    it('reads one moment while somebody writes', async () => {
      const store = await filled();
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const writing = store.write(async (tx) => {
        await tx.customers.put([{ customer: customer('d'), numberHashes: [] }]);
        await gate;
      });
      expect(await store.read((tx) => tx.customers.count(['store']))).toBe(3);
      release();
      await writing;
      expect(await store.read((tx) => tx.customers.count(['store']))).toBe(4);
    });

    it('gives every change a number of its own that only grows', async () => {
      const store = await filled();
      const before = await store.read((tx) => tx.lastSeq());
      await store.write(async (tx) => {
        await tx.services.put([service('s1', 'a'), service('s2', 'b')]);
        await tx.tasks.put([task('t1', 'a')]);
        await tx.customers.put([{ customer: customer('a', { class: 'gold' }), numberHashes: [] }]);
      });
      await store.write((tx) => tx.holds.put({ customerId: 'a', agentId: 'ann', claimId: 'x', found: false, expiresAt: START + 1 }));
      const input = { after: before, upTo: 100, placeIds: ['store'], contentPlaceIds: ['store'], agentId: 'ann', now: START };
      const changes = await store.read((tx) => tx.changes(input));
      expect(changes.map(({ kind, seq }) => [kind, seq - before])).toEqual([
        ['service', 1],
        ['task', 3],
        ['customer', 4],
      ]);
      expect((await store.read((tx) => tx.changes({ ...input, upTo: 2 }))).map(({ kind }) => kind)).toEqual(['service', 'task']);
      expect(await store.read((tx) => tx.lastSeq())).toBe(before + 4);
    });

    it('replaces what is put again, keys and all', async () => {
      const store = await filled();
      await store.write((tx) => tx.customers.put([{ customer: customer('a', { phoneHashes: ['new'], class: 'gold' }), numberHashes: [] }]));
      const found = await store.read(async (tx) => ({
        old: await tx.customers.byKeys('phone', ['phone-a'], ['store']),
        number: await tx.customers.byKeys('number', ['number-a'], ['store']),
        now: await tx.customers.byKeys('phone', ['new'], ['store']),
        shared: await tx.customers.byKeys('phone', ['switchboard'], ['store']),
        elsewhere: await tx.customers.byKeys('phone', ['switchboard'], ['centre']),
      }));
      expect([found.old, found.number, found.elsewhere]).toEqual([[], [], []]);
      expect(found.now[0]?.customer.class).toBe('gold');
      expect(found.shared.map(({ customer: one }) => one.id)).toEqual(['b', 'c']);
    });

    it('takes and gives more rows than one statement holds', async () => {
      const store = await filled();
      const many = Array.from({ length: 2500 }, (_, n) => customer(`m${n}`));
      await store.write(async (tx) => {
        await tx.customers.put(many.map((one) => ({ customer: one, numberHashes: [`n-${one.id}`] })));
        await tx.services.put(many.map((one) => service(`s-${one.id}`, one.id)));
        await tx.tasks.put(many.map((one) => task(`t-${one.id}`, one.id)));
      });
      const ids = many.map(({ id }) => id);
      const counts = await store.read(async (tx) => [
        (await tx.customers.get(ids)).length,
        (await tx.services.ofCustomers(ids)).length,
        (await tx.tasks.get(ids.map((id) => `t-${id}`))).length,
        (
          await tx.customers.byKeys(
            'number',
            ids.map((id) => `n-${id}`),
            ['store'],
          )
        ).length,
      ]);
      expect(counts).toEqual([2500, 2500, 2500, 2500]);
    });

    it('lets one agent have a customer, and voids the claims of the one before', async () => {
      const store = await filled();
      await store.write(async (tx) => {
        await tx.tasks.put([task('t1', 'a'), task('t2', 'a')]);
        await tx.holds.put({ customerId: 'a', agentId: 'ann', claimId: 'first', found: false, expiresAt: START + 10 });
        await tx.tasks.claim(['t1'], 'first');
      });
      const claims = () => store.read(async (tx) => (await tx.tasks.get(['t1', 't2'])).map(({ claim }) => claim && [claim.id, claim.agentId]));
      expect(await claims()).toEqual([['first', 'ann'], null]);
      expect((await pool(store)).length).toBe(0);
      await store.write(async (tx) => {
        await tx.holds.put({ customerId: 'a', agentId: 'ben', claimId: 'second', found: true, expiresAt: START + 20 });
        await tx.tasks.claim(['t2'], 'second');
      });
      expect(await claims()).toEqual([null, ['second', 'ben']]);
      expect(await store.read((tx) => tx.holds.ofAgent('ann'))).toEqual([]);
      // Putting the task again does not take the claim away.
      await store.write((tx) => tx.tasks.put([task('t2', 'a', { attempts: 1 })]));
      expect(await claims()).toEqual([null, ['second', 'ben']]);
      await store.write((tx) => tx.holds.remove(['a']));
      expect(await claims()).toEqual([null, null]);
    });

    it('counts a hold until it has run out, to the millisecond', async () => {
      const store = await filled();
      await store.write(async (tx) => {
        await tx.tasks.put([task('t1', 'a'), task('t2', 'b')]);
        await tx.holds.put({ customerId: 'a', agentId: 'ann', claimId: 'x', found: false, expiresAt: START + 10 });
      });
      const at = async (now: number) => ({
        pool: (await pool(store, now))[0]?.count,
        ...(await store.read(async (tx) => ({ open: await tx.tasks.openIn(['store']), ...(await tx.tasks.held(['store'], now)) }))),
      });
      expect(await at(START + 9)).toEqual({ pool: 1, open: 2, held: 1, freeAt: START + 10 });
      expect(await at(START + 10)).toEqual({ pool: 2, open: 2, held: 0, freeAt: null });
    });

    it('keeps settled tasks and customers who opted out away from the pool', async () => {
      const store = await filled();
      await store.write(async (tx) => {
        await tx.tasks.put([task('t1', 'a'), task('t2', 'b', { state: 'done' }), task('t3', 'c')]);
        await tx.customers.put([{ customer: customer('c', { optOut: { at: START, reason: '' } }), numberHashes: [] }]);
      });
      const groups = await pool(store);
      expect(groups).toEqual([{ placeId: 'store', calling: '[null]', purpose: 'after-repair', count: 1, due: 1, earliest: START - 1000 }]);
      expect(await store.read((tx) => tx.tasks.candidates({ placeIds: ['store'], groups, now: START, owners: null, offset: 0, limit: 10 }))).toEqual(['t1']);
    });

    it('groups the pool by the words that decide about hours', async () => {
      const store = await filled();
      const mornings = { original: 'mornings', days: 'any', from: '09:00', to: '10:00' } as const;
      await store.write(async (tx) => {
        await tx.customers.put([{ customer: customer('b', { preferredHours: mornings, timeZone: 'Europe/London' }), numberHashes: [] }]);
        await tx.tasks.put([task('t1', 'a'), task('t2', 'b', { notBefore: START + 5 }), task('t3', 'c')]);
      });
      const groups = await pool(store);
      expect(groups.map(({ calling, count, due }) => [calling, count, due]).sort()).toEqual([
        ['["Europe/London","any","09:00","10:00"]', 1, 0],
        ['[null]', 2, 2],
      ]);
      const plain = groups.filter(({ calling }) => calling === '[null]');
      const ask = (some: typeof groups, now = START) =>
        store.read((tx) => tx.tasks.candidates({ placeIds: ['store'], groups: some, now, owners: null, offset: 0, limit: 10 }));
      expect(await ask(plain)).toEqual(['t1', 't3']);
      expect(await ask([])).toEqual([]);
      expect(await ask(groups, START + 5)).toEqual(['t1', 't2', 't3']);
    });

    it('keeps revisions of a record and answers the latest', async () => {
      const store = await filled();
      await store.write(async (tx) => {
        await tx.records.add(aRecord({ customerId: 'a' }), START);
        await tx.records.add(aRecord({ customerId: 'a', revision: 2, satisfaction: 'fair' }), START + 1);
      });
      const seen = await store.read(async (tx) => ({
        one: (await tx.records.get('record-1'))?.record.revision,
        list: (await tx.records.list({ placeIds: ['store'], agentId: null, before: null, limit: 10 })).map(({ record }) => record.revision),
        count: await tx.records.count({ placeIds: ['store'], agentId: 'ann' }),
        file: (await tx.records.ofCustomers(['a', 'b'], 10)).length,
        attempts: (await tx.records.attemptsSince(['a'], START)).length,
        before: (await tx.records.attemptsSince(['a'], START + 1)).length,
      }));
      expect(seen).toEqual({ one: 2, list: [2], count: 1, file: 1, attempts: 1, before: 0 });
    });

    it('knows a device by its token until it is revoked', async () => {
      const store = await filled();
      const tokens = { tokenHash: 'hash', tokenEndsAt: START + 2, refreshHash: 'r2', previousHash: 'r1', refreshEndsAt: START + 5 };
      await store.write((tx) => tx.devices.add({ id: 'd1', agentId: 'ann', label: 'Chromium', at: START, tokens }));
      const byToken = (now: number, hash = 'hash') => store.read(async (tx) => (await tx.devices.byTokens(['another', hash], now))[0] ?? null);
      const byRefresh = (hash: string, now: number) => store.read((tx) => tx.devices.byRefresh(hash, now));
      expect(await byToken(START + 1)).toEqual({ id: 'd1', agentId: 'ann', tokenHash: 'hash' });
      expect(await byToken(START + 2)).toBeNull();
      for (const hash of ['r1', 'r2']) expect(await byRefresh(hash, START + 4)).toEqual({ id: 'd1', agentId: 'ann', tokens });
      expect([await byRefresh('r2', START + 5), await byRefresh('r0', START)]).toEqual([null, null]);
      const next = { tokenHash: 'new', tokenEndsAt: START + 9, refreshHash: 'r3', previousHash: 'r2', refreshEndsAt: START + 9 };
      await store.write((tx) => tx.devices.renew('d1', next, START + 4));
      expect([await byToken(START), await byRefresh('r1', START)]).toEqual([null, null]);
      await store.write((tx) => tx.devices.revoke('d1', START + 6));
      expect([await byToken(START, 'new'), await byRefresh('r3', START)]).toEqual([null, null]);
      expect(await store.read((tx) => tx.devices.ofAgent('ann'))).toEqual([
        { id: 'd1', agentId: 'ann', label: 'Chromium', createdAt: START, seenAt: START + 4, revokedAt: START + 6 },
      ]);
    });

    it('signs out all devices of somebody but one, and says how many', async () => {
      const store = await filled();
      const tokens = { tokenEndsAt: START + 2, previousHash: null, refreshEndsAt: START + 5 };
      await store.write(async (tx) => {
        for (const [id, agentId] of [
          ['d1', 'ann'],
          ['d2', 'ann'],
          ['d3', 'ann'],
          ['d4', 'ben'],
        ] as const)
          await tx.devices.add({ id, agentId, label: 'Chromium', at: START, tokens: { ...tokens, tokenHash: id, refreshHash: id } });
        await tx.devices.revoke('d3', START + 1);
      });
      expect(await store.write((tx) => tx.devices.revokeOthers('ann', 'd1', START + 2))).toBe(1);
      const revoked = async (agentId: string) => (await store.read((tx) => tx.devices.ofAgent(agentId))).map(({ id, revokedAt }) => [id, revokedAt]);
      expect((await revoked('ann')).sort()).toEqual([
        ['d1', null],
        ['d2', START + 2],
        ['d3', START + 1],
      ]);
      expect(await revoked('ben')).toEqual([['d4', null]]);
    });

    it('lists people with their login, devices and codes, and lets nobody in who was deactivated', async () => {
      const store = await filled();
      const tokens = { tokenHash: 'hash', tokenEndsAt: null, refreshHash: 'r1', previousHash: null, refreshEndsAt: START + 5 };
      await store.write(async (tx) => {
        await tx.devices.add({ id: 'd1', agentId: 'ann', label: 'Chromium', at: START, tokens });
        await tx.accounts.put({ agentId: 'ann', login: { name: 'Ann', hash: 'login' }, password: 'secret', deactivatedAt: null }, START);
        await tx.agents.addCode({ hash: 'code', agentId: 'ben', expiresAt: START + 10, at: START });
      });
      const people = await store.read((tx) => tx.people.list(['store'], START));
      const [ann, ben] = ['ann', 'ben'].map((id) => people.find(({ agent }) => agent.id === id));
      expect(ann).toMatchObject({ login: 'Ann', hasPassword: true, deactivatedAt: null, devices: 1, seenAt: START, codeUntil: null });
      expect(ben).toMatchObject({ login: null, hasPassword: false, deactivatedAt: null, devices: 0, seenAt: null, codeUntil: START + 10 });
      expect((await store.read((tx) => tx.people.list(['store'], START + 10))).every(({ codeUntil }) => codeUntil === null)).toBe(true);
      await store.write(async (tx) => {
        const account = await tx.accounts.byLogin('login');
        if (account) await tx.accounts.put({ ...account, deactivatedAt: START + 1 }, START + 1);
        await tx.people.endCodes('ben', START);
        await tx.people.update({ id: 'ben', name: 'Benjamin', role: 'admin', placeId: 'store', languages: [] });
      });
      expect(await store.read((tx) => tx.devices.byTokens(['hash'], START))).toEqual([]);
      expect(await store.read((tx) => tx.devices.byRefresh('r1', START))).toBeNull();
      expect(await store.read((tx) => tx.people.get('ben', START))).toMatchObject({ agent: { name: 'Benjamin' }, codeUntil: null });
      expect((await store.read((tx) => tx.people.admins())).map(({ id }) => id)).toEqual(['ben']);
      expect(await store.read((tx) => tx.people.get('nobody', START))).toBeNull();
    });

    it('keeps text of every kind exactly', async () => {
      const store = await filled();
      const name = '王\u0000\u2028<b>\'"\\ 👩🏽‍🦰 𠮷 =1+1 \ud83d';
      await store.write((tx) => tx.customers.put([{ customer: customer('a', { person: { ...customer('a').person, name } }), numberHashes: [] }]));
      expect((await store.read((tx) => tx.customers.get(['a'])))[0]?.person.name).toBe(name);
    });

    it('tells whoever listens of a write that was committed, and of no other', async () => {
      const store = await filled();
      let told = 0;
      const stop = store.onCommit(() => {
        told += 1;
      });
      await store.write((tx) => tx.meta.set('a', '1'));
      await store.read((tx) => tx.meta.get('a'));
      await expect(
        store.write(async () => {
          throw new RangeError('no');
        }),
      ).rejects.toThrow(RangeError);
      await expect.poll(() => told).toBe(1);
      stop();
      await store.write((tx) => tx.meta.set('a', '2'));
      expect(told).toBe(1);
    });

    it('pages through customers by key', async () => {
      const store = await filled();
      const input = { placeIds: ['store'], limit: 2 };
      const first = await store.read((tx) => tx.customers.newest({ ...input, before: null }));
      const last = first.at(-1);
      const second = await store.read((tx) => tx.customers.newest({ ...input, before: last ? { createdAt: last.createdAt, id: last.id } : null }));
      expect([...first, ...second].map(({ id }) => id)).toEqual(['c', 'b', 'a']);
      expect((await store.read((tx) => tx.customers.page({ ...input, after: 'a' }))).map(({ id }) => id)).toEqual(['b', 'c']);
    });
  });
}
