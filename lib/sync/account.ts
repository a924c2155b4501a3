import { deviceListReplySchema } from '../contract/people.ts';
import { passwordReplySchema } from '../contract/sign-in.ts';
import { doneReplySchema } from '../contract/wire.ts';
import type { Request } from './request.ts';

/** What somebody asks of the endpoint about themselves. */
export function createAccountApi(ask: Request) {
  const post = (path: string, body: object) => ({ method: 'POST' as const, path, body });
  return {
    devices: () => ask(post('/v1/devices/list', { agentId: null }), deviceListReplySchema),
    signOutDevice: (deviceId: string) => ask(post('/v1/devices/revoke', { deviceId }), doneReplySchema),
    changePassword: (old: string, password: string) => ask(post('/v1/password', { old, password }), passwordReplySchema),
  };
}

export type AccountApi = ReturnType<typeof createAccountApi>;
