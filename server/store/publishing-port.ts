import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Content, ContentKind, DraftContent, Publication, StoredDraft } from '../../lib/contract/publishing.ts';

/** A draft and a publication as they are stored: without the names of people, which may change. */
export type DraftRow = Omit<StoredDraft, 'byName'>;
export type PublicationRow = Omit<Publication, 'byName'>;

/** Whose draft: a place's, or with null everybody's. */
export type DraftKey = { kind: ContentKind; id: Id; placeId: Id | null };

/** A version without its words. */
export type VersionRow = { id: Id; version: number; placeId: Id | null };

export type PublishingTable = {
  draft(key: DraftKey): Promise<DraftRow | null>;
  draftsOf(kind: ContentKind, placeId: Id | null): Promise<DraftRow[]>;
  putDraft(key: DraftKey, row: DraftRow): Promise<void>;
  dropDraft(key: DraftKey): Promise<void>;
  /** Newest first; with `contentId` only of that one. */
  publications(kind: ContentKind, contentId?: Id): Promise<PublicationRow[]>;
  publication(id: Id): Promise<PublicationRow | null>;
  addPublication(row: PublicationRow, content: DraftContent | null): Promise<void>;
  /** What a scheduled one will publish. */
  planned(id: Id): Promise<DraftContent | null>;
  /** The scheduled ones whose time has come, in their order. */
  due(now: Instant): Promise<PublicationRow[]>;
  /** Takes one out of `scheduled`. False: somebody else, here or in another instance, was first. Its planned words are dropped. */
  settle(id: Id, to: { state: 'published' | 'withdrawn' | 'refused'; publishedAt: Instant | null }): Promise<boolean>;
  /** The version that it became. */
  number(id: Id, version: number): Promise<void>;
  /** The versions of one id, newest first, of everybody and of these places. */
  versions(kind: ContentKind, id: Id, placeIds: readonly Id[]): Promise<VersionRow[]>;
  /** The newest version of each id, of everybody and of these places. */
  newest(kind: ContentKind, placeIds: readonly Id[]): Promise<(VersionRow & { content: Content })[]>;
  version(kind: ContentKind, id: Id, version: number, placeIds: readonly Id[]): Promise<Content | null>;
  /** The next version of that id over all places. Two at once get two numbers: the second waits for the first. */
  addVersion(content: Content, placeId: Id | null): Promise<number>;
};
