import { DatabaseSync } from 'node:sqlite';

/** What came of playing a fault so many times. Without problems it was survived. */
export type Outcome = { times: number; problems: string[] /** What was seen, in words for the report. */; seen: string };

/** One row of the list of faults: played a few times by `npm test`, many times by `npm run soak`. */
export type Fault = {
  name: string;
  /** When it counts as survived. */
  passes: string;
  /** How often in a test, and in a soak. 0: only in a soak, for it wants a tool that not every system has. */
  short: number;
  long: number;
  play: (times: number) => Promise<Outcome>;
};

/** What the two sides have, compared as sets: nothing lost, nothing invented. The third is what is there more than once. */
export function compare(wanted: Iterable<string>, found: readonly string[]): string[] {
  const [want, have] = [new Set(wanted), new Set(found)];
  const lost = [...want].filter((id) => !have.has(id));
  const invented = [...have].filter((id) => !want.has(id));
  const some = (what: string, ids: readonly string[]) => (ids.length === 0 ? [] : [`${ids.length} ${what}: ${ids.slice(0, 3).join(', ')}`]);
  return [...some('lost', lost), ...some('invented', invented), ...(have.size === found.length ? [] : [`${found.length - have.size} doubled`])];
}

/** Ids of all revisions of all records in the endpoint's database file, read past the endpoint. */
export function recordsInFile(file: string): string[] {
  return column(file, 'select id from records');
}

export function mutationsInFile(file: string): string[] {
  return column(file, 'select id from mutations');
}

function column(file: string, query: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db
      .prepare(query)
      .all()
      .map((row) => String(row.id));
  } finally {
    db.close();
  }
}
