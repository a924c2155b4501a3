import type { Id } from '../../../../lib/contract/basics.ts';
import type { Bench } from '../../support.ts';
import { type Case, everyone, leads, readers } from '../case.ts';

const nothing = () => ({ body: {} });
const homeOf = (who: Id) => (who.startsWith('ol') ? 'other-store' : 'store');
/** Somebody whom this person looks after. */
const someoneFor = (who: Id) => (who.startsWith('ol') ? 'oli' : 'ben');

/** The one device that somebody signed in with. */
async function deviceOf(b: Bench, who: Id): Promise<Id> {
  const { body } = await b.post('/v1/devices/list', { agentId: null }, who);
  return (body as { devices: { id: Id }[] }).devices[0]?.id ?? '';
}
const ledgerOf = (placeId: Id) => ({ placeId, from: '2026-11-01', to: '2026-12-01', state: null, late: false, cursor: null, limit: 10 });
const presence = { inCallMs: null, unsent: 0, rejected: 0, versions: [], refused: [], app: '0.0.0' };

export const cases: readonly Case[] = [
  { route: 'POST /v1/people/list', roles: leads, audit: 'people.list', ask: nothing },
  {
    route: 'POST /v1/people/save',
    roles: leads,
    audit: 'agent.change',
    ask: ({ who }) => ({ body: { agentId: someoneFor(who), set: { name: 'Ben' } } }),
    things: [
      { what: 'person', own: () => 'ben', ask: ({ id }) => ({ body: { agentId: id, set: { name: 'Ben' } } }) },
      { what: 'place', own: () => 'store', ask: ({ id, who }) => ({ body: { agentId: someoneFor(who), set: { placeId: id } } }) },
    ],
  },
  {
    route: 'POST /v1/people/code',
    roles: leads,
    audit: 'agent.code',
    ask: ({ who }) => ({ body: { agentId: someoneFor(who) } }),
    things: [{ what: 'person', own: () => 'ben', ask: ({ id }) => ({ body: { agentId: id } }) }],
  },
  {
    route: 'POST /v1/devices/list',
    roles: everyone,
    audit: null,
    ask: () => ({ body: { agentId: null } }),
    things: [{ what: 'person', own: () => 'ann', notFor: ['ben', 'quinn'], ask: ({ id }) => ({ body: { agentId: id } }) }],
  },
  {
    route: 'POST /v1/devices/revoke',
    roles: everyone,
    audit: 'device.revoke',
    ask: async ({ b, who }) => ({ body: { deviceId: await deviceOf(b, who) } }),
    things: [{ what: 'device', own: (_, b) => deviceOf(b, 'ann'), notFor: ['ben', 'quinn'], ask: ({ id }) => ({ body: { deviceId: id } }) }],
  },
  { route: 'POST /v1/presence', roles: everyone, audit: null, ask: () => ({ body: presence }) },
  { route: 'POST /v1/presence/list', roles: readers, audit: null, ask: nothing },
  { route: 'POST /v1/places/list', roles: readers, audit: null, ask: nothing },
  {
    route: 'POST /v1/places/save',
    roles: leads,
    audit: 'place.change',
    ask: ({ who }) => ({ body: { id: homeOf(who), set: { name: 'A store' } } }),
    things: [
      { what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { id, set: { name: 'A store' } } }) },
      { what: 'parent', own: () => 'store', ask: ({ id }) => ({ body: { id: null, set: { parentId: id, name: 'A counter' } } }) },
    ],
  },
  {
    route: 'POST /v1/plan/preview',
    roles: leads,
    audit: 'plan.preview',
    ask: ({ who }) => ({ body: { placeId: homeOf(who), rules: [], ruleId: null } }),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { placeId: id, rules: [], ruleId: null } }) }],
  },
  {
    route: 'POST /v1/plan/ledger',
    roles: readers,
    audit: 'plan.ledger',
    ask: ({ who }) => ({ body: ledgerOf(homeOf(who)) }),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: ledgerOf(id) }) }],
  },
];
