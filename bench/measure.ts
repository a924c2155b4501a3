/** One thing that is measured: a run answers its value, in the unit of its row. */
export type Subject = { name: string; run(): Promise<number>; close?(): Promise<unknown> };

export type Measured = { name: string; median: number };

/** A row of the table: ours beside its peers, and what the ratio of ours to the first peer is to be. */
export type Row = { work: string; unit: string; mark: string; measured: readonly Measured[]; ratio: number; isMet: boolean };

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs all subjects in turn, so that whatever slows the machine slows each of them; the first round warms up and does not count. */
export async function interleave(subjects: readonly Subject[], rounds: number): Promise<Measured[]> {
  const values = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of subjects) {
      const value = await run();
      if (round > 0) values.get(name)?.push(value);
    }
  }
  return subjects.map(({ name }) => ({ name, median: median(values.get(name) ?? []) }));
}

/** Things a second, of so many done by `work`. */
export async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (count / (performance.now() - started)) * 1000;
}

/** `subjects[0]` is ours, `subjects[1]` the peer it is held against. `least`: ours is at least so many times the peer; `most`: at most. */
export async function measureRow(
  row: Pick<Row, 'work' | 'unit'> & ({ least: number } | { most: number }),
  subjects: readonly Subject[],
  rounds: number,
): Promise<Row> {
  try {
    const measured = await interleave(subjects, rounds);
    const ratio = (measured[0]?.median ?? Number.NaN) / (measured[1]?.median ?? Number.NaN);
    const [mark, isMet] = 'least' in row ? [`≥ ${row.least} ×`, ratio >= row.least] : [`≤ ${row.most} ×`, ratio <= row.most];
    return { work: row.work, unit: row.unit, mark, measured, ratio, isMet };
  } finally {
    for (const { close } of subjects) await close?.();
  }
}
