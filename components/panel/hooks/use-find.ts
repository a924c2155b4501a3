import { useEffect, useState } from 'react';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import { findLocal } from '../../../lib/db/find-local.ts';
import { usePanel } from '../context.ts';

export type Hit = { customer: Customer; lastService: Service | null; heldBy: { name: string; until: number } | null };
/** `offline`: the endpoint was not reached, so these are only the customers on this computer. */
export type FindState = { hits: Hit[]; searching: boolean; offline: boolean; more: boolean };

const NOTHING: FindState = { hits: [], searching: false, offline: false, more: false };
const PAUSE_MS = 200;

/** Searches as the agent types: at the endpoint in a team, here otherwise and whenever the endpoint does not answer. */
export function useFind(query: string): FindState {
  const { db, transport, place } = usePanel();
  const [state, setState] = useState<FindState>(NOTHING);
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === '') return setState(NOTHING);
    let stale = false;
    setState((now) => ({ ...now, searching: true }));
    const timer = setTimeout(async () => {
      const reply = transport ? await transport.find(wanted) : null;
      const next: FindState = reply?.ok
        ? { hits: reply.value.found, more: reply.value.more, searching: false, offline: false }
        : {
            hits: (await findLocal(db, wanted, place.region)).map((one) => ({ ...one, heldBy: null })),
            more: false,
            searching: false,
            offline: transport !== null,
          };
      if (!stale) setState(next);
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted, db, transport, place.region]);
  return state;
}
