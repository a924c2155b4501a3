import type { AssignListReply, Assignment, AssignRequest } from '../lib/contract/assignment.ts';
import type { Id } from '../lib/contract/basics.ts';
import { looksAtOwners } from '../lib/plan/plan-customer.ts';
import { planAssignment } from './assign.ts';
import { audit } from './audit/audit.ts';
import { below } from './auth.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { isAway } from './owners.ts';
import { letPanelsAsk } from './people/hear.ts';
import type { OwnerMove } from './store/owners.ts';
import type { Tx } from './store/port.ts';

const LISTED = 20;
const NOTHING = { customers: 0, calls: 0 };

/** Does what the preview with this seal showed, in one step. @throws ApiError `conflict` when something has changed since */
export async function applyAssignment(deps: Deps, session: Session, { seal, ...request }: AssignRequest & { seal: string }): Promise<Assignment> {
  const { preview, moves } = await planAssignment(deps, session, request);
  if (preview.seal !== seal) throw changedSince();
  if (moves.length === 0) throw new ApiError('conflict', 'There is nobody to assign.', 'who');
  const now = deps.clock.now();
  const assignment: Assignment = {
    id: deps.newId(),
    placeId: request.placeId,
    at: now,
    by: { id: session.agent.id, name: session.agent.name },
    moves: moves.length,
    undoneAt: null,
  };
  return deps.store.write(async (tx) => {
    await checkOwners(tx, moves);
    await write(
      tx,
      moves.map(({ customerId, after }) => ({ customerId, owner: after })),
    );
    await tx.owners.addAssignment(assignment, moves);
    await letPanelsAsk(tx, request.placeId);
    const facts = { assignment: assignment.id, customers: moves.length };
    await audit(tx, session, now, { action: 'customers.assign', subject: { kind: 'place', id: request.placeId }, placeId: request.placeId, facts });
    return assignment;
  });
}

function changedSince(): ApiError {
  return new ApiError('conflict', 'Customers or people have changed since the preview. Look at it again.', 'seal');
}

/** Nobody was assigned or erased between the look and the write. @throws ApiError */
async function checkOwners(tx: Tx, moves: readonly OwnerMove[]): Promise<void> {
  const ids = moves.map(({ customerId }) => customerId);
  const owners = new Map((await tx.owners.of(ids)).map((owner) => [owner.customerId, owner]));
  const there = new Set((await tx.customers.get(ids)).map(({ id }) => id));
  const isSame = ({ customerId, before }: OwnerMove) => {
    const owner = owners.get(customerId);
    return there.has(customerId) && owner?.agentId === before?.agentId && owner?.since === before?.since;
  };
  if (!moves.every(isSame)) throw changedSince();
}

async function write(tx: Tx, rows: readonly { customerId: Id; owner: OwnerMove['after'] }[]): Promise<void> {
  await tx.owners.put(rows.flatMap(({ customerId, owner }) => (owner ? [{ customerId, ...owner }] : [])));
  await tx.owners.remove(rows.flatMap(({ customerId, owner }) => (owner ? [] : [customerId])));
  if (!looksAtOwners(await tx.places.all())) return;
  await tx.customers.setPlanned(rows.map(({ customerId }) => ({ id: customerId, at: 0 })));
}

/** Back to how it was before, but for those who were assigned anew meanwhile. Undone twice does nothing more. @throws ApiError */
export async function undoAssignment(
  deps: Deps,
  session: Session,
  assignmentId: Id,
): Promise<{ assignment: Assignment; restored: number; changedSince: number }> {
  return deps.store.write(async (tx) => {
    const assignment = await tx.owners.assignment(assignmentId);
    if (!assignment || !session.scope.includes(assignment.placeId)) throw new ApiError('not-found', 'No such assignment within reach.', 'assignmentId');
    if (assignment.undoneAt !== null) return { assignment, restored: 0, changedSince: 0 };
    const now = deps.clock.now();
    const moves = await tx.owners.moves(assignmentId);
    const owners = new Map((await tx.owners.of(moves.map(({ customerId }) => customerId))).map((owner) => [owner.customerId, owner]));
    const same = moves.filter(({ customerId, after }) => {
      const owner = owners.get(customerId);
      return owner?.agentId === after?.agentId && owner?.since === after?.since;
    });
    await write(
      tx,
      same.map(({ customerId, before }) => ({ customerId, owner: before })),
    );
    await tx.owners.setUndone(assignmentId, now);
    await letPanelsAsk(tx, assignment.placeId);
    const facts = { assignment: assignmentId, customers: same.length };
    await audit(tx, session, now, { action: 'customers.unassign', subject: { kind: 'place', id: assignment.placeId }, placeId: assignment.placeId, facts });
    return { assignment: { ...assignment, undoneAt: now }, restored: same.length, changedSince: moves.length - same.length };
  });
}

/** Who has how many customers of a place and those below it, and what was assigned lately. @throws ApiError */
export async function listAssignments(deps: Deps, session: Session, placeId: Id): Promise<AssignListReply> {
  if (!session.scope.includes(placeId)) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
  const now = deps.clock.now();
  const placeIds = below(session.places, placeId);
  return deps.store.read(async (tx) => {
    const loads = new Map((await tx.owners.loads(placeIds)).map(({ agentId, load }) => [agentId, load]));
    const reaching = (await tx.people.list([...session.places.keys()], now)).filter(
      ({ agent, deactivatedAt }) => deactivatedAt === null && agent.role !== 'qa' && below(session.places, agent.placeId).some((id) => placeIds.includes(id)),
    );
    const owning = (await tx.owners.people()).filter(({ agent }) => loads.has(agent.id));
    const people = new Map([...owning, ...reaching].map((one) => [one.agent.id, one]));
    return {
      people: [...people.values()].map((one) => ({
        agentId: one.agent.id,
        name: one.agent.name,
        load: loads.get(one.agent.id) ?? NOTHING,
        away: isAway(one, session.places, now),
      })),
      nobodys: loads.get(null) ?? NOTHING,
      assignments: await tx.owners.assignments(placeIds, LISTED),
      isFollowed: placeIds.flatMap((id) => session.places.get(id) ?? []).every((place) => place.rules.length === 0 || looksAtOwners([place])),
    };
  });
}
