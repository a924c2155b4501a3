import {
  checkReplySchema,
  checkRequestSchema,
  contentListReplySchema,
  contentListRequestSchema,
  contentVersionReplySchema,
  contentVersionRequestSchema,
  draftReplySchema,
  draftRequestSchema,
  dropDraftRequestSchema,
  historyReplySchema,
  historyRequestSchema,
  saveDraftReplySchema,
  saveDraftRequestSchema,
} from '../../lib/contract/publishing.ts';
import { doneReplySchema } from '../../lib/contract/wire.ts';
import { checkContent } from '../../lib/script/check.ts';
import type { App } from '../app.ts';
import { everyone, leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { historyOf, inUseAt, listContent, newestOf, notFound, publishesFor, withNames } from '../publishing/content.ts';
import { dropDraft, saveDraft } from '../publishing/publish.ts';
import { post } from './route.ts';

/** What there is to publish, its drafts and its past. */
export function contentRoutes(app: App, deps: Deps): void {
  const list = post(deps, {
    path: '/v1/content/list',
    summary: 'Scripts or phrase lists as this place uses them, with their drafts and what is planned',
    body: contentListRequestSchema,
    reply: contentListReplySchema,
    roles: leads,
  });
  app.openapi(list, async (c) => c.json({ entries: await deps.store.read((tx) => listContent(tx, c.get('session'), c.req.valid('json').kind)) }, 200));

  const history = post(deps, {
    path: '/v1/content/history',
    summary: 'Every version: who published it, when and why',
    body: historyRequestSchema,
    reply: historyReplySchema,
    roles: leads,
  });
  app.openapi(history, async (c) => c.json(await deps.store.read((tx) => historyOf(tx, c.get('session'), c.req.valid('json'))), 200));

  const version = post(deps, {
    path: '/v1/content/version',
    summary: 'One version, as it was published: records name theirs',
    body: contentVersionRequestSchema,
    reply: contentVersionReplySchema,
    roles: everyone,
  });
  app.openapi(version, async (c) => {
    const { kind, id, version } = c.req.valid('json');
    const content = await deps.store.read((tx) => tx.publishing.version(kind, id, version, c.get('session').contentScope));
    if (!content) throw notFound();
    return c.json({ content }, 200);
  });
}

export function draftRoutes(app: App, deps: Deps): void {
  const draft = post(deps, {
    path: '/v1/content/draft',
    summary: 'The draft of the next version, if there is one, and the version in use',
    body: draftRequestSchema,
    reply: draftReplySchema,
    roles: leads,
  });
  app.openapi(draft, async (c) => {
    const session = c.get('session');
    const thing = c.req.valid('json');
    const reply = await deps.store.read(async (tx) => {
      const newest = await newestOf(tx, session, thing);
      const row = await tx.publishing.draft({ ...thing, placeId: publishesFor(session) });
      return { draft: row ? ((await withNames(tx, [row]))[0] ?? null) : null, inUse: newest.content };
    });
    return c.json(reply, 200);
  });

  const save = post(deps, {
    path: '/v1/content/save-draft',
    summary: 'Saves the draft, unless somebody else did since `rev`',
    body: saveDraftRequestSchema,
    reply: saveDraftReplySchema,
    roles: leads,
  });
  app.openapi(save, async (c) => {
    const session = c.get('session');
    const { content: _, ...row } = await deps.store.write((tx) => saveDraft(tx, session, deps.clock.now(), c.req.valid('json')));
    return c.json({ draft: { ...row, byName: session.agent.name } }, 200);
  });

  const drop = post(deps, {
    path: '/v1/content/drop-draft',
    summary: 'Throws the draft away',
    body: dropDraftRequestSchema,
    reply: doneReplySchema,
    roles: leads,
  });
  app.openapi(drop, async (c) => {
    await deps.store.write((tx) => dropDraft(tx, c.get('session'), deps.clock.now(), c.req.valid('json')));
    return c.json({ ok: true as const }, 200);
  });

  const check = post(deps, {
    path: '/v1/content/check',
    summary: 'What keeps a draft from being published, and where',
    body: checkRequestSchema,
    reply: checkReplySchema,
    roles: leads,
  });
  app.openapi(check, async (c) => {
    const inUse = await deps.store.read((tx) => inUseAt(tx, c.get('session').usesScope));
    const checked = checkContent(c.req.valid('json').content, inUse);
    return c.json({ problems: checked.ok ? [] : checked.problems }, 200);
  });
}
