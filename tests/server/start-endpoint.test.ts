import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClaimReply } from '../../lib/contract/wire.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { createLog } from '../../server/log.ts';
import { type Endpoint, PortTakenError, startEndpoint } from '../../server/start-endpoint.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { tempFolder } from './support.ts';

const log = createLog({ write: () => undefined });
const evening = Date.parse('2026-11-18T19:05:00+08:00');
const ask = async (endpoint: Endpoint, path: string, body?: unknown, token?: string) => {
  const response = await fetch(endpoint.url + path, {
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as never };
};

describe('a started endpoint', () => {
  it('answers on a free port, on the demo clock, and closes', async () => {
    const dataDir = join(tempFolder(), 'data');
    const endpoint = await startEndpoint({ port: 0, dataDir, demoStart: evening, sample: true, log });
    expect((await ask(endpoint, '/v1/health')).status).toBe(200);
    const { token } = (await ask(endpoint, '/v1/enrol', { code: endpoint.codes[0]?.code, device: 'test' })).body as { token: string };
    const claim = { want: 1, hold: [], customerId: null };
    const open = (await ask(endpoint, '/v1/claims', claim, token)).body as ClaimReply;
    expect(open.clock.demoOffset).not.toBeNull();
    expect(Math.abs(open.clock.now - evening)).toBeLessThan(60_000);
    expect(open.work[0]?.customer.person.name).toBe('王佳琪');
    endpoint.setClockOffset(Date.parse('2026-11-18T21:00:00+08:00') - Date.now());
    const closed = (await ask(endpoint, '/v1/claims', claim, token)).body as ClaimReply;
    expect(closed.why[0]?.code).toBe('all-outside-hours');
    // Customer data are for the user who runs the endpoint alone.
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    await endpoint.close();
    await expect(fetch(`${endpoint.url}/v1/health`)).rejects.toThrow();
  });

  it('says when the port is taken, and leaves the database closed', async () => {
    const first = await startEndpoint({ port: 0, dataDir: tempFolder(), log });
    const dataDir = tempFolder();
    await expect(startEndpoint({ port: first.port, dataDir, log })).rejects.toThrow(PortTakenError);
    const second = await startEndpoint({ port: 0, dataDir, log });
    await Promise.all([first.close(), second.close()]);
  });

  it('gives the first admin of an empty database a way in, and no second one', async () => {
    const dataDir = tempFolder();
    const endpoint = await startEndpoint({ port: 0, dataDir, log });
    expect(endpoint.codes.map(({ agent }) => agent.role)).toEqual(['admin']);
    const { token } = (await ask(endpoint, '/v1/enrol', { code: endpoint.codes[0]?.code, device: 'test' })).body as { token: string };
    const agent = { name: 'Lead', role: 'lead', placeId: 'centre', languages: [] };
    expect((await ask(endpoint, '/v1/codes', { agent }, token)).status).toBe(200);
    await endpoint.close();
    const again = await startEndpoint({ port: 0, dataDir, log, sample: true });
    expect(again.codes).toEqual([]);
    expect((await ask(again, '/v1/me', undefined, token)).status).toBe(200);
    await again.close();
  });
});

describe('a stopping endpoint', () => {
  it('says that it is not ready, answers what it was asked, takes nothing new, and seals the audit', async () => {
    const dataDir = tempFolder();
    const endpoint = await startEndpoint({ port: 0, dataDir, log, drainMs: 500 });
    const { token } = (await ask(endpoint, '/v1/enrol', { code: endpoint.codes[0]?.code, device: 'test' })).body as { token: string };
    const gate = Promise.withResolvers<void>();
    const blocked = endpoint.store.write(() => gate.promise);
    const asked = ask(endpoint, '/v1/codes', { agent: { name: 'Lead', role: 'lead', placeId: 'centre', languages: [] } }, token);
    // Until the request is there: what has not arrived is not waited for.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const closed = endpoint.close();
    expect((await ask(endpoint, '/v1/ready')).status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 800));
    await expect(fetch(`${endpoint.url}/v1/health`)).rejects.toThrow();
    gate.resolve();
    expect((await asked).status).toBe(200);
    await Promise.all([blocked, closed]);
    const store = await openSqlite(join(dataDir, 'callside.db'));
    const verified = await store.read((tx) => verifyAudit(tx));
    expect(verified).toMatchObject({ faults: [], open: 0 });
    expect((await store.read((tx) => tx.audit.sealed('centre', { after: 0, upTo: 10 }))).map(({ entry }) => entry.action)).toContain('agent.invite');
    await store.close();
  }, 20_000);
});

describe('npm run serve', () => {
  const main = new URL('../../server/main.ts', import.meta.url).pathname;
  const serve = (...args: string[]) => {
    const child = spawn(process.execPath, [main, ...args]);
    let text = '';
    const first = new Promise<string>((resolve) => {
      const take = (part: Buffer) => {
        text += String(part);
        if (text.includes('One-time code')) resolve(text);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
    });
    const ended = new Promise<{ code: number | null; text: string }>((resolve) => child.on('close', (code) => resolve({ code, text })));
    return { child, first, ended };
  };

  it('starts, says where it is, and stops on SIGTERM', async () => {
    const { child, first, ended } = serve('--port', '0', '--data', tempFolder(), '--demo-clock', '2026-11-18T19:05:00+08:00', '--sample');
    const text = await first;
    expect(text).toMatch(/Callside endpoint: http:\/\/127\.0\.0\.1:\d+/);
    expect(text).toContain('callside.db');
    expect(text).toContain('2026-11-18T11:05:0');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  }, 20_000);

  const wrong: [args: string[], says: RegExp][] = [
    [['--port', 'many'], /--port: a number/],
    [['--demo-clock', 'noon'], /--demo-clock: a time/],
    [['--colour'], /--colour/],
    [['--zone', 'Moon/Crater'], /--zone/],
    [['--region', 'China'], /--region/],
    [['--data', '/dev/null/data'], /\/dev\/null/],
    [['--host', '203.0.113.7', '--port', '0', '--data', tempFolder()], /203\.0\.113\.7/],
  ];
  for (const [args, says] of wrong) {
    it(`refuses ${args.join(' ')} in one line`, async () => {
      const { code, text } = await serve(...args).ended;
      expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
      expect(text).toMatch(says);
    }, 20_000);
  }

  it('refuses a taken port in one line', async () => {
    const endpoint = await startEndpoint({ port: 0, dataDir: tempFolder(), log });
    const { code, text } = await serve('--port', String(endpoint.port), '--data', tempFolder()).ended;
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain(`Port ${endpoint.port}`);
    await endpoint.close();
  }, 20_000);
});
