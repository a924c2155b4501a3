import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import type { AppEnv, Deps } from './context.ts';
import { ApiError, errorBody, invalid, statusOf } from './errors.ts';
import { accessLog } from './log.ts';
import { openApiDocument } from './openapi.ts';
import { assignRoutes } from './routes/assign.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { claimRoutes } from './routes/claims.ts';
import { codeRoutes } from './routes/codes.ts';
import { contentRoutes, draftRoutes } from './routes/content.ts';
import { customerFileRoutes } from './routes/customer-files.ts';
import { customerPageRoutes } from './routes/customer-page.ts';
import { customerRoutes } from './routes/customers.ts';
import { divergenceRoutes } from './routes/divergences.ts';
import { enrolRoutes } from './routes/enrol.ts';
import { eraseRoutes } from './routes/erase.ts';
import { eventRoutes } from './routes/events.ts';
import { filterRoutes } from './routes/filters.ts';
import { findRoutes } from './routes/find.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { knownRoutes } from './routes/known.ts';
import { passwordRoutes } from './routes/password.ts';
import { peopleRoutes } from './routes/people.ts';
import { planRoutes } from './routes/plan.ts';
import { publishingRoutes } from './routes/publishing.ts';
import { pullRoutes } from './routes/pull.ts';
import { pushRoutes } from './routes/push.ts';
import { recordRoutes } from './routes/records.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { searchRoutes } from './routes/search.ts';

export type App = OpenAPIHono<AppEnv>;

/** Nothing here is a page: a browser that is led to an answer shows, runs and embeds nothing of it. */
const secured = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
] as const;

/** The endpoint as one handler: tests ask it through `app.request`, no port needed. All outside things come in through `deps`. */
export function createApp(deps: Deps): App {
  const app: App = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
  app.use(accessLog(deps.log));
  // Whoever has a token may ask, from wherever: an extension's origin differs by browser and install.
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization', 'content-type', 'if-none-match'],
      exposeHeaders: ['retry-after', 'etag'],
      maxAge: 600,
    }),
  );
  app.use(async (c, next) => {
    await next();
    // Customer data are in these answers: no cache may keep them.
    c.res.headers.set('cache-control', 'no-store');
    for (const [name, value] of secured) c.res.headers.set(name, value);
  });
  const parts = [
    healthRoutes,
    enrolRoutes,
    passwordRoutes,
    claimRoutes,
    pushRoutes,
    pullRoutes,
    eventRoutes,
    knownRoutes,
    findRoutes,
    recordRoutes,
    searchRoutes,
    reviewRoutes,
    importRoutes,
    customerRoutes,
    customerFileRoutes,
    customerPageRoutes,
    filterRoutes,
    codeRoutes,
    peopleRoutes,
    contentRoutes,
    draftRoutes,
    planRoutes,
    assignRoutes,
    campaignRoutes,
    publishingRoutes,
    divergenceRoutes,
    eraseRoutes,
  ];
  for (const add of parts) add(app, deps);
  app.get('/v1/openapi.json', (c) => c.json(openApiDocument(app)));
  app.notFound((c) => c.json(errorBody(new ApiError('not-found', 'There is no such route.')), 404));
  app.onError((error, c) => {
    const known = refusalOf(error);
    if (known?.retryAfter != null) c.header('retry-after', String(known.retryAfter));
    if (known) return c.json(errorBody(known), statusOf(known.kind));
    // The message of an unknown error can hold a row; its name and place in the program cannot.
    deps.log.error({ error: error.name, at: error.stack?.split('\n').filter((line) => line.trim().startsWith('at ')) }, 'request failed');
    return c.json(errorBody(new ApiError('internal', 'A fault of the endpoint. The request can be sent again.')), 500);
  });
  return app;
}

function refusalOf(error: Error): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status === 400) return new ApiError('invalid', 'The body is no JSON.');
  if (error instanceof HTTPException && error.status === 413) return new ApiError('too-large', 'The body is too large.');
  return null;
}
