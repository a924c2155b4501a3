import type { z } from 'zod';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import type {
  Content,
  ContentKind,
  DraftContent,
  dropDraftRequestSchema,
  Publication,
  publishRequestSchema,
  rollbackRequestSchema,
  saveDraftRequestSchema,
} from '../../lib/contract/publishing.ts';
import { checkContent } from '../../lib/script/check.ts';
import type { Problem } from '../../lib/script/parse.ts';
import { audit } from '../audit/audit.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import type { Tx } from '../store/port.ts';
import type { DraftRow, PublicationRow } from '../store/publishing-port.ts';
import { inUseAt, newestOf, notFound, publishesFor, withNames } from './content.ts';

/** A scheduled time further away than this is a slip of the hand. */
const FARTHEST_MS = 366 * 24 * 60 * 60_000;

/** The newest script that is not to be published says where. */
function refused(problems: readonly Problem[]): ApiError {
  const first = problems[0];
  return new ApiError('invalid', first ? first.message.slice(0, 1000) : 'cannot be published', first?.where.slice(0, 500) ?? null);
}

/** Which thing a deed is about. The words stand in the version, not here. */
const subjectOf = ({ kind, id }: { kind: ContentKind; id: Id }) => ({ kind, id });

export async function dropDraft(tx: Tx, session: Session, now: Instant, { kind, id, rev }: z.infer<typeof dropDraftRequestSchema>): Promise<void> {
  const key = { kind, id, placeId: publishesFor(session) };
  const row = await tx.publishing.draft(key);
  if (!row) throw notFound();
  if (row.rev !== rev) throw new ApiError('conflict', 'Somebody saved this draft in the meantime.', 'rev');
  await tx.publishing.dropDraft(key);
  await audit(tx, session, now, { action: 'draft.drop', subject: subjectOf(key), facts: { rev } });
}

export async function saveDraft(tx: Tx, session: Session, now: Instant, request: z.infer<typeof saveDraftRequestSchema>): Promise<DraftRow> {
  const { content, rev, basedOn } = request;
  const thing = { kind: content.kind, id: content.body.id };
  await newestOf(tx, session, thing);
  const key = { ...thing, placeId: publishesFor(session) };
  const there = await tx.publishing.draft(key);
  if ((there?.rev ?? 0) !== rev) throw new ApiError('conflict', 'Somebody saved this draft in the meantime.', 'rev');
  const row = { content, rev: rev + 1, basedOn, savedAt: now, byId: session.agent.id };
  await tx.publishing.putDraft(key, row);
  await audit(tx, session, now, { action: 'draft.save', subject: subjectOf(thing), facts: { rev: row.rev } });
  return row;
}

/** Makes the draft the next version, now or at a time. The draft is over: what is planned can be withdrawn and is a draft again. */
export async function publishDraft(tx: Tx, deps: Deps, session: Session, request: z.infer<typeof publishRequestSchema>): Promise<Publication> {
  const now = deps.clock.now();
  const { kind, id, rev, why, at } = request;
  const key = { kind, id, placeId: publishesFor(session) };
  await newestOf(tx, session, { kind, id });
  const draft = await tx.publishing.draft(key);
  if (draft?.rev !== rev) throw new ApiError('conflict', 'The draft is another one than the one that was seen.', 'rev');
  if (at !== null && (at <= now || at > now + FARTHEST_MS)) throw new ApiError('invalid', 'Not a coming moment within a year.', 'at');
  const checked = checkContent(draft.content, await inUseAt(tx, session.usesScope));
  if (!checked.ok) throw refused(checked.problems);
  const row: PublicationRow = {
    id: deps.newId(),
    kind,
    contentId: id,
    version: at === null ? await tx.publishing.addVersion(checked.content, key.placeId) : null,
    placeId: key.placeId,
    state: at === null ? 'published' : 'scheduled',
    why,
    byId: session.agent.id,
    madeAt: now,
    dueAt: at,
    publishedAt: at === null ? now : null,
    basedOn: draft.basedOn,
    restores: null,
  };
  await tx.publishing.addPublication(row, at === null ? null : draft.content);
  await tx.publishing.dropDraft(key);
  const facts = { publication: row.id, version: row.version, due: at };
  await audit(tx, session, now, { action: at === null ? 'content.publish' : 'content.schedule', subject: subjectOf(key), facts });
  return named(tx, row);
}

/**
 * Puts an old version into use again, under the next number. It was good enough once, so only what would strand an agent keeps it back:
 * a phrase that came onto the list since then must not stand in the way of getting out of a bad version.
 */
export async function rollBack(tx: Tx, deps: Deps, session: Session, request: z.infer<typeof rollbackRequestSchema>): Promise<Publication> {
  const now = deps.clock.now();
  const { kind, id, version, why } = request;
  const newest = await newestOf(tx, session, { kind, id });
  const old = await tx.publishing.version(kind, id, version, session.contentScope);
  if (!old) throw notFound('version');
  if (version === newest.version) throw new ApiError('conflict', 'This version is in use.', 'version');
  const checked = checkContent(old, null);
  if (!checked.ok) throw refused(checked.problems);
  const placeId = publishesFor(session);
  const row: PublicationRow = {
    id: deps.newId(),
    kind,
    contentId: id,
    version: await tx.publishing.addVersion(checked.content, placeId),
    placeId,
    state: 'published',
    why,
    byId: session.agent.id,
    madeAt: now,
    dueAt: null,
    publishedAt: now,
    basedOn: newest.version,
    restores: version,
  };
  await tx.publishing.addPublication(row, null);
  await audit(tx, session, now, {
    action: 'content.roll-back',
    subject: subjectOf({ kind, id }),
    facts: { publication: row.id, version: row.version, restores: version },
  });
  return named(tx, row);
}

/** Takes a scheduled one back. Its words become the draft again, unless there is a newer one. */
export async function withdraw(tx: Tx, session: Session, now: Instant, publicationId: Id): Promise<Publication> {
  const row = await tx.publishing.publication(publicationId);
  if (!row || row.placeId !== publishesFor(session)) throw notFound('publicationId');
  const planned = await tx.publishing.planned(publicationId);
  if (!(await tx.publishing.settle(publicationId, { state: 'withdrawn', publishedAt: null })))
    throw new ApiError('conflict', 'It is no longer waiting for its time.', 'publicationId');
  const key = { kind: row.kind, id: row.contentId, placeId: row.placeId };
  if (planned && !(await tx.publishing.draft(key)))
    await tx.publishing.putDraft(key, { content: planned, rev: 1, basedOn: row.basedOn, savedAt: now, byId: session.agent.id });
  await audit(tx, session, now, { action: 'content.withdraw', subject: subjectOf(key), facts: { publication: row.id } });
  return named(tx, { ...row, state: 'withdrawn' });
}

/** Publishes what has come due, each once over all instances. Answers what was settled. */
export async function publishDue(tx: Tx, now: Instant): Promise<PublicationRow[]> {
  const settled: PublicationRow[] = [];
  for (const row of await tx.publishing.due(now)) {
    const planned = await tx.publishing.planned(row.id);
    const content = planned && stillGood(planned);
    const to = content ? ({ state: 'published', publishedAt: now } as const) : ({ state: 'refused', publishedAt: null } as const);
    // The row first: of two instances the second finds it settled, and makes no version.
    if (!(await tx.publishing.settle(row.id, to))) continue;
    const version = content ? await tx.publishing.addVersion(content, row.placeId) : null;
    if (version !== null) await tx.publishing.number(row.id, version);
    const by = row.placeId === null ? {} : { placeId: row.placeId };
    await audit(tx, null, now, {
      action: version === null ? 'content.refuse' : 'content.publish',
      subject: subjectOf({ kind: row.kind, id: row.contentId }),
      facts: { publication: row.id, version },
      ...by,
    });
    settled.push({ ...row, ...to, version });
  }
  return settled;
}

/** It was checked when it was planned; a newer program may be stricter about what strands an agent. */
function stillGood(planned: DraftContent): Content | null {
  const checked = checkContent(planned, null);
  return checked.ok ? checked.content : null;
}

async function named(tx: Tx, row: PublicationRow): Promise<Publication> {
  const [withName] = await withNames(tx, [row]);
  return withName ?? { ...row, byName: '' };
}
