import type { Instant } from '../contract/basics.ts';
import type { AgentNow } from '../contract/presence.ts';

/** A panel speaks at least once a minute; with one word lost on the way it is still there. */
const SILENT_MS = 150_000;

/** `away`: the browser is closed, asleep, or without a network. */
export type DeskState = 'call' | 'here' | 'away' | 'never';

export function deskState(desk: AgentNow['desk'], now: Instant): DeskState {
  if (desk === null) return 'never';
  if (now - desk.at > SILENT_MS) return 'away';
  return desk.inCallSince === null ? 'here' : 'call';
}
