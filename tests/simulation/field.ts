import type { Agent } from '../../lib/contract/agent.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { Script } from '../../lib/contract/script.ts';
import { always, customer, phone, place, rule, service, task } from '../lib/plan/build.ts';
import { smallScript } from '../lib/script/small-script.ts';

/** A Wednesday afternoon in Shanghai: 2026-11-18 15:00. */
export const START = Date.parse('2026-11-18T15:00:00+08:00');
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Open around the clock, and leases longer than any run: time alone takes nobody's customer away. */
export const store: Place = place({
  id: 'store',
  hours: always,
  limits: { callMinutes: 5, callsPerYear: 366, claimMinutes: 24 * 60, retryMinutes: { 'no-answer': 5, busy: 1 } },
  rules: [rule({ scriptId: 'after-service' })],
});

export const elsewhere: Place = { ...store, id: 'elsewhere', name: 'Another store' };

export const agents: readonly Agent[] = ['ann', 'ben', 'cat'].map((id) => ({ id, name: id, role: 'agent', placeId: 'store', languages: ['en'] }));

/** Who imports and reads everything. */
export const lead: Agent = { id: 'lee', name: 'lee', role: 'lead', placeId: 'store', languages: ['en'] };

/** The script of all calls; a version differs from the next in its title only. */
export function scriptVersion(version: number): Script {
  const small = smallScript();
  const fields = small.fields.map((field) => ({ ...field, required: false }));
  return { ...small, id: 'after-service', version, title: { 'zh-CN': `第 ${version} 版`, en: `Version ${version}` }, fields };
}

/** Customer `n` with a service and the call that is due about it. */
export function work(n: number) {
  const id = `customer-${n}`;
  const e164 = `+4477009001${String(n).padStart(2, '0')}`;
  const whole = customer({ id, placeId: 'store', phoneHashes: [], createdAt: START - DAY, updatedAt: START - DAY }, [phone({ original: e164, e164 })]);
  return {
    customer: { ...whole, person: { ...whole.person, name: `Customer ${n}`, family: null, given: null, number: `C-${n}` } },
    service: service({ id: `service-${n}`, customerId: id, placeId: 'store', endedOn: '2026-11-17' }),
    task: task({
      id: `task-${n}`,
      customerId: id,
      serviceId: `service-${n}`,
      placeId: 'store',
      purpose: 'after-repair',
      notBefore: START - HOUR,
      dueBy: START + DAY,
      cause: { kind: 'rule', ruleId: 'within-three-days', serviceId: `service-${n}` },
      createdAt: START - DAY,
      updatedAt: START - DAY,
    }),
  };
}
