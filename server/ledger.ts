import type { Id } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { LedgerEntry, LedgerReply, LedgerRequest, LedgerState } from '../lib/contract/plan.ts';
import { ledgerStateSchema } from '../lib/contract/plan.ts';
import { dayNumber } from '../lib/plan/days.ts';
import { ledgerOf } from '../lib/plan/ledger.ts';
import { callsMade } from '../lib/plan/limits.ts';
import { AHEAD_DAYS } from '../lib/plan/touches.ts';
import { addDays, localDateAt } from '../lib/plan/zone.ts';
import { below } from './auth.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { filesOf } from './planning.ts';
import type { Tx } from './store/port.ts';

const PAGE = 300;
const YEAR = 365 * 86_400_000;
/** After so long it answers with what it has found so far. */
const ENOUGH_MS = 12_000;

type Asking = { deps: Deps; session: Session; request: LedgerRequest; now: number };

/** The coverage of a place; with the first page everybody is looked at, for the totals. @throws ApiError */
export async function readLedger(deps: Deps, session: Session, request: LedgerRequest): Promise<LedgerReply> {
  const place = session.scope.includes(request.placeId) ? session.places.get(request.placeId) : undefined;
  if (!place) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
  if (request.to < request.from) throw new ApiError('invalid', 'The last day is before the first.', 'to');
  const now = deps.clock.now();
  const began = performance.now();
  const totals = new Map<LedgerState, { count: number; late: number }>(ledgerStateSchema.options.map((state) => [state, { count: 0, late: 0 }]));
  const found: LedgerEntry[] = [];
  const customers = await deps.store.read((tx) => tx.customers.count([place.id]));
  let lookedAt = 0;
  let after = request.cursor;
  let next: Id | null = null;
  let previous: Id | null = request.cursor;
  let [isDone, isAll] = [false, false];
  while (!isDone && !isAll && performance.now() - began < ENOUGH_MS) {
    const page = await entriesAfter({ deps, session, request, now }, after);
    for (const { id, entries } of page) {
      lookedAt += 1;
      for (const entry of entries) count(totals, entry);
      const wanted = entries.filter((entry) => isWanted(entry, request));
      // A customer's entries stay together: the next page begins with another one.
      if (found.length < request.limit) found.push(...wanted);
      else if (wanted.length > 0) next ??= previous;
      previous = id;
      isDone = next !== null && request.cursor !== null;
      if (isDone) break;
    }
    after = page.at(-1)?.id ?? after;
    isAll = page.length < PAGE;
  }
  return {
    entries: found,
    next: next ?? (isDone || isAll ? null : previous),
    totals: request.cursor === null ? [...totals].map(([state, one]) => ({ state, ...one })) : null,
    customers,
    lookedAt,
    capacity: await deps.store.read((tx) => capacityOf(tx, below(session.places, place.id), now)),
    perDay: await deps.store.read((tx) => perDay(tx, place.id, localDateAt(now, place.timeZone), place.timeZone)),
  };
}

function isWanted(entry: LedgerEntry, { state, late }: LedgerRequest): boolean {
  return (state === null || entry.state === state) && (!late || entry.late);
}

function count(totals: Map<LedgerState, { count: number; late: number }>, { state, late }: LedgerEntry): void {
  const total = totals.get(state);
  if (!total) return;
  total.count += 1;
  if (late) total.late += 1;
}

async function entriesAfter({ deps, session, request, now }: Asking, after: Id | null): Promise<{ id: Id; entries: LedgerEntry[] }[]> {
  const { placeId } = request;
  const [from, to] = [dayNumber(request.from), dayNumber(request.to)];
  return deps.store.read(async (tx) => {
    const customers: Customer[] = await tx.customers.page({ placeIds: [placeId], after, limit: PAGE });
    const files = await filesOf(tx, customers, session.places);
    const attempts = Map.groupBy(
      await tx.records.attemptsSince(
        customers.map(({ id }) => id),
        now - YEAR,
      ),
      ({ customerId }) => customerId,
    );
    return files.map((file) => {
      const calls = callsMade(attempts.get(file.customer.id) ?? [], now);
      return { id: file.customer.id, entries: ledgerOf({ file, places: session.places, placeId, now, calls, from, to }) };
    });
  });
}

/** What those who call can do in a day, as far as it is known of them. */
async function capacityOf(tx: Tx, placeIds: readonly Id[], now: number): Promise<number | null> {
  const people = (await tx.people.list(placeIds, now)).filter(({ agent, deactivatedAt }) => deactivatedAt === null && agent.role !== 'qa');
  const known = people.flatMap(({ agent }) => (agent.callsPerDay ? [agent.callsPerDay] : []));
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null;
}

async function perDay(tx: Tx, placeId: Id, today: string, zone: string): Promise<LedgerReply['perDay']> {
  const counts = new Map<string, number>();
  for (const { dueBy, count: n } of await tx.tasks.openByDue([placeId])) {
    const day = localDateAt(dueBy, zone);
    const shown = day < today ? today : day;
    counts.set(shown, (counts.get(shown) ?? 0) + n);
  }
  return Array.from({ length: AHEAD_DAYS + 1 }, (_, n) => addDays(today, n)).map((day) => ({ day, calls: counts.get(day) ?? 0 }));
}
