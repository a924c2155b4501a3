import { z } from '@hono/zod-openapi';
import {
  campaignListReplySchema,
  campaignProgressReplySchema,
  campaignProgressRequestSchema,
  campaignReplySchema,
  campaignRequestSchema,
  campaignSaveRequestSchema,
} from '../../lib/contract/campaign.ts';
import { doneReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { leads, readers } from '../auth.ts';
import { readProgress } from '../campaign-progress.ts';
import { listCampaigns, moveCampaign, removeCampaign, saveCampaign } from '../campaigns.ts';
import type { Deps } from '../context.ts';
import { post } from './route.ts';

const nothing = z.strictObject({});

const moves = [
  ['start', 'Starts a campaign, or lets it go on: its calls come into the plan'],
  ['pause', 'Its calls that nobody has begun are withdrawn until it goes on'],
  ['end', 'Ends a campaign: its calls that nobody has begun are withdrawn'],
] as const;

export function campaignRoutes(app: App, deps: Deps): void {
  const list = post(deps, {
    path: '/v1/campaigns/list',
    summary: 'The campaigns of the places within reach, newest first',
    body: nothing,
    reply: campaignListReplySchema,
    roles: readers,
  });
  app.openapi(list, async (c) => c.json(await listCampaigns(deps, c.get('session')), 200));

  const save = post(deps, {
    path: '/v1/campaigns/save',
    summary: 'A new campaign, or what was changed of one',
    body: campaignSaveRequestSchema,
    reply: campaignReplySchema,
    roles: leads,
  });
  app.openapi(save, async (c) => {
    const { campaign, basedOn } = c.req.valid('json');
    return c.json({ campaign: await saveCampaign(deps, c.get('session'), campaign, basedOn) }, 200);
  });

  for (const [what, summary] of moves) {
    const move = post(deps, { path: `/v1/campaigns/${what}`, summary, body: campaignRequestSchema, reply: campaignReplySchema, roles: leads });
    app.openapi(move, async (c) => c.json({ campaign: await moveCampaign(deps, c.get('session'), c.req.valid('json').id, what) }, 200));
  }

  const remove = post(deps, {
    path: '/v1/campaigns/remove',
    summary: 'Takes away a campaign that was never started',
    body: campaignRequestSchema,
    reply: doneReplySchema,
    roles: leads,
  });
  app.openapi(remove, async (c) => {
    await removeCampaign(deps, c.get('session'), c.req.valid('json').id);
    return c.json({ ok: true } as const, 200);
  });

  const progress = post(deps, {
    path: '/v1/campaigns/progress',
    summary: 'How far campaigns are: customers, called, reached, satisfied, converted, and by whom',
    body: campaignProgressRequestSchema,
    reply: campaignProgressReplySchema,
    roles: readers,
  });
  app.openapi(progress, async (c) => c.json({ progress: await readProgress(deps, c.get('session'), c.req.valid('json').ids) }, 200));
}
