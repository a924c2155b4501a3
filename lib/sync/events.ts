import { EventSourceParserStream } from 'eventsource-parser/stream';
import { hintSchema } from '../contract/events.ts';
import type { RequestInput } from './request.ts';

export type FollowDeps = RequestInput & {
  /** The last change that is known here. */
  cursor: () => Promise<number>;
  /** The endpoint says that a pull would bring something. */
  onHint: (seq: number) => void;
  random: () => number;
  /** Waits so long, or until something says that it is worth trying now; while there is no network at all, until there is. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Ends it. */
  signal: AbortSignal;
};

/** Three heartbeats of the endpoint missed: the way there is dead, though nobody said so. */
const SILENT_MS = 45_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Nothing to be gained from asking often: the token has run out, or this endpoint has no stream. */
const REFUSED_WAIT_MS = 60_000;
/** An event is a few bytes; whatever else answers must not fill the memory. */
const MOST_BUFFERED = 64 * 1024;

type End = { kind: 'ended' | 'not-reached' } | { kind: 'refused'; retryAfterMs: number };

/**
 * Follows the endpoint's hints until it is stopped. A hint only says "pull now": what is missed here is found by the next pull all the same.
 *
 *   connecting ──► listening ──hint──► onHint
 *       ▲              │ ended, silent, not reached, refused
 *       └── waiting ◄──┘  0.5 to 1 times min(60 s, 1 s × 2^tries), or as long as the endpoint asked for
 */
export async function followHints(deps: FollowDeps): Promise<void> {
  let tries = 0;
  while (!deps.signal.aborted) {
    let heard = false;
    const end = await listen(deps, () => {
      heard = true;
    });
    if (deps.signal.aborted) return;
    tries = heard ? 0 : tries + 1;
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10));
    const wait = Math.round(ceiling * (0.5 + deps.random() / 2));
    await deps.wait(end.kind === 'refused' ? Math.max(wait, end.retryAfterMs) : wait, deps.signal);
  }
}

/** One connection, from asking to its end. `heard` is called when something came: the endpoint is well. */
async function listen(deps: FollowDeps, heard: () => void): Promise<End> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENT_MS);
  const awake = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENT_MS);
  };
  const signal = AbortSignal.any([deps.signal, silence.signal]);
  try {
    const address = `${deps.endpoint.replace(/(?<!\/)\/+$/, '')}/v1/events?cursor=${await deps.cursor()}`;
    const connect = (token: string | null) =>
      (deps.fetcher ?? fetch)(address, {
        signal,
        credentials: 'omit',
        headers: { accept: 'text/event-stream', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      });
    const source = typeof deps.token === 'object' ? deps.token : null;
    const token = typeof deps.token === 'object' ? (deps.token?.current() ?? null) : deps.token;
    let response = await connect(token);
    if (response.status === 401 && source && token) {
      await response.body?.cancel();
      const renewed = await source.renew(token);
      if (renewed.ok && renewed.value) response = await connect(renewed.value);
    }
    if (!response.ok || !response.body) return refusal(response);
    await read(response.body, signal, { awake, onHint: deps.onHint, heard });
    return { kind: 'ended' };
  } catch {
    return { kind: 'not-reached' };
  } finally {
    clearTimeout(timer);
    // Ends what may still be open: an error in the middle leaves the request running.
    silence.abort();
  }
}

type Ears = { awake: () => void; heard: () => void; onHint: (seq: number) => void };

async function read(body: ReadableStream<Uint8Array>, signal: AbortSignal, { awake, heard, onHint }: Ears): Promise<void> {
  const parser = new EventSourceParserStream({
    onComment: () => {
      awake();
      heard();
    },
    maxBufferSize: MOST_BUFFERED,
  });
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>, { signal })
    .pipeThrough(parser)
    .getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    awake();
    heard();
    if (value.event !== 'hint') continue;
    const hint = hintSchema.safeParse(parsed(value.data));
    if (hint.success) onHint(hint.data.seq);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(response: Response): End {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const asked = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
  return { kind: 'refused', retryAfterMs: Math.max(asked, response.status < 500 ? REFUSED_WAIT_MS : 0) };
}
