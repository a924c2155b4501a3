import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer, Service } from '../lib/contract/customer.ts';
import type {
  AlikeReply,
  CustomerChanged,
  CustomerFields,
  CustomerSaveReply,
  CustomerSaveRequest,
  CustomerSet,
  OptOutRequest,
} from '../lib/contract/customer-edit.ts';
import type { FieldValue } from '../lib/contract/divergence.ts';
import { hashesOf } from '../lib/import/merge-customer.ts';
import { same } from '../lib/import/same.ts';
import { parsePhone } from '../lib/phone/phone.ts';
import { afterOptOut } from '../lib/plan/after-record.ts';
import { fieldValueOf } from '../lib/plan/diverge.ts';
import { zoneOf } from '../lib/plan/rules.ts';
import { localDateAt } from '../lib/plan/zone.ts';
import { blankCustomer } from '../lib/record/erased.ts';
import { changesOf, withFields } from '../lib/record/set-fields.ts';
import { audit } from './audit/audit.ts';
import { below } from './auth.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { keyed, numberHash } from './keys.ts';
import { openAgain } from './opt-out-ends.ts';
import { openPlaceWithin } from './people/reach.ts';
import { replan } from './planning.ts';
import { customerInReach } from './read-customer.ts';
import { hashOfBody, type KeyedHash, keyedHash } from './secrets.ts';
import type { Tx } from './store/port.ts';

/** What changes a customer by hand, within one transaction. */
export type Changing = { tx: Tx; session: Session; now: Instant; newId: () => Id; hash: KeyedHash };

export async function changing<T>(deps: Deps, session: Session, work: (to: Changing) => Promise<T>): Promise<T> {
  const hash = await keyedHash(deps.store, deps.random);
  return deps.store.write((tx) => work({ tx, session, now: deps.clock.now(), newId: deps.newId, hash }));
}

/** Changes some fields, all or none, and plans the customer anew. @throws ApiError `conflict` with the field that somebody else changed meanwhile */
export function saveCustomer(deps: Deps, session: Session, request: CustomerSaveRequest): Promise<CustomerSaveReply> {
  return changing(deps, session, (to) => (request.add ? addCustomer(to, request, request.add) : editCustomer(to, request)));
}

async function editCustomer(to: Changing, { customerId, set }: CustomerSaveRequest): Promise<CustomerSaveReply> {
  const customer = await customerInReach(to.tx, to.session, customerId);
  const { before, after } = readSet(to, customer, set);
  if (Object.keys(after).length === 0) return { customer, changeId: null };
  const changed = await putCustomer(to, { ...withFields(customer, after), updatedAt: to.now });
  await noteFields(to, changed, after);
  const changeId = await noteChange(to, changed.id, { kind: 'edit', before, after });
  const facts = { fields: Object.keys(after) };
  await audit(to.tx, to.session, to.now, { action: 'customer.save', subject: { kind: 'customer', id: customerId }, placeId: customer.placeId, facts });
  await replan({ ...to, places: to.session.places }, [changed]);
  return { customer: changed, changeId };
}

async function addCustomer(to: Changing, { customerId, set }: CustomerSaveRequest, add: NonNullable<CustomerSaveRequest['add']>): Promise<CustomerSaveReply> {
  const { tx, session, now } = to;
  openPlaceWithin(session, add.placeId, 'add.placeId');
  const blank: Customer = { ...blankCustomer({ id: customerId, placeId: add.placeId, createdAt: now, updatedAt: now }), optOut: null };
  const { after } = readSet(to, blank, set);
  if (!after.name && !after.company) throw new ApiError('invalid', 'A customer has a name or a company.', 'set.name');
  const [known] = await tx.customers.get([customerId]);
  const made = withFields(blank, after);
  // The same again, after a lost answer.
  if (known?.placeId === add.placeId && same(known.person, made.person)) return { customer: known, changeId: null };
  const wasUsed = known !== undefined || (await tx.erasing.placeOf(customerId)) !== null;
  if (wasUsed) throw new ApiError('conflict', 'This id was used for another customer.', 'customerId');
  if (add.service && (await tx.services.get(add.service.id))) throw new ApiError('conflict', 'This id was used for another service.', 'add.service.id');
  const customer = await putCustomer(to, made);
  if (add.service) await tx.services.put([serviceOf(add.service, customer, now)]);
  await noteFields(to, customer, after);
  const changeId = await noteChange(to, customerId, { kind: 'add', before: {}, after });
  const subject = { kind: 'customer', id: customerId };
  await audit(tx, session, now, { action: 'customer.create', subject, placeId: add.placeId, facts: { services: add.service ? 1 : 0 } });
  await replan({ ...to, places: session.places }, [customer]);
  return { customer, changeId };
}

function serviceOf(service: NonNullable<NonNullable<CustomerSaveRequest['add']>['service']>, { id, placeId }: Customer, now: Instant): Service {
  return { ...service, customerId: id, placeId, history: false, detail: {}, importId: null, createdAt: now };
}

/** @throws ApiError */
function readSet({ session, now }: Changing, customer: Customer, set: CustomerSet): { before: CustomerFields; after: CustomerFields } {
  const place = session.places.get(customer.placeId) ?? session.place;
  const found = changesOf(customer, set, place.region);
  if (!found.ok) throw new ApiError('conflict', 'Somebody else changed this field meanwhile.', `set.${found.field}`);
  const { birthday } = found.after;
  if (birthday && birthday > localDateAt(now, place.timeZone)) throw new ApiError('invalid', 'This birthday is still to come.', 'set.birthday');
  return found;
}

/** With the hashes of their phones as they are now. */
export async function putCustomer({ tx, hash }: Pick<Changing, 'tx' | 'hash'>, customer: Customer): Promise<Customer> {
  const put = { ...customer, phoneHashes: hashesOf(customer.person, hash) };
  await tx.customers.put([keyed(put, hash)]);
  return put;
}

export async function noteChange({ tx, session, now, newId }: Changing, customerId: Id, changed: CustomerChanged): Promise<Id> {
  const id = newId();
  await tx.customerChanges.add(customerId, { id, at: now, agentId: session.agent.id, changed });
  return id;
}

/** Whose word it is that stands there now, for changes that come from a panel which does not know of it (plan/diverge.ts). */
async function noteFields({ tx, session, now, hash }: Changing, customer: Customer, after: CustomerFields): Promise<void> {
  const fields: FieldValue['field'][] = [
    ...(after.phones ? (['phone'] as const) : []),
    ...(after.preferredHours ? (['preferredHours'] as const) : []),
    ...(after.language ? (['language'] as const) : []),
  ];
  for (const field of fields) {
    const value = fieldValueOf(customer, field);
    if (value) await tx.fieldChanges.put({ customerId: customer.id, field, agentId: session.agent.id, at: now, valueHash: hash(hashOfBody(value)) });
  }
}

/** A wish not to be called, which closes what is open, or the end of one, after which what is still in time is planned again. @throws ApiError */
export function setOptOut(deps: Deps, session: Session, { customerId, want, why, until }: OptOutRequest): Promise<CustomerSaveReply> {
  return changing(deps, session, async (to) => {
    const { tx, now } = to;
    const customer = await customerInReach(tx, session, customerId);
    const place = session.places.get(customer.placeId) ?? session.place;
    if (until !== undefined && until < localDateAt(now, zoneOf(customer, place))) throw new ApiError('invalid', 'This day is over.', 'until');
    const optOut = want === 'in' ? null : { at: now, reason: why, ...(until === undefined ? {} : { until }) };
    const isSame = want === 'in' ? customer.optOut === null : customer.optOut?.reason === why && customer.optOut.until === until;
    if (isSame) return { customer, changeId: null };
    const changed = await putCustomer(to, { ...customer, optOut, updatedAt: now });
    if (want === 'out') await tx.tasks.put(afterOptOut(await tx.tasks.ofCustomers([customerId], true), now));
    else await openAgain(tx, customerId, now);
    const kind = want === 'in' ? 'opt-in' : 'opt-out';
    const changeId = await noteChange(to, customerId, { kind, before: { optOut: customer.optOut }, after: { optOut }, why });
    await audit(tx, session, now, { action: `customer.${kind}`, subject: { kind: 'customer', id: customerId }, placeId: customer.placeId });
    await replan({ ...to, places: session.places }, [changed]);
    return { customer: changed, changeId };
  });
}

/** Who could be the same: a customer within reach with one of these phones, or this number. */
export async function alikeTo(
  deps: Deps,
  session: Session,
  { placeId, phones, number }: { placeId: Id; phones: readonly string[]; number: string | null },
): Promise<AlikeReply> {
  const place = session.scope.includes(placeId) ? session.places.get(placeId) : undefined;
  if (!place) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
  const hash = await keyedHash(deps.store, deps.random);
  const parsed = phones.map((text) => parsePhone(text, place.region));
  const hashes = parsed.flatMap((one) => (one.ok && one.phone.e164 !== null ? [hash(one.phone.e164)] : []));
  return deps.store.read(async (tx) => {
    const scope = below(session.places, placeId);
    const byNumber = number === null || number === '' ? [] : await tx.customers.byKeys('number', [numberHash(number, hash)], scope);
    const byPhone = await tx.customers.byKeys('phone', hashes, scope);
    const found = new Map<Id, AlikeReply['alike'][number]>();
    for (const { customer } of byPhone) found.set(customer.id, { customer, by: 'phone' });
    for (const { customer } of byNumber) found.set(customer.id, { customer, by: 'number' });
    return { alike: [...found.values()].slice(0, 5) };
  });
}
