import { type ReviewAddRequest, type ReviewReply, reviewReplySchema } from '../../../lib/contract/review.ts';
import { type RecordReply, recordReplySchema } from '../../../lib/contract/revision.ts';
import {
  type RecordExportRequest,
  type RecordOptionsReply,
  type RecordSearchReply,
  type RecordSearchRequest,
  recordOptionsReplySchema,
  recordSearchReplySchema,
} from '../../../lib/contract/search.ts';
import type { Reply, Request } from '../../../lib/sync/request.ts';

/** What QA and leads ask of an endpoint about records. */
export type QualityApi = {
  search(request: RecordSearchRequest, signal?: AbortSignal): Promise<Reply<RecordSearchReply>>;
  /** A page of the same for a file: the endpoint writes down that it was taken away. */
  take(request: RecordExportRequest, signal?: AbortSignal): Promise<Reply<RecordSearchReply>>;
  options(): Promise<Reply<RecordOptionsReply>>;
  /** With all its revisions. */
  record(id: string): Promise<Reply<RecordReply>>;
  review(recordId: string): Promise<Reply<ReviewReply>>;
  addReview(request: ReviewAddRequest): Promise<Reply<ReviewReply>>;
};

export function createQualityApi(ask: Request): QualityApi {
  return {
    search: (body, signal) => ask({ method: 'POST', path: '/v1/records/search', body, signal }, recordSearchReplySchema),
    take: (body, signal) => ask({ method: 'POST', path: '/v1/records/export', body, signal }, recordSearchReplySchema),
    record: (id) => ask({ method: 'GET', path: `/v1/records/${id}` }, recordReplySchema),
    review: (recordId) => ask({ method: 'GET', path: `/v1/reviews/${recordId}` }, reviewReplySchema),
    addReview: (body) => ask({ method: 'POST', path: '/v1/reviews/add', body }, reviewReplySchema),
    options: () => ask({ method: 'POST', path: '/v1/records/options', body: {} }, recordOptionsReplySchema),
  };
}
