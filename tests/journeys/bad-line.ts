import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How the line to the endpoint fails, for pushes alone: `good` not at all; `silent` a push never reaches the endpoint and is never
 * answered; `deaf` it is stored, and the answer is lost.
 */
export type Condition = 'good' | 'silent' | 'deaf';

export type BadLine = {
  url: string;
  condition: Condition;
  /** Pushes that came in so far. */
  pushes: number;
  /** Answers that were lost so far. */
  lost: number;
  close: () => Promise<void>;
};

/** A line in front of the endpoint at `target` that fails as it is told to. */
export async function badLine(target: string): Promise<BadLine> {
  const server = createServer((incoming, outgoing) => {
    const push = incoming.method === 'POST' && incoming.url === '/v1/push';
    if (push) line.pushes += 1;
    if (push && line.condition === 'silent') return;
    const losing = push && line.condition === 'deaf';
    const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers }, (answer) => {
      if (losing) {
        answer.resume().on('end', () => {
          line.lost += 1;
          outgoing.destroy();
        });
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const line: BadLine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    condition: 'good',
    pushes: 0,
    lost: 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return line;
}
