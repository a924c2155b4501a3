import type { AssignPreview, AssignRequest } from '../../../../lib/contract/assignment.ts';
import type { Id } from '../../../../lib/contract/basics.ts';
import { aRow, type Bench } from '../../support.ts';
import { type Case, leads } from '../case.ts';

const homeOf = (who: Id) => (who.startsWith('ol') ? 'other-store' : 'store');
const callerFor = (who: Id) => (who.startsWith('ol') ? 'oli' : 'ben');
const requestOf = (who: Id, over: Partial<AssignRequest> = {}): AssignRequest => ({
  placeId: homeOf(who),
  who: { kind: 'all' },
  filter: null,
  agentIds: [callerFor(who)],
  seniorClasses: [],
  ...over,
});

/** Somebody new each time, so that there is somebody to assign. */
async function sealed(b: Bench, who: Id): Promise<AssignRequest & { seal: string }> {
  const n = 900 + Number(b.deps.newId().replace(/\D/g, '').slice(-5));
  await b.importRows([aRow(n)], {}, callerFor(who) === 'oli' ? 'olga' : 'lee');
  const request = requestOf(who);
  const { body } = await b.post('/v1/assign/preview', request, callerFor(who) === 'oli' ? 'olga' : 'lee');
  return { ...request, seal: (body as AssignPreview).seal };
}

async function assigned(b: Bench, who: Id): Promise<Id> {
  const { body } = await b.post('/v1/assign/apply', await sealed(b, who), callerFor(who) === 'oli' ? 'olga' : 'lee');
  return (body as { assignment: { id: Id } }).assignment.id;
}

/** What Lee was shown. */
let shown: (AssignRequest & { seal: string }) | null = null;

export const cases: readonly Case[] = [
  {
    route: 'POST /v1/assign/list',
    roles: leads,
    audit: 'assignments.list',
    ask: ({ who }) => ({ body: { placeId: homeOf(who) } }),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { placeId: id } }) }],
  },
  {
    route: 'POST /v1/assign/preview',
    roles: leads,
    audit: 'assignment.preview',
    ask: ({ who }) => ({ body: requestOf(who) }),
    things: [
      { what: 'place', own: () => 'store', ask: ({ id, who }) => ({ body: requestOf(who, { placeId: id, agentIds: [] }) }) },
      { what: 'person', own: () => 'ben', ask: ({ id, who }) => ({ body: requestOf(who, { agentIds: [id] }) }) },
      {
        what: 'customer',
        own: ({ customerId }) => customerId,
        isRead: true,
        ask: ({ id, who }) => ({ body: requestOf(who, { who: { kind: 'these', customerIds: [id] } }) }),
        done: ({ body }) => (body as AssignPreview).customers > 0,
      },
    ],
  },
  {
    route: 'POST /v1/assign/apply',
    roles: leads,
    audit: 'customers.assign',
    ask: async ({ b, who }) => ({ body: await sealed(b, who) }),
    things: [
      {
        what: 'place',
        own: async (_, b) => {
          shown = await sealed(b, 'lee');
          return 'store';
        },
        ask: ({ id }) => ({ body: { ...shown, placeId: id } }),
      },
    ],
  },
  {
    route: 'POST /v1/assign/undo',
    roles: leads,
    audit: 'customers.unassign',
    ask: async ({ b, who }) => ({ body: { assignmentId: await assigned(b, who) } }),
    things: [{ what: 'assignment', own: (_, b) => assigned(b, 'lee'), ask: ({ id }) => ({ body: { assignmentId: id } }) }],
  },
];
