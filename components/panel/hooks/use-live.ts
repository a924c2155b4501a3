import type { Table } from 'dexie';
import { useLiveQuery } from 'dexie-react-hooks';

/**
 * What `read` finds, and again after every change of these tables, in whatever window or worker. Undefined until the first read.
 *
 * `useLiveQuery` alone follows what a query reads only while Dexie's own promises are awaited one by one: behind an async function within an async
 * function it loses the trail (Dexie 4.4, in Chromium, not always), and the screen stands still. So it is told here what to follow, before the first await.
 */
export function useLive<T>(tables: readonly Table[], read: () => Promise<T>, deps: unknown[]): T | undefined {
  return useLiveQuery(async () => {
    await Promise.all(tables.map((table) => table.limit(1).primaryKeys()));
    return read();
  }, deps);
}
