import { describe, expect, it } from 'vitest';
import { errorSchema } from '../../lib/contract/errors.ts';
import { codeReplySchema, enrolReplySchema } from '../../lib/contract/wire.ts';
import { hashOfCode, newCode } from '../../server/secrets.ts';
import { type Bench, bench, HOUR } from './support.ts';

const newcomer = { name: 'Newcomer', role: 'agent', placeId: 'store', languages: ['zh-CN'] };
const code = async (b: Bench, over = {}, by = 'lee') => b.post('/v1/codes', { agent: { ...newcomer, ...over } }, by);
const enrol = (b: Bench, word: string) => b.post('/v1/enrol', { code: word, device: 'Chromium' });

describe('enrolment', () => {
  it('turns a code into a token once', async () => {
    const b = await bench();
    const made = codeReplySchema.parse((await code(b)).body);
    expect(made.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const reply = enrolReplySchema.parse((await enrol(b, made.code)).body);
    expect(reply).toMatchObject({ agent: { ...newcomer, id: made.agent.id }, place: { id: 'store' }, clock: { now: b.clock.time, demoOffset: null } });
    b.tokens.newcomer = reply.token;
    expect((await b.get('/v1/me', 'newcomer')).body).toMatchObject({ agent: { name: 'Newcomer' } });
    const again = await enrol(b, made.code);
    expect(again.status).toBe(401);
    expect(errorSchema.parse(again.body).error.kind).toBe('code-used');
  });

  it('makes one person of an invitation that is sent again, and a new code', async () => {
    const b = await bench();
    const ask = { id: 'newcomer', agent: newcomer, login: 'newcomer' };
    const first = codeReplySchema.parse((await b.post('/v1/codes', ask, 'lee')).body);
    const again = codeReplySchema.parse((await b.post('/v1/codes', ask, 'lee')).body);
    expect(again).toMatchObject({ agent: { id: 'newcomer' }, login: 'newcomer' });
    expect((await enrol(b, first.code)).status).toBe(401);
    const { people } = (await b.post('/v1/people/list', {}, 'lee')).body as { people: { agent: { name: string } }[] };
    expect(people.filter(({ agent }) => agent.name === newcomer.name)).toHaveLength(1);
    for (const other of [
      { ...ask, login: 'another' },
      { ...ask, agent: { ...newcomer, role: 'lead' } },
    ])
      expect((await b.post('/v1/codes', other, 'lee')).body).toMatchObject({ error: { kind: 'conflict', field: 'id' } });
    expect((await enrol(b, again.code)).status).toBe(200);
    expect((await b.post('/v1/codes', ask, 'lee')).status).toBe(409);
  });

  it('lets one of many in who use the same code at once', async () => {
    const b = await bench();
    const made = codeReplySchema.parse((await code(b)).body);
    const answers = await Promise.all(Array.from({ length: 20 }, () => enrol(b, made.code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('forgives case, spaces, dashes and letters that look like digits', async () => {
    const b = await bench();
    const made = codeReplySchema.parse((await code(b)).body);
    const typed = ` ${made.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect((await enrol(b, typed)).status).toBe(200);
  });

  it('refuses unknown codes and those that have run out', async () => {
    const b = await bench();
    const made = codeReplySchema.parse((await code(b)).body);
    b.clock.time = made.expiresAt;
    for (const word of [made.code, 'AAAA-BBBB-CCCC']) {
      const answer = await enrol(b, word);
      expect(answer.status).toBe(401);
      expect(errorSchema.parse(answer.body).error.kind).toBe('unauthenticated');
    }
    b.clock.time -= HOUR;
    expect((await enrol(b, made.code)).status).toBe(200);
  });

  it('keeps neither codes nor tokens', async () => {
    const b = await bench();
    const made = codeReplySchema.parse((await code(b)).body);
    const { token } = enrolReplySchema.parse((await enrol(b, made.code)).body);
    await b.store.close();
    const bytes = await b.database.text();
    expect(bytes).toContain(hashOfCode(made.code));
    expect(bytes).not.toContain(made.code);
    expect(bytes).not.toContain(token);
  });

  it('makes agents only within reach, and admins only by an admin', async () => {
    const b = await bench();
    const cases: [by: string, over: object, status: number][] = [
      ['lee', { role: 'lead' }, 200],
      ['lee', { role: 'qa' }, 200],
      ['lee', { role: 'admin' }, 403],
      ['lee', { placeId: 'centre' }, 404],
      ['lee', { placeId: 'other-store' }, 404],
      ['lee', { placeId: 'nowhere' }, 404],
      ['ada', { role: 'admin', placeId: 'centre' }, 200],
      ['ada', { placeId: 'other-store' }, 200],
    ];
    for (const [by, over, status] of cases) expect([by, over, (await code(b, over, by)).status]).toEqual([by, over, status]);
  });

  it('makes codes that a person can read out', () => {
    const made = newCode((count) => Uint8Array.from({ length: count }, (_, n) => n * 21));
    expect(made).not.toMatch(/[ILOU]/);
    expect(hashOfCode(made)).toBe(hashOfCode(made.toLowerCase()));
  });
});
