import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of one request on its way. `delay`: comes late. `lost`: the line is cut before it arrives. `reply-lost`: it is done, and the line is cut before
 * the answer. `half`: the answer breaks off in the middle. `slow`: the answer trickles. `hold`: nobody ever answers. `fault`: 500. `away`: 503 with
 * Retry-After.
 */
export type Turn = 'fine' | 'delay' | 'lost' | 'reply-lost' | 'half' | 'slow' | 'hold' | 'fault' | 'away';

export type Proxy = {
  url: string;
  /** Decides about each request, by its path and the number of requests so far. */
  schedule: (path: string, n: number) => Turn;
  /** Requests so far, by what became of them. */
  readonly seen: { [turn in Turn]: number };
  /** Cuts every line that is open now. */
  cut: () => void;
  close: () => Promise<void>;
};

type Line = { incoming: IncomingMessage; outgoing: ServerResponse; target: URL };

const DELAY_MS = 400;
const DROP_MS = 30;

/** A proxy in front of the endpoint at `target` that does to requests what its schedule says. */
export async function faultProxy(target: string, schedule: Proxy['schedule'] = () => 'fine'): Promise<Proxy> {
  const sockets = new Set<{ destroy: () => void }>();
  const server: Server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    // The browser asks for leave before it asks: that is not what is tried here.
    const turn = incoming.method === 'OPTIONS' ? 'fine' : proxy.schedule(path, total(proxy.seen));
    if (incoming.method !== 'OPTIONS') proxy.seen[turn] += 1;
    void serve({ incoming, outgoing, target: new URL(path, target) }, turn);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    schedule,
    seen: { fine: 0, delay: 0, lost: 0, 'reply-lost': 0, half: 0, slow: 0, hold: 0, fault: 0, away: 0 },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        proxy.cut();
      }),
  };
  return proxy;
}

const total = (seen: Proxy['seen']) => Object.values(seen).reduce((sum, count) => sum + count, 0);
const wait = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

async function serve(line: Line, turn: Turn): Promise<void> {
  const { incoming, outgoing } = line;
  switch (turn) {
    case 'lost':
      incoming.resume();
      await wait(DROP_MS);
      outgoing.destroy();
      return;
    case 'hold':
      incoming.resume();
      return;
    case 'fault':
      return refuse(outgoing, 500, 'internal');
    case 'away':
      return refuse(outgoing, 503, 'unavailable');
    case 'delay':
      await wait(DELAY_MS);
      return onward(line, (answer) => void answer.pipe(withHead(outgoing, answer)));
    case 'reply-lost':
      return onward(line, (answer) => void answer.resume().on('end', () => outgoing.destroy()));
    case 'half':
      return onward(line, (answer) => void breakOff(answer, outgoing));
    case 'slow':
      return onward(line, (answer) => void trickle(answer, outgoing));
    case 'fine':
      return onward(line, (answer) => void answer.pipe(withHead(outgoing, answer)));
  }
}

function onward({ incoming, outgoing, target }: Line, answered: (answer: IncomingMessage) => void): void {
  const next = request(target, { method: incoming.method, headers: incoming.headers }, answered);
  next.on('error', () => outgoing.destroy());
  // Whoever asked has gone: nobody needs the answer. An endless one, of events, would stay open for ever.
  outgoing.on('close', () => next.destroy());
  incoming.pipe(next);
}

function withHead(outgoing: ServerResponse, answer: IncomingMessage): ServerResponse {
  return outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
}

async function breakOff(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const whole = await bodyOf(answer);
  withHead(outgoing, answer).write(whole.subarray(0, whole.length >> 1));
  await wait(DROP_MS);
  outgoing.destroy();
}

async function trickle(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const whole = await bodyOf(answer);
  withHead(outgoing, answer);
  const size = Math.max(1, Math.ceil(whole.length / 10));
  for (let start = 0; start < whole.length; start += size) {
    outgoing.write(whole.subarray(start, start + size));
    await wait(DROP_MS);
  }
  outgoing.end();
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** As the endpoint itself refuses, with its leave for other origins: without it the browser would hide the answer. */
function refuse(outgoing: ServerResponse, status: number, kind: string): void {
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };
  outgoing.writeHead(status, { ...headers, ...(status === 503 ? { 'retry-after': '1' } : {}) });
  outgoing.end(JSON.stringify({ error: { kind, message: 'a fault on the way', field: null, retry: true } }));
}
