import { describe, expect, it } from 'vitest';
import { aRecord, aSave, bench } from './support.ts';

describe('which mutations are stored', () => {
  it('is answered for the agent’s own; those of others and unknown ones alike are not named', async () => {
    const b = await bench();
    await b.push('ann', aSave('m-1', aRecord({ id: 'r-1' })), aSave('m-2', aRecord({ id: 'r-2' })), { id: 'm-bad' });
    await b.push('ben', aSave('m-3', aRecord({ id: 'r-3', agentId: 'ben' })));
    const ask = async (agentId: string) => (await b.post('/v1/known', { ids: ['m-3', 'm-2', 'm-bad', 'm-never', 'm-1'] }, agentId)).body;
    expect(await ask('ann')).toEqual({ known: ['m-2', 'm-1'] });
    expect(await ask('ben')).toEqual({ known: ['m-3'] });
    expect(await ask('lee')).toEqual({ known: [] });
  });

  it.each([
    ['nothing', []],
    ['more than five hundred', Array.from({ length: 501 }, (_, n) => `m-${n}`)],
    ['what is no id', ['a b']],
  ])('is not asked about %s', async (_title, ids) => {
    const b = await bench();
    expect((await b.post('/v1/known', { ids }, 'ann')).status).toBe(400);
  });
});
