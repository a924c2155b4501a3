import type { Id } from '../../lib/contract/basics.ts';
import type { Content, ContentEntry, ContentKind, History, Publication } from '../../lib/contract/publishing.ts';
import type { InUse } from '../../lib/script/check.ts';
import type { Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import type { Tx } from '../store/port.ts';
import type { PublicationRow, VersionRow } from '../store/publishing-port.ts';

type Thing = { kind: ContentKind; id: Id };

/** Whose versions this person makes: the admin of the whole tree everybody's (null), anybody else those of their own place and below. */
export function publishesFor({ agent, place }: Session): Id | null {
  return agent.role === 'admin' && place.parentId === null ? null : place.id;
}

/** The versions that agents of this place work with at the moment. */
export async function inUseAt(tx: Tx, placeIds: readonly Id[]): Promise<InUse> {
  const scripts = await tx.publishing.newest('script', placeIds);
  const lists = await tx.publishing.newest('phrase-list', placeIds);
  return {
    scripts: scripts.flatMap(({ content }) => (content.kind === 'script' ? [content.body] : [])),
    phraseLists: lists.flatMap(({ content }) => (content.kind === 'phrase-list' ? [content.body] : [])),
  };
}

/** @throws ApiError not-found: unknown and foreign ids are answered alike. */
export async function newestOf(tx: Tx, session: Session, { kind, id }: Thing): Promise<VersionRow & { content: Content }> {
  const found = (await tx.publishing.newest(kind, session.usesScope)).find((row) => row.id === id);
  if (!found) throw notFound();
  return found;
}

export function notFound(field = 'id'): ApiError {
  return new ApiError('not-found', 'No such content within reach.', field);
}

export async function withNames<T extends { byId: Id }>(tx: Tx, rows: readonly T[]): Promise<(T & { byName: string })[]> {
  const names = await tx.agents.names(rows.map(({ byId }) => byId));
  return rows.map((row) => ({ ...row, byName: names.get(row.byId) ?? '' }));
}

/** Publications that concern this place: everybody's, its own, and those of the places above and below. */
function reaches(session: Session): (row: PublicationRow) => boolean {
  return (row) => row.placeId === null || session.contentScope.includes(row.placeId);
}

export async function listContent(tx: Tx, session: Session, kind: ContentKind): Promise<ContentEntry[]> {
  const newest = await tx.publishing.newest(kind, session.usesScope);
  const publications = (await withNames(tx, await tx.publishing.publications(kind))).filter(reaches(session));
  const drafts = await withNames(tx, await tx.publishing.draftsOf(kind, publishesFor(session)));
  return newest.map(({ id, version, placeId, content }) => {
    const draft = drafts.find((one) => one.content.body.id === id);
    const languages = content.kind === 'script' ? content.body.languages : [content.body.language];
    return {
      kind,
      id,
      title: content.body.title,
      languages,
      ...(content.kind === 'script' ? { purpose: content.body.purpose } : {}),
      version,
      placeId,
      size: content.kind === 'script' ? content.body.steps.length : content.body.phrases.length,
      publication: publications.find((one) => one.contentId === id && one.version === version) ?? null,
      draft: draft ? { rev: draft.rev, savedAt: draft.savedAt, byName: draft.byName } : null,
      scheduled: publications.filter((one) => one.contentId === id && one.state === 'scheduled'),
    };
  });
}

export async function historyOf(tx: Tx, session: Session, { kind, id }: Thing): Promise<History> {
  const versions = await tx.publishing.versions(kind, id, session.contentScope);
  if (versions.length === 0) throw notFound();
  const publications: Publication[] = (await withNames(tx, await tx.publishing.publications(kind, id))).filter(reaches(session));
  return {
    versions: versions.map(({ version, placeId }) => ({
      version,
      placeId,
      placeName: placeId === null ? null : (session.places.get(placeId)?.name ?? null),
      publication: publications.find((one) => one.version === version) ?? null,
    })),
    others: publications.filter((one) => one.version === null),
  };
}
