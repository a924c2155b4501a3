import { describe, expect, it } from 'vitest';
import { errorSchema } from '../../lib/contract/errors.ts';
import { blankCustomer } from '../../lib/record/erased.ts';
import { contentCases, withContent } from './content-cases.ts';
import { bench, rows, START } from './support.ts';

type Case = { method: 'GET' | 'POST'; path: string; body?: unknown; roles: string[] };
const importOf = (agentId: string | null) => ({ importId: `import-of-${agentId}`, fileName: 'f', startDate: '2026-11-01', rows: rows(1) });
/** Everybody erases a customer of their own: nobody can be erased twice. */
const eraseOf = (agentId: string | null) => ({ customerId: `of-${agentId}`, why: 'asked' });
const customer = (agentId: string) => ({ ...blankCustomer({ id: `of-${agentId}`, placeId: 'store', createdAt: START, updatedAt: START }), optOut: null });
const all = ['agent', 'lead', 'qa', 'admin'];
const callers = ['agent', 'lead', 'admin'];
const claims = { want: 1, hold: [], customerId: null };

const cases: Case[] = [
  { method: 'GET', path: '/v1/me', roles: all },
  { method: 'GET', path: '/v1/pull?cursor=0', roles: all },
  { method: 'GET', path: '/v1/events', roles: all },
  { method: 'GET', path: '/v1/records', roles: all },
  { method: 'POST', path: '/v1/records/options', body: {}, roles: all },
  { method: 'POST', path: '/v1/records/search', body: { filter: {}, words: null, cursor: null, limit: 10 }, roles: all },
  { method: 'POST', path: '/v1/customers/erase', body: eraseOf, roles: ['lead', 'admin'] },
  { method: 'GET', path: '/v1/divergences', roles: ['lead', 'qa', 'admin'] },
  { method: 'POST', path: '/v1/claims', body: claims, roles: callers },
  { method: 'POST', path: '/v1/push', body: { mutations: [{ id: 'x' }] }, roles: callers },
  { method: 'POST', path: '/v1/find', body: { query: 'a' }, roles: callers },
  { method: 'POST', path: '/v1/imports', body: importOf, roles: ['lead', 'admin'] },
  { method: 'POST', path: '/v1/customers/list', body: { cursor: null, limit: 10, query: null }, roles: ['lead', 'qa', 'admin'] },
  { method: 'POST', path: '/v1/codes', body: { agent: { name: 'New', role: 'agent', placeId: 'store', languages: [] } }, roles: ['lead', 'admin'] },
  { method: 'POST', path: '/v1/people/list', body: {}, roles: ['lead', 'admin'] },
  { method: 'POST', path: '/v1/people/save', body: { agentId: 'ben', set: { name: 'Ben' } }, roles: ['lead', 'admin'] },
  { method: 'POST', path: '/v1/people/code', body: { agentId: 'ben' }, roles: ['lead', 'admin'] },
  { method: 'POST', path: '/v1/devices/list', body: { agentId: null }, roles: all },
  { method: 'POST', path: '/v1/presence', body: { inCallMs: null, unsent: 0, rejected: 0, versions: [], refused: [], app: '0' }, roles: all },
  { method: 'POST', path: '/v1/presence/list', body: {}, roles: ['lead', 'qa', 'admin'] },
  { method: 'POST', path: '/v1/places/list', body: {}, roles: ['lead', 'qa', 'admin'] },
  { method: 'POST', path: '/v1/places/save', body: { id: 'store', set: { name: 'Store' } }, roles: ['lead', 'admin'] },
  { method: 'POST', path: '/v1/sign-out', body: {}, roles: all },
  ...contentCases,
];
const people = { agent: 'ann', lead: 'lee', qa: 'quinn', admin: 'ada' } as const;

describe('who may ask what', () => {
  for (const { method, path, body, roles } of cases) {
    it(`${method} ${path.split('?')[0]} is for ${roles.join(', ')}`, async () => {
      const b = await withContent(await bench());
      for (const id of ['lee', 'ada']) await b.push('ann', { id: `add-${id}`, at: START, kind: 'customer.add', customer: customer(id) });
      const ask = (agentId: string | null) =>
        method === 'GET' ? b.get(path, agentId) : b.post(path, typeof body === 'function' ? body(agentId) : body, agentId);
      for (const [role, agentId] of Object.entries(people)) {
        expect([role, (await ask(agentId)).status]).toEqual([role, roles.includes(role) ? 200 : 403]);
      }
      b.tokens.stranger = `cs_${'x'.repeat(43)}`;
      for (const agentId of [null, 'stranger']) {
        const answer = await ask(agentId);
        expect(answer.status).toBe(401);
        expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'unauthenticated', retry: false });
      }
    });
  }

  it('answers health without a token', async () => {
    const b = await bench();
    expect(await b.get('/v1/health')).toEqual({ status: 200, body: { ok: true, name: 'callside', api: 1 } });
  });

  it('takes a token from any origin and sets no cookie', async () => {
    const b = await bench();
    const headers = { origin: 'moz-extension://0000', authorization: `Bearer ${b.tokens.ann}` };
    const response = await b.app.request('/v1/me', { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    const preflight = await b.app.request('/v1/push', {
      method: 'OPTIONS',
      headers: { origin: 'moz-extension://0000', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('refuses the token of a device that signed out', async () => {
    const b = await bench();
    expect((await b.post('/v1/sign-out', {}, 'ann')).status).toBe(200);
    expect((await b.get('/v1/me', 'ann')).status).toBe(401);
  });
});

describe('one shape of error', () => {
  it('answers an unknown route', async () => {
    const b = await bench();
    const answer = await b.get('/v1/nothing', 'ann');
    expect(answer.status).toBe(404);
    expect(errorSchema.parse(answer.body).error.kind).toBe('not-found');
  });

  const broken: [title: string, path: string, body: string, field: string | null][] = [
    ['a body that is no JSON', '/v1/claims', '{"want":', null],
    ['an empty body', '/v1/claims', '', null],
    ['a field of the wrong type', '/v1/claims', '{"want":"many","hold":[],"customerId":null}', 'want'],
    ['an unknown field', '/v1/claims', '{"want":1,"hold":[],"customerId":null,"phone":"13800000001"}', null],
    ['a number out of range', '/v1/claims', '{"want":99,"hold":[],"customerId":null}', 'want'],
    ['no mutation at all', '/v1/push', '{"mutations":[]}', 'mutations'],
  ];
  for (const [title, path, body, field] of broken) {
    it(`refuses ${title} as invalid`, async () => {
      const b = await bench();
      const answer = await b.post(path, body, 'ann');
      expect(answer.status).toBe(400);
      const { error } = errorSchema.parse(answer.body);
      expect(error).toMatchObject({ kind: 'invalid', field });
      expect(error.message).not.toContain('13800000001');
    });
  }

  it('refuses a query that is out of range with its field', async () => {
    const b = await bench();
    const answer = await b.get('/v1/records?limit=100000', 'lee');
    expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'invalid', field: 'limit' });
  });

  it('refuses a body that is too large, but takes a large import', async () => {
    const b = await bench();
    const big = JSON.stringify({ mutations: ['x'.repeat(3 * 1024 * 1024)] });
    const answer = await b.post('/v1/push', big, 'ann');
    expect(answer.status).toBe(413);
    expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'too-large', retry: false });
    const many = rows(3);
    for (const row of many) row.customer.person.note = 'n'.repeat(10_000);
    for (let n = 0; n < 250; n += 1)
      many.push(
        ...rows(1).map((row) => ({
          ...row,
          row: 10 + n,
          customer: { ...row.customer, person: { ...row.customer.person, note: 'n'.repeat(10_000), number: `L-${n}`, phones: [] } },
        })),
      );
    expect((await b.importRows(many)).status).toBe(200);
  });

  it('asks for the token before it reads a large body', async () => {
    const b = await bench();
    expect((await b.post('/v1/imports', 'x'.repeat(3 * 1024 * 1024))).status).toBe(401);
  });

  it('says nothing of what went wrong inside', async () => {
    const b = await bench();
    await b.store.close();
    const answer = await b.get('/v1/me', 'ann');
    expect(answer.status).toBe(500);
    expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'internal', retry: true, field: null });
  });
});
