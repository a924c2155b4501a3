import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Service } from '../lib/contract/customer.ts';
import type { Task } from '../lib/contract/task.ts';
import type { ImportedFile, UndoImportReply, Undone } from '../lib/contract/undo-import.ts';
import { wholeOf } from '../lib/import/parts.ts';
import { type Undoing, undoImport } from '../lib/import/undo.ts';
import { addUndone } from '../lib/import/undone.ts';
import { blankCustomer, blankService, blankTask } from '../lib/record/erased.ts';
import { audit } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { keyed } from './keys.ts';
import { replan } from './planning.ts';
import { type KeyedHash, keyedHash } from './secrets.ts';
import type { ImportPart } from './store/import-changes.ts';
import type { Tx } from './store/port.ts';

/** Parts that a list looks through: a hundred imports of a hundred thousand rows. */
const MOST_PARTS = 10_000;
/** A desk says every half minute how it stands: one that has not for so long may be in a call that nobody knows of. */
const HEARD_MS = 5 * 60_000;

/** The newest imports of places in reach, parts of one together. */
export async function listImports(deps: Deps, session: Session, limit: number): Promise<ImportedFile[]> {
  return deps.store.read(async (tx) => {
    const wholes = Map.groupBy(await tx.importChanges.newest(session.scope, MOST_PARTS), ({ id }) => wholeOf(id).importId);
    const shown = [...wholes].slice(0, limit);
    const summaries = await tx.importChanges.summaries(shown.flatMap(([, parts]) => parts.map(({ id }) => id)));
    const names = await tx.agents.names([...new Set(shown.flatMap(([, parts]) => parts.map(({ agentId }) => agentId)))]);
    const listed: ImportedFile[] = [];
    for (const [importId, rows] of shown) {
      const parts = inOrder(rows.map((part) => ({ ...part, summary: summaries.get(part.id) ?? null })));
      const [first] = parts;
      if (!first) continue;
      const old = first.summary === null ? await tx.imports.get(first.id) : null;
      listed.push({
        importId,
        fileName: first.summary?.fileName ?? old?.fileName ?? '',
        at: first.at,
        by: { id: first.agentId, name: names.get(first.agentId) ?? '' },
        placeId: first.placeId,
        rows: parts.reduce((sum, { summary }) => sum + (summary?.rows ?? 0), 0) || (old?.reply.rows.length ?? 0),
        canUndo: parts.every(({ summary }) => summary !== null),
        undone: undoneOf(parts),
      });
    }
    return listed;
  });
}

function inOrder(parts: readonly ImportPart[]): ImportPart[] {
  return parts.toSorted((a, b) => wholeOf(a.id).from - wholeOf(b.id).from);
}

/** Null while a part of it stands. */
function undoneOf(parts: readonly ImportPart[]): Undone | null {
  return parts.every(({ undoneAt }) => undoneAt !== null) ? (parts[0]?.summary?.undone ?? null) : null;
}

/**
 * Takes a whole import back in one transaction, as far as nobody has worked with it since. Customers who go leave the way an erased person does: only so does
 * every panel that ever had them hear of it, and whatever still comes in about them is kept as the fact of a call instead of being refused. @throws ApiError
 */
export async function undoWholeImport(deps: Deps, session: Session, id: Id): Promise<UndoImportReply> {
  const { importId } = wholeOf(id);
  const hash = await keyedHash(deps.store, deps.random);
  return deps.store.write(async (tx): Promise<UndoImportReply> => {
    const now = deps.clock.now();
    const parts = inOrder((await tx.importChanges.parts(importId)).filter((part) => wholeOf(part.id).importId === importId));
    const [first] = parts;
    if (!first || parts.some(({ placeId }) => !session.scope.includes(placeId))) {
      throw new ApiError('not-found', 'No such import within reach.', 'importId');
    }
    if (parts.some(({ summary }) => summary === null)) {
      throw new ApiError('conflict', 'This import was made before imports could be undone.', 'importId');
    }
    const before = undoneOf(parts);
    const undoing = await undoingOf(tx, parts, now);
    if (before && undoing.touched.length === 0 && undoing.removed.length === 0) return { importId, undone: before };
    const tasks = await write(tx, undoing, { hash, now, newId: deps.newId });
    for (const part of parts) await tx.importChanges.forgetBut(part.id, undoing.left);
    const undone = addUndone(before ?? first.summary?.undone ?? null, undoing.counts, now);
    await tx.importChanges.setUndone(
      parts.map((part) => part.id),
      first.id,
      undone,
    );
    const { removed, restored } = undoing.counts.customers;
    const stay = undone.stay.reduce((sum, { count }) => sum + count, 0);
    const facts = { parts: parts.length, removed, restored, services: undoing.counts.services, tasks, stay };
    await audit(tx, session, now, { action: 'customers.undo-import', subject: { kind: 'import', id: importId }, placeId: first.placeId, facts });
    return { importId, undone };
  });
}

async function undoingOf(tx: Tx, parts: readonly ImportPart[], now: Instant): Promise<Undoing> {
  const changes = [];
  for (const { id } of parts) changes.push(...(await tx.importChanges.of(id)));
  const ids = [...new Set(changes.filter(({ kind }) => kind === 'customer').map(({ rowId }) => rowId))];
  return undoImport({
    changes,
    customers: await tx.customers.get(ids),
    services: await tx.services.ofCustomers(ids),
    tasks: await tx.tasks.ofCustomers(ids, false),
    called: await tx.importChanges.called(ids),
    corrected: await tx.importChanges.corrected(ids),
    busy: await busyOf(tx, ids, now),
  });
}

/** Whom somebody may be talking to: opened on purpose, or held by an agent who is in a call, has something unsent, or has not been heard of. */
async function busyOf(tx: Tx, ids: readonly Id[], now: Instant): Promise<Set<Id>> {
  const holds = (await tx.holds.get(ids)).filter(({ expiresAt }) => expiresAt > now);
  const desks = Map.groupBy(await tx.presence.ofAgents([...new Set(holds.map(({ agentId }) => agentId))]), ({ agentId }) => agentId);
  const isIdle = (agentId: Id) => {
    const own = desks.get(agentId) ?? [];
    return own.length > 0 && own.every(({ at, inCallSince, unsent }) => now - at <= HEARD_MS && inCallSince === null && unsent === 0);
  };
  return new Set(holds.filter(({ found, agentId }) => found || !isIdle(agentId)).map(({ customerId }) => customerId));
}

type Writing = { hash: KeyedHash; now: Instant; newId: () => Id };

/** Answers how many tasks were closed or planned anew. */
async function write(tx: Tx, undoing: Undoing, { hash, now, newId }: Writing): Promise<number> {
  const { removed, customers, touched } = undoing;
  const ids = removed.map(({ id }) => id);
  // Before anything is planned: a call that somebody holds is not planned anew.
  await tx.holds.remove(touched);
  await tx.erasing.removeAround(ids);
  await tx.services.put([...(await tx.services.ofCustomers(ids)), ...undoing.gone].map(goneService));
  const tasks = await tx.tasks.ofCustomers(ids, false);
  await tx.tasks.put(tasks.map((task) => withdrawn(task, now)));
  await tx.customers.put([
    ...removed.map((customer) => ({ customer: blankCustomer({ ...customer, updatedAt: now }), numberHashes: [] })),
    ...customers.map((customer) => keyed(customer, hash)),
  ]);
  await tx.importChanges.takeAway(removed, now);
  await tx.services.put(undoing.services);
  await tx.tasks.put(undoing.tasks);
  const places = new Map((await tx.places.all()).map((place) => [place.id, place]));
  return tasks.length + (await replan({ tx, places, now, newId }, await tx.customers.get(touched)));
}

function goneService(service: Service): Service {
  return { ...blankService(service), gone: true };
}

function withdrawn(task: Task, now: Instant): Task {
  const over: Task = task.state === 'open' ? { ...task, state: 'closed', closedBecause: 'withdrawn', updatedAt: now } : task;
  return blankTask(over);
}
