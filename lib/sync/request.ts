import type { z } from 'zod';
import { type ErrorBody, errorSchema } from '../contract/errors.ts';

/** The service worker dies 30 s after its last event and takes a pending request with it, so a request is given up before that. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** Why a request failed. `retryAfterMs` when the endpoint named a time. */
export type Failure =
  | { kind: 'offline' | 'timeout' | 'bad-reply'; message: string; field: null; retry: true; retryAfterMs: null }
  | (ErrorBody['error'] & { retryAfterMs: number | null });

/** `etag`: what to name the next time, to be told only that nothing has changed. */
export type Reply<T> = { ok: true; value: T; etag?: string } | { ok: false; failure: Failure };

export type Call = {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** Of the answer that is known here: when it still holds, null comes instead, and the schema says what null means. */
  etag?: string | null | undefined;
};

/** Asks the endpoint one thing; a null schema takes whatever comes. Never throws: a failure is a value. */
export type Request = <T>(request: Call, schema: z.ZodType<T> | null) => Promise<Reply<T>>;

/** Where the endpoint is and who asks. `fetcher` is injected so that tests need no port. */
export type RequestInput = { endpoint: string; token: string | TokenSource | null; fetcher?: typeof fetch };

/** A token that ends and can be renewed (tokens.ts). */
export type TokenSource = {
  /** As it is known here now. */
  current(): string;
  /** After `used` was refused: the one to ask with again; null when this device is signed out; or why nobody could be asked. */
  renew(used: string): Promise<Reply<string | null>>;
};

/** The one way to ask an endpoint; every list of what can be asked (transport.ts, the workspace's api.ts) is built on it. */
export function createRequest(input: RequestInput): Request {
  const fetcher = input.fetcher ?? fetch;
  const base = input.endpoint.replace(/(?<!\/)\/+$/, '');

  return async function call<T>(request: Call, schema: z.ZodType<T> | null): Promise<Reply<T>> {
    const source = typeof input.token === 'object' ? input.token : null;
    const token = typeof input.token === 'object' ? (input.token?.current() ?? null) : input.token;
    const reply = await ask(request, schema, token);
    if (reply.ok || source === null || token === null || reply.failure.kind !== 'unauthenticated') return reply;
    const renewed = await source.renew(token);
    if (!renewed.ok) return renewed;
    return renewed.value === null ? reply : ask(request, schema, renewed.value);
  };

  async function ask<T>(request: Call, schema: z.ZodType<T> | null, token: string | null): Promise<Reply<T>> {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? REQUEST_TIMEOUT_MS);
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
    let response: Response;
    let text: string;
    try {
      response = await fetcher(base + request.path, {
        method: request.method,
        signal,
        credentials: 'omit',
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(request.etag ? { 'if-none-match': request.etag } : {}),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      text = await response.text();
    } catch {
      return failed(timeout.aborted ? 'timeout' : 'offline', timeout.aborted ? 'no answer in time' : 'not reached');
    }
    const body = response.status === 304 ? null : parseJson(text);
    if (!response.ok && response.status !== 304) {
      const error = errorSchema.safeParse(body);
      if (!error.success) return refusedOnTheWay(response.status);
      return { ok: false, failure: { ...error.data.error, retryAfterMs: retryAfter(response.headers.get('retry-after')) } };
    }
    if (!schema) return { ok: true, value: body as T };
    const value = schema.safeParse(body);
    if (value.success) return withTag(value.data, response.headers.get('etag'));
    return failed('bad-reply', `unexpected answer at ${value.error.issues[0]?.path.join('.') ?? '?'}`);
  }
}

function withTag<T>(value: T, etag: string | null): { ok: true; value: T; etag?: string } {
  return etag === null ? { ok: true, value } : { ok: true, value, etag };
}

function failed(kind: 'offline' | 'timeout' | 'bad-reply', message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { kind, message, field: null, retry: true, retryAfterMs: null } };
}

/** Something between us and the endpoint answered, in words of its own; a body that is too large for it must become smaller all the same. */
function refusedOnTheWay(status: number): { ok: false; failure: Failure } {
  if (status !== 413) return failed('bad-reply', `status ${status}`);
  return { ok: false, failure: { kind: 'too-large', message: `status ${status}`, field: null, retry: false, retryAfterMs: null } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not null: that would be an answer.
    return undefined;
  }
}

/** Seconds, as the standard has it; a date is not understood and ignored. */
function retryAfter(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
