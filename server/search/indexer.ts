import type { Deps } from '../context.ts';
import { type KeepingUp, keepUp } from '../keep-up.ts';
import { indexRecords, termHash } from './index-records.ts';

/** Between two batches others may write. */
const PAUSE = 10;

/** Keeps the index of records up with the store; until a record is in it a search reads it. */
export async function startIndexer(deps: Pick<Deps, 'store' | 'random' | 'log'>): Promise<KeepingUp> {
  const hash = await termHash(deps);
  return keepUp(deps, { batch: async () => (await indexRecords(deps, hash)) > 0, pause: PAUSE, failed: 'records were not indexed' });
}
