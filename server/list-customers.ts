import type { Customer } from '../lib/contract/customer.ts';
import type { CustomerListReply, CustomerListRequest } from '../lib/contract/wire.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { holdersOf, lastServices, matching } from './find.ts';
import type { Tx } from './store/port.ts';

type Page = { customers: Customer[]; next: string | null; total: number };

/** Customers within reach, newest first; with a query those that match, best first. */
export async function listCustomers(deps: Deps, session: Session, request: CustomerListRequest): Promise<CustomerListReply> {
  return deps.store.read(async (tx) => {
    const { customers, next, total } = request.query === null ? await newest(tx, session, request) : await found(tx, session, request, request.query);
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
    };
  });
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
