import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { CustomerPage, History } from '../lib/contract/customer-page.ts';
import type { LedgerEntry } from '../lib/contract/plan.ts';
import type { Record as RecordOfCall } from '../lib/contract/record.ts';
import { dayAt } from '../lib/plan/days.ts';
import { ledgerOf } from '../lib/plan/ledger.ts';
import { type CallsMade, callsMade } from '../lib/plan/limits.ts';
import { callerOf, compareTasks, offer } from '../lib/plan/offer.ts';
import { zoneOf } from '../lib/plan/rules.ts';
import { type CustomerFile, keyOf, touchesIn } from '../lib/plan/touches.ts';
import { openPoints } from '../lib/record/open-points.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { holdersOf } from './find.ts';
import { filesOf } from './planning.ts';
import type { Tx } from './store/port.ts';

const RECORDS = 50;
const CHANGES = 200;
const YEAR = 365 * 86_400_000;
/** Days: what was left out or missed so long ago asks for nothing any more. */
const BACK = 120;
const AHEAD = 366;
const UNPLANNED = 60;

/** @throws ApiError where there is no such customer, or out of reach: both alike */
export async function customerInReach(tx: Tx, session: Session, id: Id, field = 'customerId'): Promise<Customer> {
  const [customer] = await tx.customers.get([id]);
  if (!customer || !session.scope.includes(customer.placeId)) throw new ApiError('not-found', 'No such customer within reach.', field);
  return customer;
}

/** All that is known of one customer, and why they are called next, or are not. @throws ApiError */
export async function readCustomer(deps: Pick<Deps, 'store' | 'clock'>, session: Session, customerId: Id): Promise<CustomerPage> {
  const now = deps.clock.now();
  return deps.store.read(async (tx) => {
    const customer = await customerInReach(tx, session, customerId);
    const file = (await filesOf(tx, [customer], session.places))[0] as CustomerFile;
    const calls = callsMade(await tx.records.attemptsSince([customerId], now - YEAR), now);
    const found = await tx.records.ofCustomers([customerId], RECORDS + 1);
    const records = found.slice(0, RECORDS);
    const [owner = null] = await tx.owners.of([customerId]);
    const names = await tx.agents.names([
      ...(owner ? [owner.agentId] : []),
      ...new Set([...records.map(({ agentId }) => agentId), ...file.tasks.flatMap((task) => [task.agentId ?? [], task.claim?.agentId ?? []].flat())]),
    ]);
    return {
      customer,
      services: [...file.services],
      open: judgedOf({ file, session, calls, now, names }),
      past: file.tasks.filter(({ state }) => state !== 'open').toSorted((a, b) => b.updatedAt - a.updatedAt),
      unplanned: unplannedOf({ file, session, calls, now }),
      records: records.map((record) => ({ record, agentName: names.get(record.agentId) ?? '' })),
      moreRecords: found.length > RECORDS,
      divergences: await tx.divergences.openOfCustomers([customerId]),
      points: openPoints(records, now),
      owner: owner && { id: owner.agentId, name: names.get(owner.agentId) ?? '', since: owner.since },
      heldBy: (await holdersOf(tx, [customerId], now)).get(customerId) ?? null,
      history: await historyOf(tx, file, records),
    };
  });
}

type Judging = { file: CustomerFile; session: Session; calls: CallsMade; now: Instant };

/** Every open call, the next one first, as it would be offered to whoever it is for. */
function judgedOf({ file, session, calls, now, names }: Judging & { names: ReadonlyMap<Id, string> }): CustomerPage['open'] {
  const { customer, services, tasks } = file;
  const open = tasks.filter(({ state }) => state === 'open').toSorted(compareTasks(now));
  return open.flatMap((task) => {
    const place = session.places.get(task.placeId);
    if (!place) return [];
    const nameOf = (id: Id) => names.get(id) ?? null;
    const answer = offer({ task, customer, place, agentId: callerOf({ task, place }), calls, now, services, nameOf });
    return [{ task, ok: answer.ok, why: answer.why, nextAt: answer.ok ? now : answer.nextAt }];
  });
}

/** What asks for a call, in every place where there was a service, and is in no task. */
function unplannedOf({ file, session, calls, now }: Judging): LedgerEntry[] {
  const { customer, services, tasks } = file;
  const home = session.places.get(customer.placeId);
  if (!home) return [];
  const today = dayAt(now, zoneOf(customer, home));
  const planned = new Set(tasks.filter(({ state }) => state === 'open').flatMap((task) => touchesIn(task).map((touch) => `${customer.id} ${keyOf(touch)}`)));
  const placeIds = [...new Set([customer.placeId, ...services.map(({ placeId }) => placeId)])];
  return placeIds
    .flatMap((placeId) => ledgerOf({ file, places: session.places, placeId, now, calls, from: today - BACK, to: today + AHEAD }))
    .filter(({ id, state }) => state !== 'done' && !planned.has(id))
    .toSorted((a, b) => b.dueBy - a.dueBy)
    .slice(0, UNPLANNED);
}

/** Newest first. */
export async function historyOf(
  tx: Tx,
  { customer, services }: Pick<CustomerFile, 'customer' | 'services'>,
  records: readonly RecordOfCall[],
): Promise<History[]> {
  const byHand = await tx.customerChanges.ofCustomer(customer.id, CHANGES);
  const taught = records.filter(({ content: { correction } }) => Object.values(correction).some((one) => one !== null));
  const imports = [];
  for (const id of new Set(services.flatMap(({ importId }) => importId ?? []))) imports.push(await tx.imports.get(id));
  const files = imports.flatMap((one) => one ?? []);
  const names = await tx.agents.names([...new Set([...byHand, ...taught, ...files].flatMap(({ agentId }) => agentId ?? []))]);
  const who = (id: Id) => ({ id, name: names.get(id) ?? '' });
  const all: History[] = [
    ...byHand.map(({ id, at, agentId, changed }): History => ({ kind: 'hand', id, at, by: agentId === null ? null : who(agentId), changed })),
    ...taught.map((record): History => ({ kind: 'call', id: record.id, at: record.savedAt, by: who(record.agentId), learnt: record.content.correction })),
    ...files.map(({ id, at, agentId, fileName }): History => ({ kind: 'import', id, at, by: who(agentId), fileName })),
  ];
  return all.sort((a, b) => b.at - a.at);
}
