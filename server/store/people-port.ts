import type { Agent } from '../../lib/contract/agent.ts';
import type { Id, Instant } from '../../lib/contract/basics.ts';

/** What stands beside an agent and is nobody else's business. */
export type Account = {
  agentId: Id;
  /** What they sign in with; the keyed hash of its plain form is what is looked for. */
  login: { name: string; hash: string } | null;
  /** See server/people/passwords.ts. */
  password: string | null;
  deactivatedAt: Instant | null;
};

export type AccountTable = {
  /** Somebody without an account row has no login, no password, and is active. */
  get(agentId: Id): Promise<Account>;
  byLogin(hash: string): Promise<Account | null>;
  put(account: Account, at: Instant): Promise<void>;
};

export type DeviceTokens = {
  tokenHash: string;
  /** Null: an access token of before they ended. */
  tokenEndsAt: Instant | null;
  refreshHash: string;
  /** The refresh token that this one came for; good until this one has been used. */
  previousHash: string | null;
  refreshEndsAt: Instant;
};

export type Device = { id: Id; agentId: Id; label: string; createdAt: Instant; seenAt: Instant | null; revokedAt: Instant | null };

export type DeviceTable = {
  add(row: { id: Id; agentId: Id; label: string; at: Instant; tokens: DeviceTokens }): Promise<void>;
  /** Without those that are unknown, run out, revoked, or of somebody who was deactivated. */
  byTokens(tokenHashes: readonly string[], now: Instant): Promise<{ id: Id; agentId: Id; tokenHash: string }[]>;
  /** Null when revoked, or of somebody who was deactivated. */
  living(id: Id): Promise<{ agentId: Id } | null>;
  /** By the refresh token or the one before; null as above. */
  byRefresh(refreshHash: string, now: Instant): Promise<{ id: Id; agentId: Id; tokens: DeviceTokens } | null>;
  renew(id: Id, tokens: DeviceTokens, at: Instant): Promise<void>;
  get(id: Id): Promise<Device | null>;
  /** Newest first. */
  ofAgent(agentId: Id): Promise<Device[]>;
  revoke(id: Id, at: Instant): Promise<void>;
  /** All of theirs, but for one; answers how many. */
  revokeOthers(agentId: Id, keep: Id, at: Instant): Promise<number>;
  revokeAll(agentId: Id, at: Instant): Promise<void>;
};

export type PersonRow = {
  agent: Agent;
  login: string | null;
  hasPassword: boolean;
  deactivatedAt: Instant | null;
  createdAt: Instant;
  /** Devices that are not revoked. */
  devices: number;
  seenAt: Instant | null;
  /** Until when an unused code is good. */
  codeUntil: Instant | null;
};

export type PeopleTable = {
  /** Everybody of these places, in order of id. */
  list(placeIds: readonly Id[], now: Instant): Promise<PersonRow[]>;
  get(agentId: Id, now: Instant): Promise<PersonRow | null>;
  update(agent: Agent): Promise<void>;
  /** Unused codes of this agent are good no more. */
  endCodes(agentId: Id, at: Instant): Promise<void>;
  /** Active admins, for whether one remains. */
  admins(): Promise<Agent[]>;
};
