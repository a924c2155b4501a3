import { demoOffsetItem } from './session.ts';

export type Clock = { now(): number /** Null on real time. */; demoOffset(): number | null };

/** The page's clock: the machine's, moved while the endpoint runs on a demo clock. Follows a change at once. */
export async function openClock(): Promise<Clock> {
  let offset = await demoOffsetItem.getValue();
  demoOffsetItem.watch((next) => {
    offset = next;
  });
  return { now: () => Date.now() + (offset ?? 0), demoOffset: () => offset };
}
