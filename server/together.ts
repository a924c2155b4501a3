type Asking<K, R> = { key: K; resolve: (answer: R) => void; reject: (error: unknown) => void };

/**
 * One question for all who ask while the one before is on its way. Each is answered by a question that began after they asked, so nobody hears what was
 * true only before. `ask` answers in the order of the keys; when it fails, it fails for those who were in it.
 */
export function together<K, R>(ask: (keys: readonly K[]) => Promise<readonly R[]>): (key: K) => Promise<R> {
  let waiting: Asking<K, R>[] = [];
  let isAsking = false;

  async function run(): Promise<void> {
    isAsking = true;
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
    isAsking = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!isAsking) void run();
    });
}
