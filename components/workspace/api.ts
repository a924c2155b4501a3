import type { z } from 'zod';
import type { Agent } from '../../lib/contract/agent.ts';
import { errorSchema } from '../../lib/contract/errors.ts';
import { type CustomerListReply, codeReplySchema, customerListReplySchema } from '../../lib/contract/wire.ts';
import { createTransport, type Failure, REQUEST_TIMEOUT_MS, type Reply, type Transport } from '../../lib/sync/transport.ts';

export type ListedCustomer = CustomerListReply['customers'][number];
export type CodeReply = z.infer<typeof codeReplySchema>;

/** What the workspace asks of an endpoint: the panel's routes, and those that only leads and QA use. */
export type WorkspaceApi = Pick<Transport, 'records' | 'pull' | 'importRows' | 'find' | 'signOut'> & {
  customers(request: { cursor: string | null; limit: number; query: string | null }): Promise<Reply<CustomerListReply>>;
  /** A new agent, and the one-time code they enrol with. */
  code(agent: Omit<Agent, 'id'>): Promise<Reply<CodeReply>>;
};

type Input = { endpoint: string; token: string; fetcher?: typeof fetch };

export function createWorkspaceApi(input: Input): WorkspaceApi {
  const transport = createTransport(input);
  return {
    ...transport,
    customers: (request) => post(input, '/v1/customers/list', request, customerListReplySchema),
    code: (agent) => post(input, '/v1/codes', { agent }, codeReplySchema),
  };
}

async function post<T>({ endpoint, token, fetcher = fetch }: Input, path: string, body: unknown, schema: z.ZodType<T>): Promise<Reply<T>> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetcher(endpoint.replace(/\/+$/, '') + path, {
      method: 'POST',
      signal: timeout,
      credentials: 'omit',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answer = await response.json().catch(() => null);
  } catch {
    return failed(timeout.aborted ? 'timeout' : 'offline', 'not reached');
  }
  if (!response.ok) {
    const error = errorSchema.safeParse(answer);
    return error.success ? { ok: false, failure: { ...error.data.error, retryAfterMs: null } } : failed('bad-reply', `status ${response.status}`);
  }
  const value = schema.safeParse(answer);
  return value.success ? { ok: true, value: value.data } : failed('bad-reply', `unexpected answer at ${value.error.issues[0]?.path.join('.') ?? '?'}`);
}

function failed(kind: 'offline' | 'timeout' | 'bad-reply', message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { kind, message, field: null, retry: true, retryAfterMs: null } };
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
  return error instanceof ReplyError ? error.failure : failed('bad-reply', 'unknown').failure;
}
