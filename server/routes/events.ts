import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app.ts';
import type { Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { createEvents, type Listener } from '../events.ts';
import { get } from './route.ts';

const querySchema = z.object({ cursor: z.coerce.number().int().min(0).default(0) });

export function eventRoutes(app: App, deps: Deps): void {
  const events = createEvents(deps);
  const base = get(deps, {
    path: '/v1/events',
    summary: 'A stream of hints (text/event-stream): pull now, something after the cursor reaches you. A comment every 15 s keeps it open.',
    query: querySchema,
    params: z.object({}),
    reply: z.string(),
  });
  const stream = {
    description: 'Events `hint` with data {"seq": n}, until the device is signed out',
    content: { 'text/event-stream': { schema: z.string() } },
  };
  const route = createRoute({ ...base, responses: { ...base.responses, 200: stream } });
  app.openapi(route, (c) => {
    const { deviceId } = c.get('session');
    const { cursor } = c.req.valid('query');
    const made = streamOf({ deviceId, after: cursor });
    if (!events.add(made.listener)) throw new ApiError('too-many', 'This device listens in too many places.');
    made.onGone(() => events.remove(made.listener));
    // For proxies that gather what is small.
    return c.body(made.body, 200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  });
}

/** Who does not read for long is let go: what is meant for them must not gather here. */
const MOST_UNREAD = 64;

function streamOf(who: Pick<Listener, 'deviceId' | 'after'>) {
  const encoder = new TextEncoder();
  let gone = () => {};
  let open = true;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>({
    start: (made) => {
      controller = made;
    },
    cancel: () => {
      open = false;
      gone();
    },
  });
  const listener: Listener = {
    ...who,
    send: (text) => {
      if (!open || !controller || (controller.desiredSize ?? 0) < -MOST_UNREAD) return false;
      controller.enqueue(encoder.encode(text));
      return true;
    },
    end: () => {
      if (open) controller?.close();
      open = false;
    },
  };
  return {
    body,
    listener,
    onGone: (then: () => void) => {
      gone = then;
    },
  };
}
