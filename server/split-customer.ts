import type { Id } from '../lib/contract/basics.ts';
import type { CustomerSplitReply } from '../lib/contract/customer-merge.ts';
import type { MergeUndo } from '../lib/contract/merge-undo.ts';
import { hashesOf } from '../lib/import/merge-customer.ts';
import { same } from '../lib/import/same.ts';
import { afterOptOut } from '../lib/plan/after-record.ts';
import { strongerOptOut, unmergedOf } from '../lib/record/merge-files.ts';
import { audit } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { keyed } from './keys.ts';
import { differenceOf, moveRows, refuseHeld } from './merge-customers.ts';
import { replan } from './planning.ts';
import { changing, noteChange } from './save-customer.ts';
import type { Moved } from './store/merging.ts';
import type { Tx } from './store/port.ts';

/** Takes the last merge of a customer back; what was changed of the one that stayed since then stays. @throws ApiError */
export function splitCustomer(deps: Deps, session: Session, changeId: Id): Promise<CustomerSplitReply> {
  return changing(deps, session, async (to) => {
    const { tx, now, hash } = to;
    const change = await tx.customerChanges.get(changeId);
    const [current] = change ? await tx.customers.get([change.customerId]) : [];
    if (!change || !current || !session.scope.includes(current.placeId)) throw new ApiError('not-found', 'No such merge within reach.', 'changeId');
    const { undo } = change.changed;
    const isLast = undo !== undefined && (await tx.merging.lastMerge(current.id)) === changeId;
    if (!undo || !isLast) throw new ApiError('conflict', 'This is not the last merge of this customer, or was taken back.', 'changeId');
    const { kept } = undo;
    // A wish not to be called that came since then could be of either.
    const isNewWish = !same(current.optOut, kept.after.optOut);
    const dropped = isNewWish ? { ...undo.dropped, optOut: strongerOptOut(undo.dropped.optOut, current.optOut) } : undo.dropped;
    await refuseHeld(tx, [current.id], now);
    await tx.holds.remove([current.id]);
    await tx.merging.setSplit(dropped.id);
    await tx.customers.put([keyed(dropped, hash)]);
    const back = unmergedOf(current, kept);
    const phoneHashes = same(back.person.phones, kept.before.person.phones) ? kept.before.phoneHashes : hashesOf(back.person, hash);
    const customer = { ...back, phoneHashes, updatedAt: now };
    await tx.customers.put([keyed(customer, hash)]);
    const rows = await rowsBack(tx, undo);
    await moveRows(tx, rows, { fromId: current.id, toId: dropped.id });
    await tasksBack(tx, undo, change.at);
    for (const { id, optOut } of [customer, dropped]) if (optOut) await tx.tasks.put(afterOptOut(await tx.tasks.ofCustomers([id], true), now));
    await ownersBack(tx, undo);
    await fieldChangesBack(tx, undo);
    await tx.merging.forgetUndo(changeId);
    await noteChange(to, current.id, { kind: 'split', ...differenceOf(current, customer), otherId: dropped.id });
    const facts = { otherId: dropped.id, services: rows.services.length, tasks: rows.tasks.length, records: rows.records.length };
    await audit(tx, session, now, { action: 'customer.split', subject: { kind: 'customer', id: current.id }, placeId: current.placeId, facts });
    await replan({ ...to, places: session.places }, [customer, dropped]);
    return { customer, restored: dropped };
  });
}

/** What moved then, as far as it is still there, and the records since then of a call or a service that goes back. */
async function rowsBack(tx: Tx, undo: MergeUndo): Promise<Moved> {
  const there = await tx.merging.rowsOf(undo.keepId);
  const tasks = new Set(undo.tasks.flatMap(({ id, customerId }) => (customerId === undo.dropped.id ? [id] : [])));
  const services = new Set(undo.services);
  const records = new Set(undo.records);
  for (const id of there.records) {
    const record = (await tx.records.get(id))?.record;
    const isTheirs = record && (record.taskId === null ? services.has(record.serviceId ?? '') : tasks.has(record.taskId));
    if (isTheirs) records.add(id);
  }
  const goes = (ids: ReadonlySet<Id>) => (id: Id) => ids.has(id);
  return {
    services: there.services.filter(goes(services)),
    tasks: there.tasks.filter(goes(tasks)),
    records: there.records.filter(goes(records)),
    divergences: there.divergences.filter(goes(new Set(undo.divergences))),
    changes: there.changes.filter(goes(new Set(undo.changes))),
  };
}

/** As they stood, those that nobody has worked with since. */
async function tasksBack(tx: Tx, undo: MergeUndo, mergedAt: number): Promise<void> {
  const now = new Map((await tx.tasks.ofCustomers([undo.keepId, undo.dropped.id], false)).map((task) => [task.id, task]));
  await tx.tasks.put(undo.tasks.filter(({ id }) => (now.get(id)?.updatedAt ?? Number.POSITIVE_INFINITY) <= mergedAt));
}

async function ownersBack(tx: Tx, { keepId, dropped, owners }: MergeUndo): Promise<void> {
  const [now] = await tx.owners.of([keepId]);
  const isFromDropped = owners.kept === null && now?.agentId === owners.dropped?.agentId && now?.since === owners.dropped?.since;
  if (isFromDropped) await tx.owners.remove([keepId]);
  if (owners.dropped) await tx.owners.put([{ customerId: dropped.id, ...owners.dropped }]);
}

async function fieldChangesBack(tx: Tx, { keepId, dropped, fieldChanges }: MergeUndo): Promise<void> {
  const now = await tx.merging.fieldChanges(keepId);
  for (const row of fieldChanges.dropped) {
    await tx.fieldChanges.put({ customerId: dropped.id, ...row });
    const isFromDropped = now.some((one) => same(one, row));
    const before = fieldChanges.kept.find(({ field }) => field === row.field);
    if (isFromDropped && before) await tx.fieldChanges.put({ customerId: keepId, ...before });
    else if (isFromDropped) await tx.merging.removeFieldChange(keepId, row.field);
  }
}
