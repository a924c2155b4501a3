import type { z } from 'zod';
import type { CustomerFilter } from '../../lib/contract/filter.ts';
import { type CustomerListReply, type codeReplySchema, customerListReplySchema } from '../../lib/contract/wire.ts';
import { createPublishApi, type PublishApi } from '../../lib/sync/publish-api.ts';
import { createRequest, type Failure, type Reply, type Request, type RequestInput } from '../../lib/sync/request.ts';
import { createTransport, type Transport } from '../../lib/sync/transport.ts';

export type ListedCustomer = CustomerListReply['customers'][number];
export type CodeReply = z.infer<typeof codeReplySchema>;

/** What the workspace asks of an endpoint: the panel's routes, and those that only leads and QA use. */
export type WorkspaceApi = Pick<Transport, 'records' | 'importRows' | 'find' | 'signOut'> & {
  customers(request: { cursor: string | null; limit: number; query: string | null; filter?: CustomerFilter }): Promise<Reply<CustomerListReply>>;
  /** Anything else: a list of what can be asked stands beside the page that asks it. */
  request: Request;
  content: PublishApi;
};

export function createWorkspaceApi(input: RequestInput): WorkspaceApi {
  const transport = createTransport(input);
  const ask = createRequest(input);
  return {
    ...transport,
    request: ask,
    // The endpoint takes up to twelve seconds for a filter.
    customers: (request) => ask({ method: 'POST', path: '/v1/customers/list', body: request, timeoutMs: 30_000 }, customerListReplySchema),
    content: createPublishApi(ask),
  };
}

/** A failure on its way through TanStack Query, which knows failures as what is thrown. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

export async function unwrap<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answered = await reply;
  if (!answered.ok) throw new ReplyError(answered.failure);
  return answered.value;
}

export function failureOf(error: unknown): Failure {
  return error instanceof ReplyError ? error.failure : { kind: 'bad-reply', message: 'unknown', field: null, retry: true, retryAfterMs: null };
}
