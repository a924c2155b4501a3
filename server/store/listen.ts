import type pg from 'pg';

const AGAIN_MS = [200, 500, 1_000, 2_000, 5_000] as const;

/**
 * Hears of the commits of other instances (NOTIFY `callside` with the instance's id) and calls `tell`. A connection that breaks is made again; what
 * was said meanwhile is unknown, so `tell` is called then too.
 */
export function listen(connect: () => pg.Client, instance: string, tell: () => void): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;

  const start = async () => {
    const made = connect();
    client = made;
    const broken = () => {
      if (client !== made) return;
      client = null;
      made.removeAllListeners();
      made.on('error', () => undefined);
      made.end().catch(() => undefined);
      if (stopped) return;
      timer = setTimeout(start, AGAIN_MS[Math.min(failures++, AGAIN_MS.length - 1)]);
    };
    made.on('error', broken);
    made.on('end', broken);
    made.on('notification', ({ payload }) => {
      if (payload !== instance) tell();
    });
    try {
      await made.connect();
      await made.query('listen callside');
      if (failures > 0) tell();
      failures = 0;
    } catch {
      broken();
    }
  };

  const starting = start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await starting;
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
