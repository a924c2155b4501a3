import { type Tokens, tokensSchema } from '../contract/sign-in.ts';
import { createRequest, type Reply, type RequestInput, type TokenSource } from './request.ts';

/** What a device is known by. Without `refresh` the token does not end. */
export type DeviceTokens = { access: string; refresh: string | null };

type Deps = {
  /** What is known to begin with. */
  tokens: DeviceTokens;
  /** What is stored now, perhaps renewed by another page; null when nobody, or somebody else, is signed in. */
  read: () => Promise<DeviceTokens | null>;
  write: (tokens: DeviceTokens) => Promise<void>;
  /** One at a time over all of the browser's pages and its worker. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  refresh: (refreshToken: string) => Promise<Reply<Tokens>>;
};

/**
 * Renews the access token when the endpoint refuses it:
 *
 *   refused ──► alone ──► somebody else renewed it? ──► theirs
 *                              └─► ask with the refresh token ──► stored, then used
 *                                        ├─► refused: this device is signed out
 *                                        └─► not reached: nothing is lost, the old refresh token stays good
 */
export function renewable(deps: Deps): TokenSource {
  let known = deps.tokens;
  return {
    current: () => known.access,
    renew: (used) =>
      deps.alone(async (): Promise<Reply<string | null>> => {
        const stored = (await deps.read()) ?? known;
        known = stored;
        if (stored.access !== used) return { ok: true, value: stored.access };
        if (stored.refresh === null) return { ok: true, value: null };
        const reply = await deps.refresh(stored.refresh);
        if (!reply.ok) return reply.failure.kind === 'unauthenticated' ? { ok: true, value: null } : reply;
        known = { access: reply.value.token, refresh: reply.value.refreshToken };
        await deps.write(known);
        return { ok: true, value: known.access };
      }),
  };
}

export function refreshAt(input: Omit<RequestInput, 'token'>): Deps['refresh'] {
  const ask = createRequest({ ...input, token: null });
  return (refreshToken) => ask({ method: 'POST', path: '/v1/refresh', body: { refreshToken } }, tokensSchema);
}
