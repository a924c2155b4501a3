import { describe, expect, it } from 'vitest';
import { agentsNowReplySchema, type Presence, presenceReplySchema } from '../../../lib/contract/presence.ts';
import { smallScript } from '../../lib/script/small-script.ts';
import { type Bench, bench, MINUTE } from '../support.ts';

const quiet: Presence = { inCallMs: null, unsent: 0, rejected: 0, versions: [], refused: [], app: '0.1.0' };
const say = (b: Bench, by: string, change: Partial<Presence> = {}) => b.post('/v1/presence', { ...quiet, ...change }, by);
const now = async (b: Bench, by = 'lee') => agentsNowReplySchema.parse((await b.post('/v1/presence/list', {}, by)).body).agents;
const deskOf = async (b: Bench, id: string) => (await now(b)).find(({ agent }) => agent.id === id)?.desk;

describe('agents now', () => {
  it('are all within reach who work here, also those who have said nothing yet', async () => {
    const b = await bench();
    expect((await now(b)).map(({ agent, desk }) => [agent.id, desk])).toEqual([
      ['ann', null],
      ['ben', null],
      ['lee', null],
    ]);
    await b.post('/v1/people/save', { agentId: 'ben', set: { active: false } }, 'lee');
    expect((await now(b)).map(({ agent }) => agent.id)).toEqual(['ann', 'lee']);
    expect((await now(b, 'quinn')).map(({ agent }) => agent.id)).toContain('oli');
  });

  it('are in a call since, on the endpoint’s clock, whatever theirs says', async () => {
    const b = await bench();
    await say(b, 'ann', { inCallMs: 3 * MINUTE, unsent: 4, rejected: 1 });
    expect(await deskOf(b, 'ann')).toMatchObject({ at: b.clock.time, inCallSince: b.clock.time - 3 * MINUTE, unsent: 4, rejected: 1 });
    b.clock.time += MINUTE;
    await say(b, 'ann');
    expect(await deskOf(b, 'ann')).toMatchObject({ at: b.clock.time, inCallSince: null, unsent: 0 });
  });

  it('are behind a version that was published for them, and not behind one of another place', async () => {
    const b = await bench();
    await b.store.write(async (tx) => {
      for (const version of [1, 2]) await tx.content.putScript({ ...smallScript(), version }, null);
      await tx.content.putScript({ ...smallScript(), version: 3 }, 'other-store');
      await tx.content.putScript({ ...smallScript(), id: 'own', version: 1 }, 'centre');
    });
    const script = (id: string, version: number) => ({ kind: 'script' as const, id, version });
    await say(b, 'ann', { versions: [script('small', 1)] });
    expect((await deskOf(b, 'ann'))?.behind).toEqual([
      { kind: 'script', id: 'own', has: null, newest: 1 },
      { kind: 'script', id: 'small', has: 1, newest: 2 },
    ]);
    await say(b, 'ann', { versions: [script('small', 2), script('own', 1)] });
    expect((await deskOf(b, 'ann'))?.behind).toEqual([]);
  });

  it('say which version they refused', async () => {
    const b = await bench();
    const refused = [{ kind: 'script' as const, id: 'small', version: 2, why: 'unreachable' }];
    await say(b, 'ann', { refused });
    expect((await deskOf(b, 'ann'))?.refused).toEqual(refused);
  });

  it('lose the word of a device that was cut off', async () => {
    const b = await bench();
    await say(b, 'ann', { unsent: 7 });
    await b.post('/v1/sign-out', {}, 'ann');
    expect(await deskOf(b, 'ann')).toBeNull();
  });
});

describe('the answer to a desk', () => {
  it('tells who its person is now, and differs when the tree above did', async () => {
    const b = await bench();
    const told = async () => presenceReplySchema.parse((await say(b, 'ann')).body);
    const before = await told();
    expect(before).toMatchObject({ agent: { id: 'ann', role: 'agent' }, place: { id: 'store' } });
    await b.post('/v1/people/save', { agentId: 'ann', set: { role: 'qa' } }, 'lee');
    expect(await told()).toMatchObject({ agent: { role: 'qa' }, reach: before.reach });
    const { place } = (await b.post('/v1/places/save', { id: null, set: { parentId: 'centre', name: 'Region' } }, 'ada')).body as { place: { id: string } };
    expect((await told()).reach).toBe(before.reach);
    await b.post('/v1/places/save', { id: 'store', set: { parentId: place.id } }, 'ada');
    expect((await told()).reach).not.toBe(before.reach);
  });
});
