import type { Id, Instant } from '../contract/basics.ts';
import type { Place } from '../contract/place.ts';
import type { PlannedCall } from '../contract/plan.ts';
import type { Task } from '../contract/task.ts';
import { isFree, planCustomer } from './plan-customer.ts';
import { type CustomerFile, touchesIn } from './touches.ts';
import { whyTouch } from './why-touch.ts';

const FIRST = 20;

/** Counts what rules would give: begin with `startPreview`, add files in any order. */
export type Counted = { calls: number; lookedAt: number; dues: Map<string, number>; perRule: Map<Id, number>; first: PlannedCall[] };

type Input = { places: ReadonlyMap<Id, Place>; placeId: Id; ruleId: Id | null; now: Instant; dayOf: (at: Instant) => string };

export function startPreview(): Counted {
  return { calls: 0, lookedAt: 0, dues: new Map(), perRule: new Map(), first: [] };
}

/** Adds the calls of one customer that the rule (or any, when it is null) brings. What somebody has begun is not among them: no rule changes it any more. */
export function addToPreview(counted: Counted, file: CustomerFile, { places, placeId, ruleId, now, dayOf }: Input): void {
  const begun = file.tasks.filter((task) => !isFree(task, now));
  let n = 0;
  const { changed } = planCustomer({ file: { ...file, tasks: begun }, places, now, newId: () => `preview-${n++}` });
  const known = new Set(begun.map(({ id }) => id));
  counted.lookedAt += 1;
  for (const task of changed) {
    const isOurs = task.placeId === placeId && !known.has(task.id) && (ruleId === null || touchesIn(task).some((touch) => touch.ruleId === ruleId));
    if (!isOurs) continue;
    counted.calls += 1;
    for (const id of new Set(touchesIn(task).map((touch) => touch.ruleId))) counted.perRule.set(id, (counted.perRule.get(id) ?? 0) + 1);
    const day = dayOf(Math.max(now, task.dueBy));
    counted.dues.set(day, (counted.dues.get(day) ?? 0) + 1);
    const last = counted.first.at(-1);
    if (counted.first.length < FIRST || (last && task.dueBy < last.dueBy)) insert(counted.first, callOf(task, file, places, now));
  }
}

function insert(first: PlannedCall[], call: PlannedCall): void {
  const index = first.findIndex((other) => other.dueBy > call.dueBy);
  first.splice(index < 0 ? first.length : index, 0, call);
  first.splice(FIRST);
}

function callOf(task: Task, { customer, services }: CustomerFile, places: ReadonlyMap<Id, Place>, now: Instant): PlannedCall {
  const place = places.get(task.placeId);
  const why = place ? touchesIn(task).map((touch) => whyTouch({ touch, customer, place, services, now })) : [];
  const { name, company } = customer.person;
  return { customerId: customer.id, name, company, class: customer.class, notBefore: task.notBefore, dueBy: task.dueBy, why };
}
