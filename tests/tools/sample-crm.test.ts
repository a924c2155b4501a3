import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crmRows } from '../../tools/sample-crm/rows.ts';
import { type SampleCrm, startSampleCrm } from '../../tools/sample-crm/server.ts';

const now = Date.parse('2026-11-22T11:05:00Z');
let crm: SampleCrm;
beforeAll(async () => {
  crm = await startSampleCrm({ port: 0, now });
});
afterAll(() => crm.close());

describe('the sample CRM', () => {
  it.each(['', 'index.html', 'customer.html', 'style.css', 'list.js', 'customer.js', 'words.js'])('serves /%s', async (path) => {
    const reply = await fetch(`${crm.url}/${path}`);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-security-policy')).toBe("default-src 'self'");
  });

  it.each(['server.ts', '../package.json', '..%2f..%2fpackage.json', 'site'])('serves nothing else, as /%s', async (path) => {
    expect((await fetch(`${crm.url}/${path}`)).status).toBe(404);
  });

  it('only reads', async () => {
    expect((await fetch(crm.url, { method: 'POST' })).status).toBe(405);
  });

  it('lists the sample customers with dates relative to the day', async () => {
    const rows = (await (await fetch(`${crm.url}/customers.json`)).json()) as ReturnType<typeof crmRows>;
    expect(rows).toEqual(crmRows(now));
    expect(rows.find(({ name }) => name === '王佳琪')).toMatchObject({ number: 'S-0001', service: { endedOn: '2026-11-20' } });
  });

  it('says when its port is taken', async () => {
    await expect(startSampleCrm({ port: Number(new URL(crm.url).port), now })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
