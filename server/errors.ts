import type { z } from 'zod';
import type { ErrorBody, ErrorKind } from '../lib/contract/errors.ts';

const statusByKind = {
  unauthenticated: 401,
  'code-used': 401,
  forbidden: 403,
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  held: 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
} as const satisfies { [kind in ErrorKind]: number };

const retriable: ReadonlySet<ErrorKind> = new Set(['too-many', 'unavailable', 'internal']);

/** A refusal with the one shape of error. `field` is a path such as `mutations.3.record.outcome`; the message never holds customer data. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly field: string | null;
  /** Seconds, for the header Retry-After. */
  readonly retryAfter: number | null;
  constructor(kind: ErrorKind, message: string, field: string | null = null, retryAfter: number | null = null) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.field = field;
    this.retryAfter = retryAfter;
  }
}

export function errorBody(error: ApiError): ErrorBody {
  return { error: { kind: error.kind, message: error.message, field: error.field, retry: retriable.has(error.kind) } };
}

export function statusOf(kind: ErrorKind): (typeof statusByKind)[ErrorKind] {
  return statusByKind[kind];
}

/** What the schema found first, as a refusal. `prefix` is the path of the thing in the request. */
export function invalid(error: z.ZodError, prefix: readonly string[] = []): ApiError {
  const issue = error.issues[0];
  const path = [...prefix, ...(issue?.path ?? []).map(String)].join('.');
  // The names of unknown fields are the sender's own words: they are not repeated.
  const message = issue === undefined ? 'invalid' : issue.code === 'unrecognized_keys' ? 'unknown field' : issue.message;
  return new ApiError('invalid', message, path === '' ? null : path.slice(0, 500));
}
