import { describe, expect, it } from 'vitest';
import {
  deviceListReplySchema,
  type Person,
  type PersonSet,
  personListReplySchema,
  personReplySchema,
  placeListReplySchema,
} from '../../../lib/contract/people.ts';
import { codeReplySchema, enrolReplySchema } from '../../../lib/contract/wire.ts';
import { makeAgent } from '../../../server/team.ts';
import { type Bench, bench, rows } from '../support.ts';

const save = (b: Bench, agentId: string, set: PersonSet, by = 'lee') => b.post('/v1/people/save', { agentId, set }, by);
const list = async (b: Bench, by: string): Promise<Person[]> => personListReplySchema.parse((await b.post('/v1/people/list', {}, by)).body).people;
const devices = async (b: Bench, agentId: string | null, by: string) =>
  deviceListReplySchema.parse((await b.post('/v1/devices/list', { agentId }, by)).body).devices;
const errorOf = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as { error?: { kind: string; field: string } }).error?.kind];

describe('the list of people', () => {
  it('reaches the own place and those below', async () => {
    const b = await bench();
    expect((await list(b, 'lee')).map(({ agent }) => agent.id)).toEqual(['ann', 'ben', 'lee']);
    expect((await list(b, 'olga')).map(({ agent }) => agent.id)).toEqual(['olga', 'oli']);
    expect((await list(b, 'ada')).length).toBe(7);
    expect((await list(b, 'lee'))[0]).toMatchObject({ devices: 1, seenAt: b.clock.time, deactivatedAt: null, hasPassword: false, codeUntil: null });
  });
});

describe('changing a person', () => {
  it('changes what is set and nothing else, from their next request on', async () => {
    const b = await bench();
    expect(personReplySchema.parse((await save(b, 'ann', { name: 'Ann Lee', languages: ['yue'], login: 'ann' })).body).person).toMatchObject({
      agent: { id: 'ann', name: 'Ann Lee', role: 'agent', placeId: 'store', languages: ['yue'] },
      login: 'ann',
    });
    await save(b, 'ann', { role: 'lead' });
    expect((await b.get('/v1/me', 'ann')).body).toMatchObject({ agent: { name: 'Ann Lee', role: 'lead' } });
    expect((await b.post('/v1/people/list', {}, 'ann')).status).toBe(200);
    await save(b, 'ann', { placeId: 'other-store' }, 'ada');
    expect((await list(b, 'ann')).map(({ agent }) => agent.id)).toEqual(['ann', 'olga', 'oli']);
  });

  it.each<[string, string, PersonSet, string, number, string]>([
    ['an unknown one', 'nobody', { name: 'x' }, 'lee', 404, 'not-found'],
    ['one of another place', 'oli', { name: 'x' }, 'lee', 404, 'not-found'],
    ['an admin, by a lead of the same place', 'root', { name: 'x' }, 'lia', 403, 'forbidden'],
    ['into a place out of reach', 'ann', { placeId: 'other-store' }, 'lee', 404, 'not-found'],
    ['into an admin, by a lead', 'ann', { role: 'admin' }, 'lee', 403, 'forbidden'],
    ['their own role', 'lee', { role: 'agent' }, 'lee', 409, 'conflict'],
    ['whether they themselves work here', 'lee', { active: false }, 'lee', 409, 'conflict'],
    ['to a login somebody has', 'ben', { login: 'TAKEN' }, 'lee', 409, 'conflict'],
  ])('does not change %s', async (_what, agentId, set, by, status, kind) => {
    const b = await bench();
    await withTwoMore(b);
    await save(b, 'ann', { login: 'taken' });
    expect(errorOf(await save(b, agentId, set, by))).toEqual([status, kind]);
  });

  it('answers an unknown person and one out of reach byte for byte alike', async () => {
    const b = await bench();
    for (const path of ['/v1/people/code', '/v1/devices/list']) {
      const [unknown, foreign] = [await b.post(path, { agentId: 'nobody' }, 'lee'), await b.post(path, { agentId: 'oli' }, 'lee')];
      expect(unknown).toEqual(foreign);
      expect(unknown.status).toBe(404);
    }
    expect(await save(b, 'nobody', { name: 'x' })).toEqual(await save(b, 'oli', { name: 'x' }));
  });

  it('leaves always one admin who reaches everything', async () => {
    const b = await bench();
    await withTwoMore(b);
    expect((await save(b, 'root', { role: 'lead' }, 'ada')).status).toBe(200);
    await save(b, 'root', { role: 'admin' }, 'ada');
    const both = await Promise.all([save(b, 'root', { active: false }, 'ada'), save(b, 'ada', { active: false }, 'root')]);
    expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    const rest = (await b.store.read((tx) => tx.people.admins())).map(({ id }) => id);
    expect(rest).toHaveLength(1);
    const last = rest[0] ?? '';
    for (const set of [{ active: false }, { role: 'qa' }, { placeId: 'store' }] as PersonSet[]) expect((await save(b, last, set, last)).status).toBe(409);
  });

  it('deactivates: out with the next request, codes void, customers back in the pool; and undoes it', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    expect((await b.claim('ann', { want: 2 })).work).toHaveLength(2);
    const { code } = codeReplySchema.parse((await b.post('/v1/people/code', { agentId: 'ann' }, 'lee')).body);
    expect(personReplySchema.parse((await save(b, 'ann', { active: false })).body).person.deactivatedAt).toBe(b.clock.time);
    expect((await b.get('/v1/me', 'ann')).status).toBe(401);
    expect((await b.post('/v1/enrol', { code, device: 'x' })).status).toBe(401);
    expect(errorOf(await b.post('/v1/people/code', { agentId: 'ann' }, 'lee'))).toEqual([409, 'conflict']);
    expect((await b.claim('ben', { want: 2 })).work).toHaveLength(2);
    expect(personReplySchema.parse((await save(b, 'ann', { active: true })).body).person.deactivatedAt).toBeNull();
    expect((await b.get('/v1/me', 'ann')).status).toBe(200);
  });

  it('is written down with who, whom and which fields, and no name', async () => {
    const b = await bench();
    await save(b, 'ann', { name: 'Very Secret', login: 'secret-login' });
    const entries = await b.store.read((tx) => tx.audit.openEntries('store', 1000));
    expect(entries.at(-1)?.entry).toMatchObject({ action: 'agent.change', agentId: 'lee', subject: { kind: 'agent', id: 'ann' } });
    expect(JSON.stringify(entries)).not.toMatch(/Very Secret|secret-login/);
  });
});

/** Another admin and a lead, both at the centre. */
async function withTwoMore(b: Bench): Promise<void> {
  for (const [id, role] of [
    ['root', 'admin'],
    ['lia', 'lead'],
  ] as const) {
    const { code } = await b.store.write((tx) => makeAgent(tx, b.deps, { id, name: id, role, placeId: 'centre', languages: [] }));
    b.tokens[id] = enrolReplySchema.parse((await b.post('/v1/enrol', { code, device: 'x' })).body).token;
  }
}

describe('a new code', () => {
  it('lets a second device in, and makes the one before void', async () => {
    const b = await bench();
    const [first, second] = [await b.post('/v1/people/code', { agentId: 'ann' }, 'lee'), await b.post('/v1/people/code', { agentId: 'ann' }, 'lee')];
    const codes = [first, second].map(({ body }) => codeReplySchema.parse(body));
    expect((await b.post('/v1/enrol', { code: codes[0]?.code, device: 'x' })).status).toBe(401);
    expect((await b.post('/v1/enrol', { code: codes[1]?.code, device: 'x' })).status).toBe(200);
    expect((await devices(b, 'ann', 'lee')).length).toBe(2);
  });
});

describe('devices', () => {
  it('are seen by their person and by who looks after them, and by nobody else', async () => {
    const b = await bench();
    expect(await devices(b, null, 'ann')).toMatchObject([{ label: 'test', own: true, revokedAt: null, seenAt: b.clock.time }]);
    expect(await devices(b, 'ann', 'lee')).toMatchObject([{ own: false }]);
    for (const by of ['ben', 'quinn', 'olga']) expect(errorOf(await b.post('/v1/devices/list', { agentId: 'ann' }, by))).toEqual([404, 'not-found']);
  });

  it('are cut off at their next request, and what they held comes free', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    await b.claim('ann', { want: 1 });
    const [device] = await devices(b, 'ann', 'lee');
    for (const by of ['ben', 'quinn', 'olga']) {
      const [foreign, unknown] = [
        await b.post('/v1/devices/revoke', { deviceId: device?.id }, by),
        await b.post('/v1/devices/revoke', { deviceId: 'nothing' }, by),
      ];
      expect(foreign).toEqual(unknown);
      expect(foreign.status).toBe(404);
    }
    expect((await b.post('/v1/devices/revoke', { deviceId: device?.id }, 'lee')).status).toBe(200);
    expect((await b.get('/v1/me', 'ann')).status).toBe(401);
    expect((await b.claim('ben', { want: 1 })).work).toHaveLength(1);
    expect(await devices(b, 'ann', 'lee')).toMatchObject([{ revokedAt: b.clock.time }]);
    expect((await b.post('/v1/devices/revoke', { deviceId: device?.id }, 'lee')).status).toBe(200);
  });
});

describe('a device of one’s own', () => {
  it('is signed out by its person from another one, which goes on with whom they hold', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    await b.claim('ann', { want: 1 });
    const { code } = codeReplySchema.parse((await b.post('/v1/people/code', { agentId: 'ann' }, 'lee')).body);
    b.tokens.elsewhere = enrolReplySchema.parse((await b.post('/v1/enrol', { code, device: 'the other desk' })).body).token;
    const other = (await devices(b, null, 'ann')).find(({ own }) => !own);
    expect(other?.label).toBe('the other desk');
    expect((await b.post('/v1/devices/revoke', { deviceId: other?.id }, 'ann')).status).toBe(200);
    expect((await b.get('/v1/me', 'elsewhere')).status).toBe(401);
    expect((await b.claim('ben', { want: 1 })).work).toHaveLength(0);
    expect((await b.get('/v1/me', 'ann')).status).toBe(200);
  });
});

describe('places', () => {
  const placesOf = async (b: Bench, by: string) => placeListReplySchema.parse((await b.post('/v1/places/list', {}, by)).body).places;
  const put = (b: Bench, id: string | null, set: object, by = 'ada') => b.post('/v1/places/save', { id, set }, by);

  it('are listed as far as one reaches', async () => {
    const b = await bench();
    expect((await placesOf(b, 'lee')).map(({ id }) => id)).toEqual(['store']);
    expect((await placesOf(b, 'quinn')).map(({ id }) => id)).toEqual(['centre', 'other-store', 'store']);
  });

  it('begin with all that the place above has', async () => {
    const b = await bench();
    const { place } = (await put(b, null, { parentId: 'store', name: 'Night desk', kind: 'department' }, 'lee')).body as { place: { id: string } };
    const { id, ...rest } = place;
    const { id: _, ...parent } = (await placesOf(b, 'lee')).find((one) => one.id === 'store') ?? { id: '' };
    expect(rest).toEqual({ ...parent, name: 'Night desk', kind: 'department', parentId: 'store' });
    expect((await placesOf(b, 'lee')).map((one) => one.id)).toContain(id);
  });

  it('reach the panels of their agents when they change', async () => {
    const b = await bench();
    const { cursor } = (await b.get('/v1/pull?cursor=0', 'ann')).body as { cursor: number };
    await put(b, 'store', { name: 'Renamed', lockMinutes: 3, company: { name: 'Example', phone: '400' } });
    expect((await b.get(`/v1/pull?cursor=${cursor}`, 'ann')).body).toMatchObject({
      place: { name: 'Renamed', limits: { lockMinutes: 3 }, company: { name: 'Example' } },
    });
  });

  it('are given hours and limits, which count at once; what was not sent stays', async () => {
    const b = await bench();
    const hours = {
      seasons: [{ from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5], windows: [{ from: '10:00', to: '24:00' }] }],
      closed: ['2026-12-24'],
      holidays: 'CN',
    };
    const { limits } = (await placesOf(b, 'lee'))[0] ?? {};
    const set = { hours, limits: { callsPerYear: 4, daysBetweenCalls: 2, retryMinutes: { 'no-answer': 90, busy: 10, abroad: 3000 } } };
    expect((await put(b, 'store', set, 'lee')).body).toMatchObject({ place: { hours, limits: { ...limits, ...set.limits }, name: 'Sample store' } });
    await put(b, 'store', { limits: { callMinutes: 7 }, lockMinutes: 4 }, 'lee');
    expect((await placesOf(b, 'lee'))[0]).toMatchObject({ hours, limits: { ...limits, ...set.limits, callMinutes: 7, lockMinutes: 4 } });
    // Wednesday, 15:00: open. The hours of another evening close it for everybody.
    await b.importRows(rows(1));
    await put(b, 'store', { hours: { ...hours, closed: ['2026-11-18'] } }, 'lee');
    expect(await b.claim('ann')).toMatchObject({ work: [], nextAt: Date.parse('2026-11-19T10:00:00+08:00') });
  });

  it.each<[string, object, string]>([
    [
      'a window that ends before it begins',
      { hours: { seasons: [{ from: '01-01', to: '12-31', weekdays: [1], windows: [{ from: '12:00', to: '09:00' }] }], closed: [] } },
      'set.hours.seasons.0.windows.0',
    ],
    ['a day that is none', { hours: { seasons: [], closed: ['2026-02-30'] } }, 'set.hours.closed.0'],
    ['holidays that nobody knows', { hours: { seasons: [], closed: [], holidays: 'XX' } }, 'set.hours.holidays'],
    ['no calls at all', { limits: { callsPerYear: 0 } }, 'set.limits.callsPerYear'],
    ['days between calls beyond a season', { limits: { daysBetweenCalls: 91 } }, 'set.limits.daysBetweenCalls'],
    ['another attempt at once', { limits: { retryMinutes: { 'no-answer': 0, busy: 15 } } }, 'set.limits.retryMinutes.no-answer'],
  ])('are not given %s; the field is named and nothing changes', async (_, set, field) => {
    const b = await bench();
    const before = await placesOf(b, 'lee');
    const answer = await put(b, 'store', { name: 'Other', ...set }, 'lee');
    expect([answer.status, (answer.body as { error: { field: string } }).error.field]).toEqual([400, field]);
    expect(await placesOf(b, 'lee')).toEqual(before);
  });

  it('move with all below them, and in no circle, also when two move at once', async () => {
    const b = await bench();
    const add = async (name: string, parentId: string) => ((await put(b, null, { parentId, name })).body as { place: { id: string } }).place.id;
    const [a, c] = [await add('a', 'centre'), await add('c', 'centre')];
    const below = await add('below', a);
    expect((await put(b, a, { parentId: 'store' })).status).toBe(200);
    expect((await placesOf(b, 'lee')).map(({ id }) => id).sort()).toEqual(['store', a, below].sort());
    for (const parentId of [a, below]) expect(errorOf(await put(b, a, { parentId }))).toEqual([409, 'conflict']);
    const both = await Promise.all([put(b, c, { parentId: below }), put(b, a, { parentId: c })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  describe('that are closed', () => {
    const added = async (b: Bench, name = 'Night desk', parentId = 'store') =>
      ((await put(b, null, { parentId, name })).body as { place: { id: string } }).place.id;
    const fieldOf = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as { error?: { field: string } }).error?.field];

    it('stay in the list with the day, take nobody and nothing in, and open again', async () => {
      const b = await bench();
      const id = await added(b);
      expect((await put(b, id, { closed: true }, 'lee')).body).toMatchObject({ place: { id, closedAt: b.clock.time } });
      expect((await placesOf(b, 'lee')).find((one) => one.id === id)?.closedAt).toBe(b.clock.time);
      const agent = { name: 'New', role: 'agent', placeId: id, languages: [] };
      expect(fieldOf(await b.post('/v1/codes', { agent }, 'lee'))).toEqual([409, 'agent.placeId']);
      expect(fieldOf(await save(b, 'ann', { placeId: id }))).toEqual([409, 'set.placeId']);
      expect(fieldOf(await put(b, null, { name: 'x', parentId: id }))).toEqual([409, 'set.parentId']);
      expect((await put(b, id, { closed: false }, 'lee')).body).not.toHaveProperty('place.closedAt');
      expect((await save(b, 'ann', { placeId: id })).status).toBe(200);
    });

    it('keep who left from coming back, unless they come back elsewhere', async () => {
      const b = await bench();
      const id = await added(b);
      await save(b, 'ann', { placeId: id });
      await save(b, 'ann', { active: false });
      expect((await put(b, id, { closed: true })).status).toBe(200);
      expect(fieldOf(await save(b, 'ann', { active: true }))).toEqual([409, 'set.active']);
      expect((await save(b, 'ann', { active: true, placeId: 'store' })).status).toBe(200);
      expect((await b.get('/v1/me', 'ann')).body).toMatchObject({ agent: { placeId: 'store' } });
    });

    it('are not closed while people work there, calls are open, or there are open places below; the answer says which', async () => {
      const b = await bench();
      expect(fieldOf(await put(b, 'store', { closed: true }))).toEqual([409, 'set.closed.people']);
      const id = await added(b);
      const below = await added(b, 'Below', id);
      expect(fieldOf(await put(b, id, { closed: true }))).toEqual([409, 'set.closed.places']);
      await put(b, below, { closed: true });
      await b.importRows(rows(1));
      const [task] = (await b.claim('ann', { want: 1 })).work.map((one) => one.task);
      if (!task) throw new Error('nobody to call');
      await b.store.write((tx) => tx.tasks.put([{ ...task, id: 'there', placeId: id }]));
      expect(fieldOf(await put(b, id, { closed: true }))).toEqual([409, 'set.closed.tasks']);
      await b.store.write((tx) => tx.tasks.put([{ ...task, id: 'there', placeId: id, state: 'done' }]));
      expect((await put(b, id, { closed: true })).status).toBe(200);
    });

    it('are never one’s own', async () => {
      const b = await bench();
      expect(fieldOf(await put(b, 'store', { closed: true }, 'lee'))).toEqual([409, 'set.closed.own']);
      expect(fieldOf(await put(b, 'centre', { closed: true }))).toEqual([409, 'set.closed.own']);
    });
  });

  it.each<[string, string | null, object, string, number]>([
    ['an unknown one', 'nowhere', { name: 'x' }, 'ada', 404],
    ['one out of reach', 'other-store', { name: 'x' }, 'lee', 404],
    ['below one out of reach', null, { name: 'x', parentId: 'centre' }, 'lee', 404],
    ['their own to elsewhere', 'store', { parentId: 'centre', name: 'x' }, 'lee', 200],
    ['their own below another', 'store', { parentId: 'other-store' }, 'lee', 403],
    ['without a name', null, { parentId: 'store' }, 'lee', 400],
    ['without a place above', null, { name: 'x' }, 'lee', 400],
    ['to an unknown zone', 'store', { timeZone: 'Mars/Base' }, 'lee', 400],
  ])('are not changed: %s', async (_what, id, set, by, status) => {
    const b = await bench();
    expect((await put(b, id, set, by)).status).toBe(status);
  });
});
