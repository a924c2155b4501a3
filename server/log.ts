import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { AppEnv } from './context.ts';

/**
 * Levels: `error` a thing was lost or the program is at fault; `warn` somebody should look soon; `info` what a day looks like. A refused request is no
 * error. Bodies, queries, names and numbers are never logged.
 */
export function createLog(destination?: DestinationStream): Logger {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}

/** One line a request: method, the route's pattern instead of its address, status, milliseconds. */
export function accessLog(log: Logger) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    log.info({ method: c.req.method, route: routePath(c, -1), status: c.res.status, ms: Math.round(performance.now() - start) }, 'request');
  });
}
