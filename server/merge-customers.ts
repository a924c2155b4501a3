import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { CustomerField, CustomerFields, CustomerSaveReply } from '../lib/contract/customer-edit.ts';
import type { CustomerMergeRequest } from '../lib/contract/customer-merge.ts';
import type { MergeUndo } from '../lib/contract/merge-undo.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import { same } from '../lib/import/same.ts';
import { afterOptOut } from '../lib/plan/after-record.ts';
import { fieldsOf } from '../lib/record/customer-fields.ts';
import { blankCustomer } from '../lib/record/erased.ts';
import { mergedOf } from '../lib/record/merge-files.ts';
import { audit } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { replan } from './planning.ts';
import { customerInReach } from './read-customer.ts';
import { changing, noteChange, putCustomer } from './save-customer.ts';
import type { Moved } from './store/merging.ts';
import type { Tx } from './store/port.ts';

/**
 * Two files of the same person become one: all that hangs on the one that goes hangs on the other from now on, and what takes it back stays with that.
 * The one that goes leaves the way an erased person does, so that every panel drops it. @throws ApiError
 */
export function mergeCustomers(deps: Deps, session: Session, { keepId, dropId, take }: CustomerMergeRequest): Promise<CustomerSaveReply> {
  if (keepId === dropId) throw new ApiError('invalid', 'These are one customer already.', 'dropId');
  return changing(deps, session, async (to) => {
    const { tx, now } = to;
    const keep = await customerInReach(tx, session, keepId, 'keepId');
    const drop = await customerInReach(tx, session, dropId, 'dropId');
    if (keep.placeId !== drop.placeId) throw new ApiError('conflict', 'These customers belong to two places.', 'dropId');
    await refuseHeld(tx, [keepId, dropId], now);
    const merged = { ...mergedOf(keep, drop, take), updatedAt: now };
    const rows = await tx.merging.rowsOf(dropId);
    const undo = await undoOf(tx, keep, drop, rows);
    await moveRows(tx, rows, { fromId: dropId, toId: keepId });
    await moveOwner(tx, undo);
    await moveFieldChanges(tx, undo, take);
    await tx.holds.remove([keepId, dropId]);
    const kept = await putCustomer(to, merged);
    if (kept.optOut) await tx.tasks.put(afterOptOut(await tx.tasks.ofCustomers([keepId], true), now));
    await tx.customers.put([{ customer: blankCustomer({ ...drop, updatedAt: now }), numberHashes: [] }]);
    await tx.erasing.add({ customerId: dropId, placeId: drop.placeId, at: now });
    await tx.merging.setMerged(dropId, keepId);
    const whole: MergeUndo = { ...undo, kept: { before: keep, after: kept } };
    const changeId = await noteChange(to, keepId, { kind: 'merge', ...differenceOf(keep, kept), otherId: dropId, undo: whole });
    const facts = { otherId: dropId, services: rows.services.length, tasks: rows.tasks.length, records: rows.records.length };
    await audit(tx, session, now, { action: 'customer.merge', subject: { kind: 'customer', id: keepId }, placeId: keep.placeId, facts });
    await replan({ ...to, places: session.places }, [kept]);
    return { customer: kept, changeId };
  });
}

/** @throws ApiError while an agent has one of them: what they are about to write would be about somebody who is gone */
export async function refuseHeld(tx: Tx, ids: readonly Id[], now: Instant): Promise<void> {
  const held = (await tx.holds.get(ids)).some(({ expiresAt }) => expiresAt > now);
  if (held) throw new ApiError('conflict', 'Somebody has this customer now.', 'held');
}

async function undoOf(tx: Tx, keep: Customer, drop: Customer, rows: Moved): Promise<Omit<MergeUndo, 'kept'>> {
  const owners = new Map((await tx.owners.of([keep.id, drop.id])).map(({ customerId, agentId, since }) => [customerId, { agentId, since }]));
  const tasks = await tx.tasks.ofCustomers([keep.id, drop.id], false);
  return {
    keepId: keep.id,
    dropped: drop,
    services: [...rows.services],
    tasks: tasks.map((task) => ({ ...task, claim: null })),
    records: [...rows.records],
    divergences: [...rows.divergences],
    changes: [...rows.changes],
    owners: { kept: owners.get(keep.id) ?? null, dropped: owners.get(drop.id) ?? null },
    fieldChanges: { kept: await tx.merging.fieldChanges(keep.id), dropped: await tx.merging.fieldChanges(drop.id) },
  };
}

/** All that both have gets new numbers: whoever had only the one that goes has nothing of the other yet. */
export async function moveRows(tx: Tx, rows: Moved, { fromId, toId }: { fromId: Id; toId: Id }): Promise<void> {
  const services = await tx.services.ofCustomers([fromId, toId], true);
  const tasks = await tx.tasks.ofCustomers([fromId, toId], false);
  const moved = new Set([...rows.services, ...rows.tasks]);
  await tx.merging.touchRecords(toId);
  await tx.merging.move(rows, toId);
  const goes = <T extends { id: Id; customerId: Id }>(row: T): T => (moved.has(row.id) ? { ...row, customerId: toId } : row);
  await tx.services.put(services.map(goes));
  await tx.tasks.put(tasks.map(goes));
}

async function moveOwner(tx: Tx, { keepId, dropped, owners }: Omit<MergeUndo, 'kept'>): Promise<void> {
  if (owners.kept === null && owners.dropped) await tx.owners.put([{ customerId: keepId, ...owners.dropped }]);
  await tx.owners.remove([dropped.id]);
}

/** Whose word a value is goes with the value. */
async function moveFieldChanges(tx: Tx, { keepId, dropped, fieldChanges }: Omit<MergeUndo, 'kept'>, take: readonly CustomerField[]): Promise<void> {
  for (const row of fieldChanges.dropped) {
    await tx.merging.removeFieldChange(dropped.id, row.field);
    const isTaken = take.includes(row.field === 'phone' ? 'phones' : row.field);
    if (isTaken) await tx.fieldChanges.put({ customerId: keepId, ...row });
  }
}

/** What a merge changed of the fields of the one that stays. */
export function differenceOf(was: Customer, is: Customer): { before: CustomerFields; after: CustomerFields } {
  const before = fieldsOf(was);
  const after = fieldsOf(is);
  const changed = (Object.keys(after) as CustomerField[]).filter((field) => !same(before[field], after[field]));
  const only = (fields: CustomerFields) => Object.fromEntries(changed.map((field) => [field, fields[field]])) as CustomerFields;
  return { before: only(before), after: only(after) };
}

/** What comes in about a customer who went into another is about that one: a panel that was offline does not know of it. Null: they went into none. */
export async function aboutKept(tx: Tx, mutation: Mutation): Promise<Mutation | null> {
  const kept = async (id: Id | null) => (id === null ? null : await tx.merging.keptOf(id));
  if (mutation.kind === 'record.save') {
    const customerId = await kept(mutation.record.customerId);
    return customerId === null ? null : { ...mutation, record: { ...mutation.record, customerId } };
  }
  if (mutation.kind !== 'customer.set' && mutation.kind !== 'divergence.settle') return null;
  const customerId = await kept(mutation.customerId);
  return customerId === null ? null : { ...mutation, customerId };
}
