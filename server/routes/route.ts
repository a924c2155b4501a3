import { createRoute, type z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Role } from '../../lib/contract/agent.ts';
import { errorSchema } from '../../lib/contract/errors.ts';
import { auth, everyone } from '../auth.ts';
import type { AppEnv, Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { within } from '../limits.ts';

const MB = 1024 * 1024;
/** A body is refused beyond this; an import may be larger. */
export const BODY_LIMIT = 2 * MB;
export const IMPORT_BODY_LIMIT = 64 * MB;

const refusal = (description: string) => ({ description, content: { 'application/json': { schema: errorSchema } } });

/** A request is given up after this; an import may take longer. */
export const REQUEST_MS = 30_000;
export const IMPORT_MS = 120_000;

/** A body that is too large is refused before it is read to the end. */
export function limit(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ApiError('too-large', `The body is larger than ${maxSize / MB} MB.`);
    },
  });
}

/** A body that says it is something else is not read at all. */
export const onlyJson = createMiddleware<AppEnv>(async (c, next) => {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) throw new ApiError('invalid', 'The body must be application/json.');
  await next();
});

/** POST with a JSON body and a token. The order counts: who, then how much, then what. */
export function post<Body extends z.ZodType, Reply extends z.ZodType>(
  deps: Deps,
  input: { path: string; summary: string; body: Body; reply: Reply; roles?: readonly Role[]; maxSize?: number; maxMs?: number },
) {
  return createRoute({
    method: 'post',
    path: input.path,
    summary: input.summary,
    security: [{ token: [] }],
    middleware: [within(input.maxMs ?? REQUEST_MS), auth(deps, input.roles ?? everyone), onlyJson, limit(input.maxSize ?? BODY_LIMIT)] as const,
    request: { body: { required: true, content: { 'application/json': { schema: input.body } } } },
    responses: responses(input.reply),
  });
}

/** GET with a token. */
export function get<Query extends z.ZodObject, Params extends z.ZodObject, Reply extends z.ZodType>(
  deps: Deps,
  input: { path: string; summary: string; query: Query; params: Params; reply: Reply; roles?: readonly Role[] },
) {
  return createRoute({
    method: 'get',
    path: input.path,
    summary: input.summary,
    security: [{ token: [] }],
    middleware: [within(REQUEST_MS), auth(deps, input.roles ?? everyone)] as const,
    request: { query: input.query, params: input.params },
    responses: responses(input.reply),
  });
}

function responses<Reply extends z.ZodType>(reply: Reply) {
  return {
    200: { description: 'Done', content: { 'application/json': { schema: reply } } },
    400: refusal('invalid'),
    401: refusal('unauthenticated'),
    403: refusal('forbidden'),
    404: refusal('not-found'),
    409: refusal('conflict, held'),
    413: refusal('too-large'),
    429: refusal('too-many'),
    500: refusal('internal'),
    503: refusal('unavailable'),
  } as const;
}
