import type { Assigned, AssignPreview, AssignRequest, Load } from '../lib/contract/assignment.ts';
import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer, Service } from '../lib/contract/customer.ts';
import type { Reason } from '../lib/contract/reason.ts';
import { type Assignable, type Assignee, assign, type Move } from '../lib/plan/assign.ts';
import { daysAtWork } from '../lib/plan/at-work.ts';
import { fitsFilter } from '../lib/plan/fits-filter.ts';
import { reason } from '../lib/plan/reasons.ts';
import { AHEAD_DAYS } from '../lib/plan/touches.ts';
import { addDays, localDateAt } from '../lib/plan/zone.ts';
import { below } from './auth.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { matcher } from './find.ts';
import { isAway } from './owners.ts';
import { hashOfBody } from './secrets.ts';
import type { OwnerMove } from './store/owners.ts';
import type { Tx } from './store/port.ts';

const PAGE = 1000;
const FIRST = 50;
/** Nothing half-looked at is assigned. */
const ENOUGH_MS = 24_000;
/** Who did a service that ended longer ago may call about whatever is due now. */
const OWN_DAYS = 90;

type Chosen = { customer: Customer; ownerId: Id | null; since: Instant | null; assignable: Assignable };
export type Planned = { preview: AssignPreview; moves: OwnerMove[] };
type Asking = { deps: Deps; session: Session; request: AssignRequest; placeIds: Id[]; now: Instant };

/** What an assignment would do, and how: from the same customers and people the same comes out. @throws ApiError */
export async function planAssignment(deps: Deps, session: Session, request: AssignRequest): Promise<Planned> {
  const place = session.scope.includes(request.placeId) ? session.places.get(request.placeId) : undefined;
  if (!place) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
  const now = deps.clock.now();
  const asking: Asking = { deps, session, request, placeIds: below(session.places, place.id), now };
  const team = await deps.store.read((tx) => teamOf(tx, asking));
  const chosen = await customersOf(asking, team);
  const assignees = team.chosen.map((one) => withoutThese(one, chosen));
  const options = { seniorClasses: request.seniorClasses, notOwnService: place.limits.notOwnService === true };
  const moves =
    request.agentIds.length === 0
      ? chosen.map(toAll)
      : assign(
          chosen.map(({ assignable }) => assignable),
          assignees,
          options,
        );
  return summary(asking, { team, chosen, moves });
}

type Team = {
  chosen: Assignee[];
  /** People of these places, and whoever has customers in them. */
  names: Map<Id, string>;
  loads: Map<Id | null, Load>;
  /** Whether somebody calls nobody today, or does not reach the customer's place. */
  isAwayFrom: (agentId: Id, placeId: Id) => boolean;
};

/** @throws ApiError `not-found` for somebody out of reach or who does not call */
async function teamOf(tx: Tx, { session, request, placeIds, now }: Asking): Promise<Team> {
  const { places } = session;
  // Whoever stands above reaches these places too.
  const people = (await tx.people.list([...places.keys()], now)).filter(({ agent }) => below(places, agent.placeId).some((id) => placeIds.includes(id)));
  const byId = new Map([...people, ...(await tx.owners.people())].map((one) => [one.agent.id, one]));
  const loads = new Map((await tx.owners.loads(placeIds)).map(({ agentId, load }) => [agentId, load]));
  const chosen = [...new Set(request.agentIds)].map((id, index): Assignee => {
    const one = people.find(({ agent }) => agent.id === id);
    if (!one || one.deactivatedAt !== null || one.agent.role === 'qa') throw new ApiError('not-found', 'Nobody within reach who calls.', `agentIds.${index}`);
    const zone = places.get(one.agent.placeId)?.timeZone ?? session.place.timeZone;
    const days = daysAtWork(one.agent, localDateAt(now, zone), AHEAD_DAYS);
    return { agent: one.agent, load: loads.get(id) ?? NOTHING, days, reach: new Set(below(places, one.agent.placeId)) };
  });
  const isAwayFrom = (agentId: Id, placeId: Id) => {
    const one = byId.get(agentId);
    return !one || isAway(one, places, now) || !below(places, one.agent.placeId).includes(placeId);
  };
  return { chosen, names: new Map([...byId].map(([id, { agent }]) => [id, agent.name])), loads, isAwayFrom };
}

const NOTHING: Load = { customers: 0, calls: 0 };

/** Everybody who is to be assigned, read in pages between which others are served. @throws ApiError when there are too many for the time there is */
async function customersOf({ deps, session, request, placeIds, now }: Asking, team: Team): Promise<Chosen[]> {
  const began = performance.now();
  const { who, filter } = request;
  const match = filter?.query === undefined ? null : matcher(filter.query, session.place.region);
  const chosen: Chosen[] = [];
  for (let after: Id | null = null; ; ) {
    const page = await deps.store.read(async (tx) => {
      const customers =
        who.kind === 'these'
          ? (await tx.customers.get(who.customerIds)).filter(({ placeId }) => placeIds.includes(placeId))
          : await tx.customers.page({ placeIds, after, limit: PAGE });
      return withFacts(tx, customers, { team, now });
    });
    for (const { services, isAway: isAwayNow, ...one } of page) {
      const isMeant = who.kind === 'nobodys' ? one.ownerId === null : who.kind === 'away' ? isAwayNow : who.kind !== 'of' || one.ownerId === who.agentId;
      const fits = filter === null || fitsFilter(filter, { customer: one.customer, services, ownerId: one.ownerId, planned: one.assignable.calls });
      if (isMeant && fits && (match === null || match(one.customer) > 0)) chosen.push(one);
    }
    after = page.at(-1)?.customer.id ?? after;
    if (who.kind === 'these' || page.length < PAGE) return chosen;
    if (performance.now() - began > ENOUGH_MS) {
      throw new ApiError('too-large', 'So many customers cannot be looked at in one go. Choose fewer: a class, a place below.', 'filter');
    }
  }
}

type Facts = Chosen & { services: Service[]; isAway: boolean };

async function withFacts(tx: Tx, customers: readonly Customer[], { team, now }: { team: Team; now: Instant }): Promise<Facts[]> {
  const ids = customers.map(({ id }) => id);
  const services = Map.groupBy(await tx.services.ofCustomers(ids), ({ customerId }) => customerId);
  const owners = new Map((await tx.owners.of(ids)).map((owner) => [owner.customerId, owner]));
  const calls = await tx.tasks.openCounts(ids);
  const recent = addDays(localDateAt(now, 'UTC'), -OWN_DAYS);
  return customers.map((customer): Facts => {
    const { id, placeId, class: name, language } = customer;
    const own = services.get(id) ?? [];
    const owner = owners.get(id) ?? null;
    const isAwayNow = owner !== null && team.isAwayFrom(owner.agentId, placeId);
    const by = own.filter(({ endedOn }, index) => index === 0 || endedOn >= recent).flatMap((service) => service.by ?? []);
    return {
      customer,
      services: own,
      isAway: isAwayNow,
      ownerId: owner?.agentId ?? null,
      since: owner?.since ?? null,
      assignable: {
        ...{ id, placeId, class: name, language, by, calls: calls.get(id) ?? 0 },
        items: own.flatMap(({ item, kind }) => [kind, ...(item === null ? [] : [item])]),
        ownerId: isAwayNow ? null : (owner?.agentId ?? null),
      },
    };
  });
}

/** What somebody keeps whatever comes: all but those who are assigned anew. */
function withoutThese(assignee: Assignee, chosen: readonly Chosen[]): Assignee {
  const own = chosen.filter(({ ownerId }) => ownerId === assignee.agent.id);
  return { ...assignee, load: minus(assignee.load, own) };
}

function minus({ customers, calls }: Load, those: readonly Chosen[]): Load {
  const open = those.reduce((sum, { assignable }) => sum + assignable.calls, 0);
  return { customers: Math.max(0, customers - those.length), calls: Math.max(0, calls - open) };
}

function toAll({ customer }: Chosen): Move {
  return { customerId: customer.id, to: null, why: [reason('assign-to-all', {})] };
}

function summary({ request, now }: Asking, { team, chosen, moves }: { team: Team; chosen: Chosen[]; moves: Move[] }): Planned {
  const isRelease = request.agentIds.length === 0;
  const left = new Map<string, { why: Reason; count: number }>();
  const changed: { one: Chosen; move: Move }[] = [];
  for (const [index, move] of moves.entries()) {
    const one = chosen[index];
    if (!one) continue;
    if (move.to === null && !isRelease) {
      const [why] = move.why as [Reason];
      const key = JSON.stringify(why);
      left.set(key, { why, count: (left.get(key)?.count ?? 0) + 1 });
    } else if (move.to !== one.ownerId) changed.push({ one, move });
  }
  const ends = changed.map(
    ({ one, move }): OwnerMove => ({
      customerId: one.customer.id,
      before: one.ownerId === null ? null : { agentId: one.ownerId, since: one.since ?? 0 },
      after: move.to === null ? null : { agentId: move.to, since: now },
    }),
  );
  const after = loadsAfter(team.loads, changed);
  const involved = [...new Set([...request.agentIds, ...changed.flatMap(({ one }) => one.ownerId ?? [])])];
  const preview: AssignPreview = {
    moves: changed.length,
    customers: chosen.length,
    perAgent: involved.map((agentId) => ({
      agentId,
      name: team.names.get(agentId) ?? '',
      before: team.loads.get(agentId) ?? NOTHING,
      after: after.get(agentId) ?? NOTHING,
    })),
    nobodys: { before: team.loads.get(null) ?? NOTHING, after: after.get(null) ?? NOTHING },
    left: [...left.values()].sort((a, b) => b.count - a.count),
    first: changed.slice(0, FIRST).map(({ one, move }) => wordOf(one, move)),
    seal: hashOfBody(ends.map(({ customerId, before, after: to }) => [customerId, before, to?.agentId ?? null])),
  };
  return { preview, moves: ends };
}

function loadsAfter(before: ReadonlyMap<Id | null, Load>, changed: readonly { one: Chosen; move: Move }[]): Map<Id | null, Load> {
  const after = new Map([...before].map(([id, load]) => [id, { ...load }]));
  const add = (id: Id | null, sign: 1 | -1, calls: number) => {
    const load = after.get(id) ?? { ...NOTHING };
    after.set(id, { customers: Math.max(0, load.customers + sign), calls: Math.max(0, load.calls + sign * calls) });
  };
  for (const { one, move } of changed) {
    add(one.ownerId, -1, one.assignable.calls);
    add(move.to, 1, one.assignable.calls);
  }
  return after;
}

function wordOf({ customer, ownerId }: Chosen, { to, why }: Move): Assigned {
  const { name, company } = customer.person;
  return { customerId: customer.id, name, company, class: customer.class, from: ownerId, to, why };
}
