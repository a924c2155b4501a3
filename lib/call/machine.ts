import type { Instant } from '../contract/basics.ts';
import type { Call, Phase } from '../contract/call.ts';

/**
 *            dial            answered            ended            saved
 *   ready ─────────► ringing ─────────► talking ─────────► wrap-up ─────────► done
 *     │  ◄───────────  │                   ▲                  ▲   │
 *     │    cancel      └──────── ended ────│──────────────────┘   │
 *     └───────── answered (ringing unseen) ┘  ◄─── still-talking ─┘
 *
 * Pure: an event that does not fit the phase changes nothing (`null`), and the interface offers only those that fit.
 */
export type CallEvent =
  | { kind: 'dial'; at: Instant }
  | { kind: 'cancel' }
  | { kind: 'answered'; at: Instant }
  | { kind: 'ended'; at: Instant }
  /** "Ended" was pressed too early. */
  | { kind: 'still-talking' }
  | { kind: 'saved' };

export function transition(call: Call, event: CallEvent): Call | null {
  const from = <P extends Phase>(...phases: P[]) => (phases as Phase[]).includes(call.phase);
  switch (event.kind) {
    case 'dial':
      return from('ready') ? { ...call, phase: 'ringing', startedAt: event.at } : null;
    case 'cancel':
      return from('ringing') ? { ...call, phase: 'ready', startedAt: null } : null;
    case 'answered':
      return from('ready', 'ringing') ? { ...call, phase: 'talking', startedAt: call.startedAt ?? event.at, answeredAt: event.at } : null;
    case 'ended':
      return from('ringing', 'talking') ? { ...call, phase: 'wrap-up', endedAt: event.at } : null;
    case 'still-talking':
      return from('wrap-up') && call.answeredAt !== null ? { ...call, phase: 'talking', endedAt: null } : null;
    case 'saved':
      return from('wrap-up') ? { ...call, phase: 'done' } : null;
  }
}

/** Talk time so far in ms; 0 before the answer. A clock that was set back never makes it negative. */
export function talkTime(call: Call, now: Instant): number {
  if (call.answeredAt === null) return 0;
  return Math.max(0, (call.endedAt ?? now) - call.answeredAt);
}
