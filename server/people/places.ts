import type { Id } from '../../lib/contract/basics.ts';
import type { PlaceSet } from '../../lib/contract/people.ts';
import { type DirectoryEntry, MOST_ENTRIES, type Place } from '../../lib/contract/place.ts';
import type { Rule } from '../../lib/contract/rule.ts';
import { changedById } from '../../lib/people/directory.ts';
import { campaignOfRule } from '../../lib/plan/campaign.ts';
import { rulesAfter } from '../../lib/plan/rules.ts';
import { localDateAt } from '../../lib/plan/zone.ts';
import { audit } from '../audit/audit.ts';
import { below } from '../auth.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import { problemsOf } from '../preview.ts';
import type { Tx } from '../store/port.ts';
import { openPlaceWithin, placeWithin } from './reach.ts';

export const MOST_RULES = 100;

export function listPlaces(session: Session): Place[] {
  return session.scope.flatMap((id) => session.places.get(id) ?? []);
}

/** Adds a place, or changes what is set. The tree is read in the transaction that changes it: two moves at once make no circle. @throws ApiError */
export async function savePlace(deps: Deps, session: Session, id: Id | null, set: PlaceSet): Promise<Place> {
  return deps.store.write(async (tx) => {
    if (set.rules) onlyOwnRules(set.rules);
    const now = deps.clock.now();
    const places = new Map((await tx.places.all()).map((place) => [place.id, place]));
    const scope = below(places, session.place.id);
    const within = { ...session, places, scope };
    const made = id === null ? added(within, deps.newId(), set) : changed(within, id, set);
    const place = set.rules ? { ...made, rules: since(made.rules, places.get(made.id)?.rules ?? [], localDateAt(now, made.timeZone)) } : made;
    if (set.rules) await checkPlaceRules(tx, new Map(places).set(place.id, place), place, set.rules.put, now);
    if (set.closed === true && place.closedAt === undefined) await mayClose(tx, within, place, now);
    const put = set.closed === undefined ? place : opened(place, set.closed, now);
    await tx.places.put(put);
    if (set.rules || set.timeZone || set.closed !== undefined || set.limits?.importantClasses) await tx.customers.planAgain(put.id);
    const facts = { fields: Object.keys(set).sort(), parentId: place.parentId };
    await audit(tx, session, now, { action: id === null ? 'place.add' : 'place.change', subject: { kind: 'place', id: place.id }, placeId: place.id, facts });
    await touchBelow(tx, places, place);
    return put;
  });
}

/** A campaign's rule comes and goes with the campaign. @throws ApiError */
function onlyOwnRules({ put, drop }: NonNullable<PlaceSet['rules']>): void {
  const refused = (where: string) => new ApiError('conflict', 'This rule is a campaign’s: it is changed there.', `set.rules.${where}`);
  const [puts, drops] = [put.findIndex(({ id }) => campaignOfRule(id) !== null), drop.findIndex((id) => campaignOfRule(id) !== null)];
  if (puts >= 0) throw refused(`put.${puts}.id`);
  if (drops >= 0) throw refused(`drop.${drops}`);
}

/** A rule counts from the day it comes: nobody is called for what was long before it. */
function since(rules: readonly Rule[], before: readonly Rule[], today: string): Rule[] {
  const known = new Set(before.map(({ id }) => id));
  return rules.map((rule) => (rule.since === undefined && !known.has(rule.id) ? { ...rule, since: today } : rule));
}

/** Of those that were put: what has long been there stops nobody. @throws ApiError whose field says which rule, and where in it */
async function checkPlaceRules(tx: Tx, places: ReadonlyMap<Id, Place>, place: Place, put: readonly Rule[], now: number): Promise<void> {
  if (place.rules.length > MOST_RULES) throw new ApiError('invalid', `A place has at most ${MOST_RULES} rules.`, 'set.rules.put');
  const { problems } = await problemsOf(tx, places, place.id, localDateAt(now, place.timeZone));
  const index = (ruleId: Id) => put.findIndex(({ id }) => id === ruleId);
  const wrong = problems.find(({ severity, ruleId }) => severity === 'wrong' && index(ruleId) >= 0);
  if (wrong) throw new ApiError('invalid', `A rule cannot be meant so: ${wrong.code}.`, `set.rules.put.${index(wrong.ruleId)}.${wrong.field}`);
}

function added(session: Session, id: Id, set: PlaceSet): Place {
  if (set.parentId === undefined) throw new ApiError('invalid', 'A new place needs the place above it.', 'set.parentId');
  if (set.name === undefined) throw new ApiError('invalid', 'A new place needs a name.', 'set.name');
  openPlaceWithin(session, set.parentId, 'set.parentId');
  const parent = placeOf(session, set.parentId);
  const rules = parent.rules.filter((rule) => campaignOfRule(rule.id) === null);
  return applied({ ...parent, id, parentId: set.parentId, kind: parent.kind === 'department' ? 'department' : 'store', rules }, set);
}

function changed(session: Session, id: Id, set: PlaceSet): Place {
  placeWithin(session, id, 'id');
  const place = placeOf(session, id);
  if (set.parentId === undefined || set.parentId === place.parentId) return applied(place, set);
  if (id === session.place.id) throw new ApiError('forbidden', 'Nobody moves their own place.', 'set.parentId');
  openPlaceWithin(session, set.parentId, 'set.parentId');
  if (below(session.places, id).includes(set.parentId)) throw new ApiError('conflict', 'A place does not stand below itself.', 'set.parentId');
  return applied({ ...place, parentId: set.parentId }, set);
}

function opened({ closedAt, ...place }: Place, closed: boolean, now: number): Place {
  return closed ? { ...place, closedAt: closedAt ?? now } : place;
}

/** Nobody is left without a place, and no call without somebody to make it. @throws ApiError whose field says what is in the way */
async function mayClose(tx: Tx, session: Session, place: Place, now: number): Promise<void> {
  const refused = (message: string, what: string) => new ApiError('conflict', message, `set.closed.${what}`);
  if (place.id === session.place.id) throw refused('Nobody closes their own place.', 'own');
  const isBelow = [...session.places.values()].some(({ parentId, closedAt }) => parentId === place.id && closedAt === undefined);
  if (isBelow) throw refused('There are open places below it.', 'places');
  if ((await tx.people.list([place.id], now)).some(({ deactivatedAt }) => deactivatedAt === null)) throw refused('People work here.', 'people');
  if ((await tx.tasks.openIn([place.id])) > 0) throw refused('Customers of this place are still to be called.', 'tasks');
}

function applied(place: Place, set: PlaceSet): Place {
  const { name = place.name, kind = place.kind, company = place.company, timeZone = place.timeZone, region = place.region, lockMinutes } = set;
  const limits = { ...place.limits, ...set.limits, ...(lockMinutes === undefined ? {} : { lockMinutes }) };
  return {
    ...place,
    name,
    kind,
    company,
    timeZone,
    region,
    limits,
    hours: set.hours ?? place.hours,
    ...(set.purposeHours ? { purposeHours: set.purposeHours } : {}),
    rules: set.rules ? rulesAfter(place.rules, set.rules) : place.rules,
    ...(set.directory ? { directory: directoryAfter(place, set.directory) } : {}),
  };
}

function directoryAfter({ directory = [] }: Place, change: NonNullable<PlaceSet['directory']>): DirectoryEntry[] {
  const after = changedById(directory, change);
  if (after.length > MOST_ENTRIES) throw new ApiError('conflict', `A directory has at most ${MOST_ENTRIES} entries.`, 'set.directory.put');
  return after;
}

function placeOf(session: Session, id: Id): Place {
  const place = session.places.get(id);
  if (!place) throw new ApiError('not-found', 'No such place within reach.', 'id');
  return place;
}

/** A place that was moved takes those below it along: their panels hear of it by the next number of their own row. */
async function touchBelow(tx: Tx, places: ReadonlyMap<Id, Place>, place: Place): Promise<void> {
  if (places.get(place.id)?.parentId === place.parentId) return;
  for (const id of below(places, place.id)) {
    const one = id === place.id ? undefined : places.get(id);
    if (one) await tx.places.put(one);
  }
}
