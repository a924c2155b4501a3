import { type AuditFacts, auditActionSchema, auditFactsSchema } from '../../lib/contract/audit.ts';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Deps, Session } from '../context.ts';
import type { Tx } from '../store/port.ts';

/** The chain of what the endpoint did by itself. No place can have this id. */
export const OWN_CHAIN = '*';

/** Who did it: a session, or null for the endpoint itself and whoever runs it. */
export type Actor = { agent: Pick<Session['agent'], 'id' | 'placeId'>; deviceId: Id | null } | null;

export type Deed = {
  /** `thing.deed`, as in `record.save`, `customers.list`. */
  action: string;
  subject: { kind: string; id: Id | null };
  /** Whose thing it is. Left out: the actor's own place; for the endpoint itself its own chain. */
  placeId?: Id;
  /** Ids, words of a closed list, counts. Never anything personal, said or typed. */
  facts?: AuditFacts;
};

/**
 * Writes down who did what, in the transaction that does it: neither stands without the other. For every change; for every read of many people's data
 * see `auditRead`. @throws ZodError on an action or facts that could hold something personal: the whole transaction is undone then
 */
export async function audit(tx: Pick<Tx, 'audit'>, actor: Actor, now: Instant, { action, subject, placeId, facts = {} }: Deed): Promise<void> {
  await tx.audit.add({
    chain: placeId ?? actor?.agent.placeId ?? OWN_CHAIN,
    at: now,
    agentId: actor?.agent.id ?? null,
    deviceId: actor?.deviceId ?? null,
    action: auditActionSchema.parse(action),
    subject,
    facts: auditFactsSchema.parse(facts),
  });
}

/** For a bulk read, before its answer leaves: what nobody wrote down was not read. Reads have no transaction that writes, so it has one of its own. */
export async function auditRead(deps: Pick<Deps, 'store' | 'clock'>, session: Session, deed: Deed): Promise<void> {
  await deps.store.write((tx) => audit(tx, session, deps.clock.now(), deed));
}
