import { describe, expect, it } from 'vitest';
import { type DirectoryEntry, MOST_ENTRIES, type Place } from '../../../lib/contract/place.ts';
import type { PullReply } from '../../../lib/contract/wire.ts';
import { anEntry } from '../../support/directory.ts';
import { type Bench, bench } from '../support.ts';

const change = (b: Bench, directory: { put?: DirectoryEntry[]; drop?: string[] }, by = 'lee', id = 'store') =>
  b.post('/v1/places/save', { id, set: { directory: { put: [], drop: [], ...directory } } }, by);
const names = async (b: Bench, by = 'ann') => ((await b.get('/v1/pull', by)).body as PullReply).place?.directory?.map(({ name }) => name);

describe('the directory of a place', () => {
  it('reaches every panel of the place with the place, and nobody of another one', async () => {
    const b = await bench();
    expect(await names(b)).toBeUndefined();
    expect((await change(b, { put: [anEntry()] })).status).toBe(200);
    expect([await names(b), await names(b, 'ben'), await names(b, 'oli')]).toEqual([['Workshop desk'], ['Workshop desk'], undefined]);
  });

  it('keeps what two leads change in two entries, one after the other, without having seen the other’s', async () => {
    const b = await bench();
    await change(b, { put: [anEntry(), anEntry({ id: 'lab', name: 'Laboratory' })] });
    await change(b, { put: [anEntry({ name: 'Workshop' })] });
    await change(b, { put: [anEntry({ id: 'door', name: 'Front door' })], drop: ['lab'] }, 'ada');
    expect(await names(b)).toEqual(['Workshop', 'Front door']);
  });

  it('leaves rules and all else as they were', async () => {
    const b = await bench();
    const before = (await change(b, {})).body as { place: Place };
    const after = (await change(b, { put: [anEntry()] })).body as { place: Place };
    expect(after.place).toEqual({ ...before.place, directory: [anEntry()] });
  });

  it.each([
    ['an agent', 'ann', 403],
    ['QA', 'quinn', 403],
    ['a lead of another place', 'olga', 404],
  ])('is not changed by %s', async (_, by, status) => {
    const b = await bench();
    expect((await change(b, { put: [anEntry()] }, by)).status).toBe(status);
    expect(await names(b)).toBeUndefined();
  });

  it('is full at some time, and says so', async () => {
    const b = await bench();
    const put = Array.from({ length: MOST_ENTRIES }, (_, n) => anEntry({ id: `e-${n}` }));
    expect((await change(b, { put })).status).toBe(200);
    const answer = await change(b, { put: [anEntry()] });
    expect([answer.status, (answer.body as { error: { field: string } }).error.field]).toEqual([409, 'set.directory.put']);
    expect((await change(b, { put: [anEntry()], drop: ['e-0'] })).status).toBe(200);
  });
});
