import { z } from 'zod';
import {
  filterListReplySchema,
  filterRemoveRequestSchema,
  filterSaveRequestSchema,
  filterWordsRequestSchema,
  filterWordsSchema,
} from '../../lib/contract/filter.ts';
import { doneReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { audit } from '../audit/audit.ts';
import { leads, readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { filterWords } from '../filter-words.ts';
import { post } from './route.ts';

/** What a list of customers is narrowed by, and filters that were kept for everybody who looks after the place. */
export function filterRoutes(app: App, deps: Deps): void {
  const words = post(deps, {
    path: '/v1/customers/words',
    summary: 'Classes, tags, kinds, cities and languages in use, to choose from',
    body: filterWordsRequestSchema,
    reply: filterWordsSchema,
    roles: readers,
  });
  app.openapi(words, async (c) => c.json(await filterWords(deps, c.get('session'), c.req.valid('json').placeId), 200));
  const list = post(deps, {
    path: '/v1/filters/list',
    summary: 'Filters of customers that were kept',
    body: z.strictObject({}),
    reply: filterListReplySchema,
    roles: leads,
  });
  app.openapi(list, async (c) => c.json({ filters: await deps.store.read((tx) => tx.savedFilters.list(c.get('session').scope)) }, 200));
  addChanges(app, deps);
}

function addChanges(app: App, deps: Deps): void {
  const save = post(deps, { path: '/v1/filters/save', summary: 'Keep a filter', body: filterSaveRequestSchema, reply: doneReplySchema, roles: leads });
  app.openapi(save, async (c) => {
    const session = c.get('session');
    const kept = c.req.valid('json');
    const now = deps.clock.now();
    if (!session.scope.includes(kept.placeId)) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
    await deps.store.write(async (tx) => {
      const known = await tx.savedFilters.get(kept.id);
      if (known && !session.scope.includes(known.placeId)) throw new ApiError('conflict', 'This id was used for another filter.', 'id');
      await tx.savedFilters.put({ ...kept, createdAt: known?.createdAt ?? now });
      await audit(tx, session, now, { action: 'filter.save', subject: { kind: 'filter', id: kept.id }, placeId: kept.placeId });
    });
    return c.json({ ok: true as const }, 200);
  });
  const remove = post(deps, {
    path: '/v1/filters/remove',
    summary: 'Let a filter go',
    body: filterRemoveRequestSchema,
    reply: doneReplySchema,
    roles: leads,
  });
  app.openapi(remove, async (c) => {
    const session = c.get('session');
    const { id } = c.req.valid('json');
    await deps.store.write(async (tx) => {
      const known = await tx.savedFilters.get(id);
      if (!known || !session.scope.includes(known.placeId)) throw new ApiError('not-found', 'No such filter within reach.', 'id');
      await tx.savedFilters.remove(id);
      await audit(tx, session, deps.clock.now(), { action: 'filter.remove', subject: { kind: 'filter', id }, placeId: known.placeId });
    });
    return c.json({ ok: true as const }, 200);
  });
}
