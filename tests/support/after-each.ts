/** What helpers of tests have to clear away. */
const works: (() => unknown)[] = [];

/** For helpers that many files share: the files of one worker load them once, so a hook of their own would hold for the first of these files alone. */
export function afterEachTest(work: () => unknown): void {
  works.push(work);
}

/** The latest first: what was opened over something else is closed before it. */
export async function clearAway(): Promise<void> {
  for (const work of works.toReversed()) await work();
}
