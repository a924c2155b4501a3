import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { crmRows } from './rows.ts';

const site = join(import.meta.dirname, 'site');
const FILES = new Set(['index.html', 'style.css', 'list.js', 'customer.html', 'customer.js', 'words.js']);
const TYPES: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
const HEADERS = { 'content-security-policy': "default-src 'self'", 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

export type SampleCrm = { url: string; close: () => Promise<void> };

/**
 * A small web CRM with the sample customers, to have something beside the panel. On this machine only; it knows nothing of
 * the extension or the endpoint. `port` 0 takes any free one; a taken one rejects with EADDRINUSE. `now` (UTC ms): the day that the services' dates are relative to.
 */
export async function startSampleCrm({ port, now }: { port: number; now: number }): Promise<SampleCrm> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://crm').pathname.slice(1) || 'index.html';
    if (request.method !== 'GET') return void response.writeHead(405, HEADERS).end();
    if (path === 'customers.json') {
      return void response.writeHead(200, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(crmRows(now)));
    }
    if (!FILES.has(path)) return void response.writeHead(404, HEADERS).end('not found');
    const body = await readFile(join(site, path));
    response.writeHead(200, { ...HEADERS, 'content-type': `${TYPES[extname(path)]}; charset=utf-8` }).end(body);
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      done();
    });
  });
}
