import type { Agent } from '../lib/contract/agent.ts';
import { careHours, careLimits, rulesFor } from '../lib/plan/default-place.ts';
import { audit } from './audit/audit.ts';
import { type Content, shippedContent } from './content.ts';
import type { Deps } from './context.ts';
import { ship } from './publishing/ship.ts';
import { keyedHash, loginHash } from './secrets.ts';
import { type Enrolment, makeAgent } from './team.ts';

/** A script's own purpose. */
export function purposeOf(content: Content, scriptId: string): string {
  return content.scripts.find((script) => script.id === scriptId)?.purpose ?? scriptId;
}

export type FirstTeam = { company: string; timeZone: string; region: string };

const defaults: FirstTeam = { company: 'Callside', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, region: 'CN' };

/**
 * An empty database gets one place and its admin, whose code is the way in: every service is followed by a call within three days. A database with a
 * team is left as it is.
 */
export async function firstTeam(deps: Deps, team: Partial<FirstTeam> = {}): Promise<Enrolment[]> {
  const { company, timeZone, region } = { ...defaults, ...team };
  const hash = await keyedHash(deps.store, deps.random);
  return deps.store.write(async (tx) => {
    if ((await tx.agents.count()) > 0) return [];
    const content = shippedContent();
    await ship(tx, content, deps.clock.now());
    await tx.places.put({
      id: 'centre',
      parentId: null,
      kind: 'centre',
      name: company,
      company: { name: company, phone: '' },
      timeZone,
      region,
      numbers: [],
      dialScheme: 'tel',
      dialHost: null,
      departments: ['Service'],
      hours: careHours,
      limits: careLimits,
      rules: rulesFor('retail', new Map(content.scripts.map(({ id, purpose }) => [id, purpose]))),
    });
    const admin: Agent = { id: deps.newId(), name: 'Admin', role: 'admin', placeId: 'centre', languages: ['zh-CN', 'en'] };
    const made = await makeAgent(tx, deps, admin, { name: 'admin', hash: loginHash('admin', hash) });
    await audit(tx, null, deps.clock.now(), { action: 'team.first', subject: { kind: 'agent', id: made.agent.id } });
    return [made];
  });
}
