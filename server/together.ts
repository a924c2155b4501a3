type Asking<K, R> = { key: K; resolve: (answer: R) => void; reject: (error: unknown) => void };

/**
 * Asks for each by itself while fewer than `atOnce` questions are under way, and then one question for all who come meanwhile. Each is answered by a
 * question that began after they asked, so nobody hears what was true only before; and one that never comes back does not stop the others. `ask` answers
 * in the order of the keys; when it fails, it fails for those who were in it.
 */
export function together<K, R>(ask: (keys: readonly K[]) => Promise<readonly R[]>, atOnce: number): (key: K) => Promise<R> {
  let waiting: Asking<K, R>[] = [];
  let underWay = 0;

  async function run(): Promise<void> {
    underWay += 1;
    while (waiting.length > 0) {
      const asking = waiting;
      waiting = [];
      try {
        const answers = await ask(asking.map(({ key }) => key));
        for (const [index, { resolve }] of asking.entries()) resolve(answers[index] as R);
      } catch (error) {
        for (const { reject } of asking) reject(error);
      }
    }
    underWay -= 1;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (underWay < atOnce) void run();
    });
}
