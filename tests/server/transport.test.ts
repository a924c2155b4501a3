import { describe, expect, it } from 'vitest';
import { createTransport } from '../../lib/sync/transport.ts';
import { aRecord, aSave, type Bench, bench, recordOf, rows } from './support.ts';

const transport = (b: Bench, agentId: string | null) =>
  createTransport({
    endpoint: 'http://127.0.0.1:1',
    token: agentId === null ? null : (b.tokens[agentId] ?? null),
    fetcher: async (url, init) => b.app.request(String(url), init),
  });

describe("the extension's transport against the real endpoint", () => {
  it('understands every answer', async () => {
    const b = await bench();
    const [lead, ann] = [transport(b, 'lee'), transport(b, 'ann')];
    const request = { importId: 'file-1', fileName: 'f', startDate: '2026-11-01', rows: rows(3) };
    expect(await lead.importRows(request)).toMatchObject({ ok: true, value: { tasks: 3 } });
    const drawn = await ann.claim({ want: 2, hold: [], customerId: null });
    if (!drawn.ok) throw new Error(drawn.failure.message);
    expect(drawn.value.work).toHaveLength(2);
    expect(await ann.push([aSave('m1', recordOf(drawn.value.work[0])), { id: 'm2' }])).toMatchObject({
      ok: true,
      value: { results: [{ status: 'stored' }, { status: 'rejected' }] },
    });
    expect(await ann.pull(0)).toMatchObject({ ok: true, value: { customers: [{}] } });
    expect(await ann.find('Customer')).toMatchObject({ ok: true, value: { found: [{}, {}, {}] } });
    expect(await ann.records(null, 10)).toMatchObject({ ok: true, value: { total: 1 } });
    expect(await ann.signOut()).toMatchObject({ ok: true });
  });

  it('understands every refusal', async () => {
    const b = await bench();
    expect(await transport(b, null).pull(0)).toMatchObject({ ok: false, failure: { kind: 'unauthenticated' } });
    expect(await transport(b, null).enrol('AAAA-BBBB-CCCC', 'x')).toMatchObject({ ok: false, failure: { kind: 'unauthenticated', field: 'code' } });
    expect(await transport(b, 'ann').importRows({ importId: 'i', fileName: 'f', startDate: '2026-11-01', rows: rows(1) })).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    });
    expect(await transport(b, 'ann').push(['x'.repeat(3_000_000)])).toMatchObject({ ok: false, failure: { kind: 'too-large', retry: false } });
    expect(await transport(b, 'ann').push([aSave('m1', aRecord({ agentId: 'ben' }))])).toMatchObject({
      ok: true,
      value: { results: [{ error: { kind: 'forbidden' } }] },
    });
  });
});
