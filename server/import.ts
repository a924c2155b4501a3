import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer, Service } from '../lib/contract/customer.ts';
import type { ImportedRow, ImportReply, ImportRequest } from '../lib/contract/import.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Task } from '../lib/contract/task.ts';
import type { ImportChange } from '../lib/contract/undo-import.ts';
import { changesOf } from '../lib/import/changes.ts';
import { type ExistingCustomers, keysOf, type Merged, mergeRows } from '../lib/import/merge.ts';
import { planCustomer } from '../lib/plan/plan-customer.ts';
import { whyNoCall } from '../lib/plan/why-no-call.ts';
import { audit } from './audit/audit.ts';
import { below } from './auth.ts';
import type { Deps } from './context.ts';
import { ApiError } from './errors.ts';
import { keyed, numberHash } from './keys.ts';
import { filesOf } from './planning.ts';
import { hashOfBody, type KeyedHash, keyedHash } from './secrets.ts';
import type { Tx } from './store/port.ts';

type Importing = { tx: Tx; request: ImportRequest; places: ReadonlyMap<Id, Place>; place: Place; hash: KeyedHash; now: Instant; newId: () => Id };

/** `deviceId`: null when no person sent it. */
type ImportInput = { agentId: Id; deviceId: Id | null; place: Place; request: ImportRequest };

/**
 * Rows to customers, services and tasks of a place, in one transaction. The same `importId` again answers the same and does nothing.
 * @throws ApiError `conflict` when the id was used for another file.
 */
export async function importRows(deps: Deps, input: ImportInput): Promise<ImportReply> {
  const hash = await keyedHash(deps.store, deps.random);
  return deps.store.write((tx) => importWithin(tx, deps, hash, input));
}

/** As `importRows`, inside a transaction that does more. */
export async function importWithin(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'newId'>,
  hash: KeyedHash,
  { agentId, deviceId, place, request }: ImportInput,
): Promise<ImportReply> {
  const bodyHash = hashOfBody(request);
  const now = deps.clock.now();
  const known = await tx.imports.get(request.importId);
  if (known && (known.bodyHash !== bodyHash || known.placeId !== place.id)) throw new ApiError('conflict', 'This id was used for another import.', 'importId');
  if (known) return known.reply;
  const places = new Map((await tx.places.all()).map((one) => [one.id, one]));
  const { reply, changes } = await writeRows({ tx, request, places, place, hash, now, newId: deps.newId });
  await tx.imports.add({ id: request.importId, agentId, placeId: place.id, bodyHash, at: now, fileName: request.fileName, reply });
  await tx.importChanges.add(request.importId, { fileName: request.fileName, rows: request.rows.length }, changes);
  const actor = { agent: { id: agentId, placeId: place.id }, deviceId };
  const facts = { rows: request.rows.length, tasks: reply.tasks };
  await audit(tx, actor, now, { action: 'customers.import', subject: { kind: 'import', id: request.importId }, facts });
  return reply;
}

async function writeRows(to: Importing): Promise<{ reply: ImportReply; changes: ImportChange[] }> {
  const { tx, request, place, hash, now, newId } = to;
  const existing = await loadExisting(to);
  const merged = mergeRows({
    rows: request.rows,
    existing: existing.customers,
    importId: request.importId,
    source: request.fileName,
    placeId: place.id,
    startDate: request.startDate,
    now,
    newId,
    hash,
  });
  await tx.customers.put(merged.customers.map(({ customer }) => keyed(customer, hash)));
  await tx.services.put(merged.services);
  const closed = await closeOptedOut(
    to,
    merged.customers.map(({ customer }) => customer),
  );
  const { fresh, rows } = await plan(to, merged, existing.all);
  const changes = changesOf(merged, { customers: existing.all, services: existing.services, tasks: closed });
  return { reply: { importId: request.importId, rows, tasks: fresh }, changes };
}

async function loadExisting({
  tx,
  request,
  places,
  place,
  hash,
}: Importing): Promise<{ customers: ExistingCustomers; all: Map<Id, Customer>; services: Service[] }> {
  const { numbers, phoneHashes } = keysOf(request.rows, hash);
  const scope = below(places, place.id);
  const byNumber = await tx.customers.byKeys(
    'number',
    numbers.map((number) => numberHash(number, hash)),
    scope,
  );
  const byPhone = await tx.customers.byKeys('phone', phoneHashes, scope);
  const all = new Map([...byNumber, ...byPhone].map(({ customer }) => [customer.id, customer]));
  const known = await tx.services.ofCustomers([...all.keys()]);
  const services = Map.groupBy(known, (service) => service.customerId);
  const numbered = new Map(byNumber.toReversed().map((found) => [found.hash, found.customer]));
  const phoned = Map.groupBy(byPhone, (found) => found.hash);
  return {
    all,
    services: known,
    customers: {
      byNumber: (number) => numbered.get(numberHash(number, hash)),
      byPhoneHash: (phoneHash) => (phoned.get(phoneHash) ?? []).map(({ customer }) => customer),
      services: (customerId) => services.get(customerId) ?? [],
    },
  };
}

/** A file can opt somebody out; the calls that were planned end there. Answers each before and after. */
async function closeOptedOut({ tx, now }: Importing, customers: readonly Customer[]): Promise<[Task, Task][]> {
  const optedOut = customers.filter((customer) => customer.optOut !== null).map((customer) => customer.id);
  const open = await tx.tasks.ofCustomers(optedOut, true);
  const closed = open.map((task): [Task, Task] => [task, { ...task, state: 'closed', closedBecause: 'opted-out', claim: null, updatedAt: now }]);
  await tx.tasks.put(closed.map(([, task]) => task));
  return closed;
}

/** The call that follows each row's service, or why none does. */
async function plan(to: Importing, merged: Merged, known: ReadonlyMap<Id, Customer>): Promise<{ fresh: number; rows: ImportedRow[] }> {
  const { tx, places, place, now, newId } = to;
  const customers = new Map([...known, ...merged.customers.map(({ customer }): [Id, Customer] => [customer.id, customer])]);
  const named = [...new Set(merged.rows.map((row) => row.customerId))].flatMap((id) => customers.get(id) ?? []);
  const files = await filesOf(tx, named, places);
  const plans = new Map(files.map((file) => [file.customer.id, { file, ...planCustomer({ file, places, now, newId }) }]));
  const rows = merged.rows.map((row) => {
    const own = plans.get(row.customerId);
    const service = own?.file.services.find(({ id }) => id === merged.serviceOf.get(row.row));
    if (row.noCall || !own || !service) return row;
    return { ...row, noCall: whyNoCall({ service, file: own.file, changed: own.changed, place: places.get(service.placeId) ?? place, now }) };
  });
  const all = [...plans.values()];
  await tx.tasks.put(all.flatMap(({ changed }) => changed));
  await tx.customers.setPlanned([...plans].map(([id, { again }]) => ({ id, at: again })));
  return { fresh: all.reduce((sum, { changed, file }) => sum + changed.filter((task) => !file.tasks.some(({ id }) => id === task.id)).length, 0), rows };
}
