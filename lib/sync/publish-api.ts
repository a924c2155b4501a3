import type { z } from 'zod';
import type { Id, Instant } from '../contract/basics.ts';
import {
  type ContentKind,
  checkReplySchema,
  contentListReplySchema,
  contentVersionReplySchema,
  type DraftContent,
  draftReplySchema,
  historyReplySchema,
  publicationReplySchema,
  saveDraftReplySchema,
} from '../contract/publishing.ts';
import { doneReplySchema } from '../contract/wire.ts';
import type { Reply, Request } from './request.ts';

type Thing = { kind: ContentKind; id: Id };
type Answer<S extends z.ZodType> = Promise<Reply<z.infer<S>>>;

/** What a lead asks of the endpoint to write, check and publish scripts and phrase lists; `version` is for whoever reads a record. */
export type PublishApi = {
  list(kind: ContentKind): Answer<typeof contentListReplySchema>;
  history(thing: Thing): Answer<typeof historyReplySchema>;
  version(thing: Thing & { version: number }): Answer<typeof contentVersionReplySchema>;
  draft(thing: Thing): Answer<typeof draftReplySchema>;
  /** `rev`: the saving that was seen, 0 for the first. Refused as `conflict` when somebody else saved since. */
  saveDraft(draft: { content: DraftContent; rev: number; basedOn: number | null }): Answer<typeof saveDraftReplySchema>;
  dropDraft(draft: Thing & { rev: number }): Answer<typeof doneReplySchema>;
  check(content: DraftContent): Answer<typeof checkReplySchema>;
  publish(request: Thing & { rev: number; why: string; at: Instant | null }): Answer<typeof publicationReplySchema>;
  rollBack(request: Thing & { version: number; why: string }): Answer<typeof publicationReplySchema>;
  withdraw(publicationId: Id): Answer<typeof publicationReplySchema>;
};

export function createPublishApi(ask: Request): PublishApi {
  const post = <S extends z.ZodType>(path: string, body: unknown, schema: S) =>
    ask<z.infer<S>>({ method: 'POST', path: `/v1/content/${path}`, body }, schema as unknown as z.ZodType<z.infer<S>>);
  return {
    list: (kind) => post('list', { kind }, contentListReplySchema),
    history: (thing) => post('history', thing, historyReplySchema),
    version: (thing) => post('version', thing, contentVersionReplySchema),
    draft: (thing) => post('draft', thing, draftReplySchema),
    saveDraft: (draft) => post('save-draft', draft, saveDraftReplySchema),
    dropDraft: (draft) => post('drop-draft', draft, doneReplySchema),
    check: (content) => post('check', { content }, checkReplySchema),
    publish: (request) => post('publish', request, publicationReplySchema),
    rollBack: (request) => post('rollback', request, publicationReplySchema),
    withdraw: (publicationId) => post('withdraw', { publicationId }, publicationReplySchema),
  };
}
