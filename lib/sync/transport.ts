import type { ImportReply } from '../contract/import.ts';
import { type ImportRequest, importReplySchema } from '../contract/import.ts';
import { type KnownReply, knownReplySchema } from '../contract/known.ts';
import { type OwnReviewsReply, ownReviewsReplySchema } from '../contract/review.ts';
import type { ClaimReply, ClaimRequest, EnrolReply, FindReply, PushReply, RecordListReply } from '../contract/wire.ts';
import { claimReplySchema, enrolReplySchema, findReplySchema, pushReplySchema, recordListReplySchema } from '../contract/wire.ts';
import { type Pulled, pulledSchema } from './pulled.ts';
import { createRequest, type Reply, type RequestInput } from './request.ts';

/** What the extension asks of an endpoint; one implementation over fetch, one in tests over `app.request`. */
export type Transport = {
  /** With a password, that is the person's from now on. */
  enrol(code: string, device: string, password?: string): Promise<Reply<EnrolReply>>;
  signIn(login: string, password: string, device: string): Promise<Reply<EnrolReply>>;
  push(mutations: unknown[]): Promise<Reply<PushReply>>;
  claim(request: ClaimRequest): Promise<Reply<ClaimReply>>;
  /** Null when nothing has changed since the answer with this tag. */
  pull(cursor: number, etag?: string | null): Promise<Reply<Pulled | null>>;
  /** Which of these mutations it has from this agent. */
  known(ids: string[]): Promise<Reply<KnownReply>>;
  find(query: string): Promise<Reply<FindReply>>;
  records(before: number | null, limit: number): Promise<Reply<RecordListReply>>;
  importRows(request: ImportRequest, signal?: AbortSignal): Promise<Reply<ImportReply>>;
  /** What QA wrote about the agent's own records. */
  reviews(after: number): Promise<Reply<OwnReviewsReply>>;
  signOut(): Promise<Reply<unknown>>;
};

export function createTransport(input: RequestInput): Transport {
  const call = createRequest(input);
  return {
    enrol: (code, device, password) => call({ method: 'POST', path: '/v1/enrol', body: { code, device, ...(password ? { password } : {}) } }, enrolReplySchema),
    signIn: (login, password, device) => call({ method: 'POST', path: '/v1/sign-in', body: { login, password, device } }, enrolReplySchema),
    push: (mutations) => call({ method: 'POST', path: '/v1/push', body: { mutations } }, pushReplySchema),
    claim: (body) => call({ method: 'POST', path: '/v1/claims', body }, claimReplySchema),
    pull: (cursor, etag) => call({ method: 'GET', path: `/v1/pull?cursor=${cursor}`, etag }, pulledSchema.nullable()),
    known: (ids) => call({ method: 'POST', path: '/v1/known', body: { ids } }, knownReplySchema),
    find: (query) => call({ method: 'POST', path: '/v1/find', body: { query } }, findReplySchema),
    records: (before, limit) => call({ method: 'GET', path: `/v1/records?limit=${limit}${before === null ? '' : `&before=${before}`}` }, recordListReplySchema),
    importRows: (body, signal) => call({ method: 'POST', path: '/v1/imports', body, timeoutMs: 120_000, signal }, importReplySchema),
    reviews: (after) => call({ method: 'GET', path: `/v1/reviews?after=${after}` }, ownReviewsReplySchema),
    signOut: () => call({ method: 'POST', path: '/v1/sign-out', body: {} }, null),
  };
}
