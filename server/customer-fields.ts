import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { FieldValue, FieldVersion } from '../lib/contract/divergence.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import { customerAfter } from '../lib/plan/after-record.ts';
import { type FieldChange, fieldValueOf, meet, settle } from '../lib/plan/diverge.ts';
import type { Applying } from './apply.ts';
import { ApiError } from './errors.ts';
import { keyed } from './keys.ts';
import { hashOfBody } from './secrets.ts';

type Settling = Extract<Mutation, { kind: 'divergence.settle' }>;

/** A change to one field, which is kept beside what stands there where the two do not know of each other. @throws ApiError */
export async function changeField(to: Applying, customer: Customer, change: FieldChange, { id, at }: { id: Id; at: Instant }): Promise<void> {
  const { tx, session, newId, now } = to;
  const open = await tx.divergences.openOfField(customer.id, change.field);
  const met = meet({
    now: await versionNow(to, customer, change.field),
    open,
    change,
    mine: { id, by: { id: session.agent.id, name: session.agent.name }, at },
    fresh: { id: newId(), placeId: customer.placeId, customerId: customer.id, createdAt: now },
  });
  if (!met) throw new ApiError('conflict', 'Too many versions stand beside each other. Somebody has to choose first.', where(to, 'change'));
  if (met.value) await putField(to, customer, met.value, at);
  if (met.divergence) await tx.divergences.put(met.divergence);
}

/** Somebody saw the versions side by side and chose. @throws ApiError */
export async function settleField(to: Applying, { divergenceId, customerId, choose, seen, at }: Settling): Promise<void> {
  const { tx, session } = to;
  const divergence = await tx.divergences.get(divergenceId);
  if (divergence?.kind !== 'customer-field' || divergence.customerId !== customerId || !session.scope.includes(divergence.placeId)) {
    throw new ApiError('not-found', 'No such divergence within reach.', where(to, 'divergenceId'));
  }
  const settled = settle(divergence, { choose, seen, by: { id: session.agent.id, name: session.agent.name }, at });
  if (!settled) throw new ApiError('conflict', 'This version was given up by somebody else meanwhile.', where(to, 'choose'));
  const [customer] = await tx.customers.get([divergence.customerId]);
  if (customer && settled.value) await putField(to, customer, settled.value, at);
  await tx.divergences.put(settled.divergence);
}

/** Writes the field, and who did it. */
export async function putField(to: Applying, customer: Customer, value: FieldValue, at: Instant): Promise<void> {
  const hash = value.field === 'phone' && value.value.e164 !== null ? to.hash(value.value.e164) : null;
  const then = Math.min(at, to.now);
  await to.tx.customers.put([keyed(customerAfter(customer, value, then, hash), to.hash)]);
  await to.tx.fieldChanges.put({ customerId: customer.id, field: value.field, agentId: to.session.agent.id, at: then, valueHash: hashOf(to, value) });
}

/** What stands there, and who put it there as far as it is still theirs. */
async function versionNow(to: Applying, customer: Customer, field: FieldChange['field']): Promise<FieldVersion | null> {
  const value = fieldValueOf(customer, field);
  if (!value) return null;
  const row = await to.tx.fieldChanges.get(customer.id, field);
  const theirs = row?.valueHash === hashOf(to, value) ? row : null;
  const name = theirs ? (await to.tx.agents.names([theirs.agentId])).get(theirs.agentId) : undefined;
  return { id: to.newId(), by: theirs ? { id: theirs.agentId, name: name ?? '' } : null, at: theirs?.at ?? null, value };
}

function hashOf({ hash }: Applying, value: FieldValue): string {
  return hash(hashOfBody(value));
}

function where({ prefix }: Applying, path: string): string {
  return [...prefix, path].join('.');
}
