import type { Agent } from '../lib/contract/agent.ts';
import type { Id } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { Place } from '../lib/contract/place.ts';
import type { LedgerEntry, LedgerReply, LedgerRequest, LedgerState } from '../lib/contract/plan.ts';
import { ledgerStateSchema } from '../lib/contract/plan.ts';
import { isAbsent } from '../lib/plan/at-work.ts';
import { dayNumber } from '../lib/plan/days.ts';
import { ledgerOf } from '../lib/plan/ledger.ts';
import { callsMade } from '../lib/plan/limits.ts';
import { AHEAD_DAYS } from '../lib/plan/touches.ts';
import { windowsOn } from '../lib/plan/windows.ts';
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
  const team = await deps.store.read((tx) => callersOf(tx, below(session.places, place.id), now));
  return {
    entries: found,
    next: next ?? (isDone || isAll ? null : previous),
    totals: request.cursor === null ? [...totals].map(([state, one]) => ({ state, ...one })) : null,
    customers,
    lookedAt,
    capacity: capacityOf(team),
    perDay: await deps.store.read((tx) => perDay(tx, place, team, now)),
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
    const names = await tx.agents.names(files.flatMap(({ tasks }) => tasks.flatMap(({ claim, agentId }) => [claim?.agentId ?? [], agentId ?? []].flat())));
    const nameOf = (id: Id) => names.get(id) ?? null;
    return files.map((file) => {
      const calls = callsMade(attempts.get(file.customer.id) ?? [], now);
      return { id: file.customer.id, entries: ledgerOf({ file, places: session.places, placeId, now, calls, from, to, nameOf }) };
    });
  });
}

async function callersOf(tx: Tx, placeIds: readonly Id[], now: number): Promise<Agent[]> {
  const people = await tx.people.list(placeIds, now);
  return people.filter(({ agent, deactivatedAt }) => deactivatedAt === null && agent.role !== 'qa').map(({ agent }) => agent);
}

/** What those who call can do in a day, as far as it is known of them. */
function capacityOf(team: readonly Agent[]): number | null {
  const known = team.flatMap(({ callsPerDay }) => callsPerDay || []);
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null;
}

/** Nobody calls on a day that is closed, and whoever is away does not either. */
function capacityOn(day: string, place: Place, team: readonly Agent[]): number {
  const isOpenDay = windowsOn({ hours: place.hours, zone: place.timeZone, preferred: null, day }).length > 0;
  return isOpenDay ? (capacityOf(team.filter((agent) => !isAbsent(agent, day))) ?? 0) : 0;
}

async function perDay(tx: Tx, place: Place, team: readonly Agent[], now: number): Promise<LedgerReply['perDay']> {
  const zone = place.timeZone;
  const today = localDateAt(now, zone);
  const isKnown = capacityOf(team) !== null;
  const counts = new Map<string, number>();
  for (const { dueBy, count: n } of await tx.tasks.openByDue([place.id])) {
    const day = localDateAt(dueBy, zone);
    const shown = day < today ? today : day;
    counts.set(shown, (counts.get(shown) ?? 0) + n);
  }
  return Array.from({ length: AHEAD_DAYS + 1 }, (_, n) => addDays(today, n)).map((day) => ({
    day,
    calls: counts.get(day) ?? 0,
    ...(isKnown ? { capacity: capacityOn(day, place, team) } : {}),
  }));
}
