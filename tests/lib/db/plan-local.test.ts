import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { planDay } from '../../../lib/db/plan-local.ts';
import { openDb } from '../../support/db.ts';
import { at, customer, place, rule, service } from '../plan/build.ts';
import { call } from '../record/build.ts';

const birthday = rule({ id: 'birthday', trigger: { on: 'birthday' }, fromDays: 0, withinDays: 0 });
const here = place({ rules: [rule(), birthday] });
const born = (n: number) => ({ ...customer({ person: { ...customer().person, birthday: '--12-25' } }), id: `c-${String(n).padStart(4, '0')}` });
let ids = 0;
const newId = () => `task-${++ids}`;

describe('the plan of an agent alone', () => {
  it('is made for everybody, in pieces, once a day', async () => {
    const db = openDb();
    await db.customers.bulkPut(Array.from({ length: 450 }, (_, n) => born(n)));
    const day = { place: here, newId };
    expect(await planDay(db, { ...day, now: at('2026-11-24', '10:00') })).toBe(0);
    expect(await planDay(db, { ...day, now: at('2026-11-25', '00:00') })).toBe(450);
    expect(await planDay(db, { ...day, now: at('2026-11-25', '23:00') })).toBe(0);
    expect(await planDay(db, { ...day, now: at('2026-12-26', '00:00') })).toBe(450);
    const tasks = await db.tasks.toArray();
    expect(tasks.map(({ closedBecause }) => closedBecause)).toEqual(Array.from({ length: 450 }, () => 'missed'));
  });

  it('brings the call after a service that was still to end when it was imported', async () => {
    const db = openDb();
    await db.customers.put(customer());
    await db.services.put(service({ endedOn: '2026-11-26' }));
    expect(await planDay(db, { place: here, newId, now: at('2026-11-25', '10:00') })).toBe(0);
    expect(await planDay(db, { place: here, newId, now: at('2026-11-26', '10:00') })).toBe(1);
    expect(await db.tasks.toArray()).toMatchObject([{ serviceId: 'service-1', notBefore: at('2026-11-27', '00:00') }]);
  });

  it('waits while a call is under way', async () => {
    const db = openDb();
    await db.customers.put(born(1));
    await db.calls.put(call());
    const now = at('2026-12-01', '10:00');
    expect(await planDay(db, { place: here, newId, now })).toBe(0);
    await db.calls.clear();
    expect(await planDay(db, { place: here, newId, now })).toBe(1);
  });
});
