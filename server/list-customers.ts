import type { Customer } from '../lib/contract/customer.ts';
import type { CustomerFilter } from '../lib/contract/filter.ts';
import type { CustomerListReply, CustomerListRequest } from '../lib/contract/wire.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { holdersOf, lastServices, matching } from './find.ts';
import { type Matched, matchCustomers } from './match-customers.ts';
import { hashOfBody } from './secrets.ts';
import type { Tx } from './store/port.ts';

type Page = { customers: Customer[]; next: string | null; total: number; partial?: CustomerListReply['partial'] };

/** After so long a list with a filter answers with whom it has found so far. */
const ENOUGH_MS = 12_000;

/** Customers within reach, newest first; with a query those that match, best first. */
export async function listCustomers(deps: Deps, session: Session, request: CustomerListRequest): Promise<CustomerListReply> {
  return deps.store.read(async (tx) => {
    const { customers, next, total, partial } = await pageOf(deps, tx, session, request);
    const ids = customers.map((customer) => customer.id);
    const services = lastServices(await tx.services.ofCustomers(ids));
    const open = await tx.tasks.openCounts(ids);
    const holders = await holdersOf(tx, ids, deps.clock.now());
    return {
      customers: customers.map((customer) => ({
        customer,
        lastService: services.get(customer.id) ?? null,
        openTasks: open.get(customer.id) ?? 0,
        heldBy: holders.get(customer.id) ?? null,
      })),
      next,
      total,
      ...(partial ? { partial } : {}),
    };
  });
}

function pageOf(deps: Deps, tx: Tx, session: Session, request: CustomerListRequest): Promise<Page> {
  const { query, filter = {} } = request;
  if (Object.keys(filter).length > 0) return fitting(deps, tx, session, request, query === null ? filter : { ...filter, query });
  return query === null ? newest(tx, session, request) : found(tx, session, request, query);
}

type Kept = { at: number; matched: Matched };
/** Of one list the pages come after each other: who was found is kept for a while, so that not every page looks at everybody again. */
const KEPT_MS = 300_000;
const KEPT = 20;
const lists = new WeakMap<Deps, Map<string, Kept>>();

async function fitting(deps: Deps, tx: Tx, session: Session, { cursor, limit }: CustomerListRequest, filter: CustomerFilter): Promise<Page> {
  if (cursor !== null && !/^\d{1,9}$/.test(cursor)) throw new ApiError('invalid', 'Not a cursor of this list.', 'cursor');
  const now = deps.clock.now();
  const start = Number(cursor ?? 0);
  const kept = lists.get(deps) ?? new Map<string, Kept>();
  lists.set(deps, kept);
  const key = hashOfBody([session.agent.id, session.scope, filter]);
  const known = start > 0 ? kept.get(key) : undefined;
  const isFresh = known !== undefined && Math.abs(now - known.at) < KEPT_MS;
  const matched = isFresh ? known.matched : await matchCustomers({ tx, session, filter, now, limitMs: ENOUGH_MS });
  kept.delete(key);
  kept.set(key, isFresh ? known : { at: now, matched });
  for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
  const { ids, lookedAt, customers, complete } = matched;
  const byId = new Map((await tx.customers.get(ids.slice(start, start + limit))).map((customer) => [customer.id, customer]));
  return {
    // Who was erased or moved meanwhile is left out.
    customers: ids
      .slice(start, start + limit)
      .flatMap((id) => byId.get(id) ?? [])
      .filter(({ placeId }) => session.scope.includes(placeId)),
    next: ids.length > start + limit ? String(start + limit) : null,
    total: ids.length,
    ...(complete ? {} : { partial: { lookedAt, customers } }),
  };
}

/** By key, so that a page does not shift while others import: the cursor is the last one's time and id. */
async function newest(tx: Tx, session: Session, { cursor, limit }: CustomerListRequest): Promise<Page> {
  const match = cursor === null ? null : /^(-?\d{1,16})_([A-Za-z0-9_.:-]{1,64})$/.exec(cursor);
  if (cursor !== null && !match) throw new ApiError('invalid', 'Not a cursor of this list.', 'cursor');
  const before = match ? { createdAt: Number(match[1]), id: match[2] ?? '' } : null;
  const rows = await tx.customers.newest({ placeIds: session.scope, before, limit: limit + 1 });
  const customers = rows.slice(0, limit);
  const last = customers.at(-1);
  return { customers, next: rows.length > limit && last ? `${last.createdAt}_${last.id}` : null, total: await tx.customers.count(session.scope) };
}

async function found(tx: Tx, session: Session, { cursor, limit }: CustomerListRequest, query: string): Promise<Page> {
  if (cursor !== null && !/^\d{1,9}$/.test(cursor)) throw new ApiError('invalid', 'Not a cursor of this list.', 'cursor');
  const start = Number(cursor ?? 0);
  const all = await matching(tx, session, query);
  return { customers: all.slice(start, start + limit), next: all.length > start + limit ? String(start + limit) : null, total: all.length };
}
