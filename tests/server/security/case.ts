import type { Role } from '../../../lib/contract/agent.ts';
import type { Id } from '../../../lib/contract/basics.ts';
import type { PushReply } from '../../../lib/contract/wire.ts';
import { type Answer, aRow, aSave, type Bench, bench, recordOf } from '../support.ts';

/**
 * One route of the matrix of who may ask what. The matrix takes the routes from the app itself: a route without a case is a failure.
 *
 * To add a route, put a case into a file of `cases/` (or a new one, which exports `cases`):
 *
 *     { route: 'POST /v1/things/save', roles: leads, audit: 'thing.save',
 *       ask: ({ who }) => ({ body: { id: `thing-of-${who}`, … } }),          // right for everybody who may
 *       things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { placeId: id, … } }) }] }
 *
 * `things` are the ids that it takes. Everything else follows: 401 alike without a token and with one that is garbage, has run out or was revoked; 403 for other roles; 400 for a property
 * nobody knows; of another place's things no more than of unknown ones; nothing changed by what was refused; the audit entry; nothing in the log.
 */
export type Case = {
  route: `${'GET' | 'POST'} /v1/${string}`;
  /** Who is answered 200; the others 403. Null: no token is needed. */
  roles: readonly Role[] | null;
  /** A request that is right for this person, each time it is asked for. */
  ask: (to: { b: Bench; who: Id }) => Ask | Promise<Ask>;
  /** The audit action that it leaves; null for what changes nothing and reads nobody's data in bulk. */
  audit: string | null;
  /** Of whom it is written down; everybody, unless it says otherwise. */
  auditOf?: readonly Role[];
  /** Ids that it takes. */
  things?: readonly Thing[];
  /** What must be there before. */
  prepare?: (b: Bench) => Promise<void>;
};

export type Ask = { path?: string; body?: unknown };

/** An id in a request: one of the place `store`, asked for by people of `other-store`, must be answered as an unknown one is. */
export type Thing = {
  what: string;
  /** One of `store`. */
  own: (seeded: Seeded, b: Bench) => Id | Promise<Id>;
  ask: (to: { b: Bench; id: Id; who: Id; seeded: Seeded }) => Ask | Promise<Ask>;
  /** Who of `store` gets it all the same, to show that the request is right: Lee, the lead, unless it says somebody else. */
  by?: Id;
  /** Others of `store` who do not reach it either: `ben`, when it is an agent's own. */
  notFor?: readonly Id[];
  /** It narrows a read: what is not within reach is read as nothing, and that is written down. */
  isRead?: true;
  /** Whether it was done; by its status, unless it says otherwise. */
  done?: (answer: Answer) => boolean;
};

export const everyone: readonly Role[] = ['agent', 'lead', 'qa', 'admin'];
export const callers: readonly Role[] = ['agent', 'lead', 'admin'];
export const leads: readonly Role[] = ['lead', 'admin'];
export const readers: readonly Role[] = ['lead', 'qa', 'admin'];

/** By role, one of them: the agent and the lead of `store`, QA and the admin of the centre above it. */
export const people: { readonly [R in Role]: Id } = { agent: 'ann', lead: 'lee', qa: 'quinn', admin: 'ada' };
/** Of `other-store`, which is neither above nor below. */
export const strangers = [
  { who: 'oli', role: 'agent' },
  { who: 'olga', role: 'lead' },
] as const;

export const PASSWORD = 'seven grey herons';

/** What people of another place must never read, and no log may hold. */
export const SECRETS = ['王佳琪', '13800000001', 'S-0001', '袖口又脱线了', 'Ms Wang’s neighbour', PASSWORD];

/** Two customers of `store`: one called by Ann, one she holds. */
export type Seeded = { customerId: Id; otherCustomerId: Id; taskId: Id; serviceId: Id; recordId: Id };

export async function seeded(): Promise<{ b: Bench; seeded: Seeded }> {
  const b = await bench();
  const [name, number, said] = [SECRETS[0] ?? '', SECRETS[2] ?? '', SECRETS[3] ?? ''];
  await b.importRows([
    aRow(1, { name, phone: `+86${SECRETS[1]}`, number }),
    aRow(2, { name: SECRETS[4] ?? '', phone: '+8613800000002', endedOn: '2026-11-17' }),
  ]);
  const [first] = (await b.claim('ann', { want: 1 })).work;
  const record = recordOf(first, { id: 'record-of-ann', content: { said: { kind: 'text', text: said } } });
  await b.push('ann', aSave('m-seed', record));
  const [second] = (await b.claim('ann', { want: 1 })).work;
  if (!first || !second) throw new Error('two customers are wanted');
  const { task } = second;
  return {
    b,
    seeded: {
      customerId: first.customer.id,
      otherCustomerId: second.customer.id,
      taskId: task.id,
      serviceId: first.task.serviceId ?? '',
      recordId: record.id,
    },
  };
}

/** One mutation, pushed: done when its row was stored. */
export const pushed = (mutation: object): Ask => ({ body: { mutations: [mutation] } });
export const wasStored = ({ status, body }: Answer): boolean => status === 200 && (body as PushReply).results.every((result) => result.status === 'stored');
