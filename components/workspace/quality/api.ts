import {
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
  options(): Promise<Reply<RecordOptionsReply>>;
};

export function createQualityApi(ask: Request): QualityApi {
  return {
    search: (body, signal) => ask({ method: 'POST', path: '/v1/records/search', body, signal }, recordSearchReplySchema),
    options: () => ask({ method: 'POST', path: '/v1/records/options', body: {} }, recordOptionsReplySchema),
  };
}
