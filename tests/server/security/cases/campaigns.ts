import type { Id } from '../../../../lib/contract/basics.ts';
import { planBatch } from '../../../../server/planner.ts';
import { shippedScripts } from '../../../support/builders.ts';
import { aCampaign } from '../../../support/campaign.ts';
import type { Bench } from '../../support.ts';
import { type Case, leads, readers, type Thing } from '../case.ts';

const isStranger = (who: Id) => who.startsWith('ol');
const homeOf = (who: Id) => (isStranger(who) ? 'other-store' : 'store');
const leadOf = (who: Id) => (isStranger(who) ? 'olga' : 'lee');

let made = 0;
const fresh = (who: Id) => ({ id: `campaign-${++made}`, placeId: homeOf(who), agents: [leadOf(who)], customers: { products: ['no such thing'] } });

/** Rules name scripts that are in use. */
async function prepare(b: Bench): Promise<void> {
  await b.store.write(async (tx) => {
    for (const script of shippedScripts()) await tx.content.putScript(script, null);
  });
}

async function saved(b: Bench, who: Id, moves: readonly ('start' | 'pause')[] = []): Promise<Id> {
  await prepare(b);
  const plan = fresh(who);
  await b.post('/v1/campaigns/save', { campaign: aCampaign(plan), basedOn: null }, leadOf(who));
  for (const move of moves) await b.post(`/v1/campaigns/${move}`, { id: plan.id }, leadOf(who));
  while (await planBatch(b.deps));
  return plan.id;
}

const saving = (change: object) => ({ body: { campaign: aCampaign(change), basedOn: null } });
const savedWith = (what: string, own: Thing['own'], change: (id: Id) => object): Thing => ({
  what,
  own,
  ask: ({ id, who }) => saving({ ...fresh(who), ...change(id) }),
});

function moveCase(move: 'start' | 'pause' | 'end' | 'remove', before: readonly ('start' | 'pause')[]): Case {
  return {
    route: `POST /v1/campaigns/${move}`,
    roles: leads,
    audit: `campaign.${move}`,
    ask: async ({ b, who }) => ({ body: { id: await saved(b, who, before) } }),
    things: [{ what: 'campaign', own: (_, b) => saved(b, 'lee', before), ask: ({ id }) => ({ body: { id } }) }],
  };
}

export const cases: readonly Case[] = [
  { route: 'POST /v1/campaigns/list', roles: readers, audit: null, ask: () => ({ body: {} }) },
  {
    route: 'POST /v1/campaigns/save',
    roles: leads,
    audit: 'campaign.save',
    ask: ({ who }) => saving(fresh(who)),
    things: [
      savedWith(
        'place',
        () => 'store',
        (placeId) => ({ placeId }),
      ),
      savedWith(
        'person',
        () => 'ben',
        (id) => ({ agents: [id] }),
      ),
      savedWith(
        'supervisor',
        () => 'ben',
        (supervisorId) => ({ supervisorId }),
      ),
    ],
  },
  moveCase('start', []),
  moveCase('pause', ['start']),
  moveCase('end', ['start']),
  moveCase('remove', []),
  {
    route: 'POST /v1/campaigns/progress',
    roles: readers,
    audit: null,
    ask: async ({ b, who }) => ({ body: { ids: [await saved(b, who)] } }),
    things: [{ what: 'campaign', own: (_, b) => saved(b, 'lee', ['start']), ask: ({ id }) => ({ body: { ids: [id] } }) }],
  },
];
