import type { CallingHours, Place, Rule } from '../lib/contract/place.ts';
import { type Content, publish, shippedContent } from './content.ts';
import type { Deps } from './context.ts';
import { type Enrolment, makeAgent } from './team.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** Nobody is disturbed while resting: the hours of P9, summer and winter. */
export const careHours: CallingHours = {
  seasons: [
    {
      from: '05-01',
      to: '09-30',
      weekdays: everyDay,
      windows: [
        { from: '14:30', to: '16:30' },
        { from: '19:00', to: '20:00' },
      ],
    },
    {
      from: '10-01',
      to: '04-30',
      weekdays: everyDay,
      windows: [
        { from: '14:00', to: '16:30' },
        { from: '19:00', to: '20:00' },
      ],
    },
  ],
  closed: [],
};

export const careLimits: Place['limits'] = { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 120, busy: 15 } };

/** A rule for these kinds of service; its purpose is the script's own. */
export function rule(
  content: Content,
  input: { id: string; kinds: string[] | null; days: readonly [from: number, within: number]; scriptId: string; priority: number },
): Rule {
  const { id, kinds, days, scriptId, priority } = input;
  const purpose = content.scripts.find((script) => script.id === scriptId)?.purpose ?? scriptId;
  return { id, trigger: { on: 'service-ended', kinds }, fromDays: days[0], withinDays: days[1], purpose, scriptId, priority };
}

export type FirstTeam = { company: string; timeZone: string; region: string };

const defaults: FirstTeam = { company: 'Callside', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, region: 'CN' };

/**
 * An empty database gets one place and its admin, whose code is the way in: every service is followed by a call within three days. A database with a
 * team is left as it is.
 */
export async function firstTeam(deps: Deps, team: Partial<FirstTeam> = {}): Promise<Enrolment[]> {
  const { company, timeZone, region } = { ...defaults, ...team };
  return deps.store.write(async (tx) => {
    if ((await tx.agents.count()) > 0) return [];
    const content = shippedContent();
    await publish(tx, content);
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
      rules: [
        rule(content, { id: 'after-repair', kinds: ['维修', '返修', '保养', 'repair', 'service'], days: [1, 3], scriptId: 'retail-repair', priority: 1 }),
        rule(content, { id: 'after-return', kinds: ['退货', '换货', 'return', 'exchange'], days: [1, 3], scriptId: 'retail-return', priority: 2 }),
        rule(content, { id: 'after-any', kinds: null, days: [1, 3], scriptId: 'retail-purchase', priority: 5 }),
      ],
    });
    return [await makeAgent(tx, deps, { id: deps.newId(), name: 'Admin', role: 'admin', placeId: 'centre', languages: ['zh-CN', 'en'] })];
  });
}
