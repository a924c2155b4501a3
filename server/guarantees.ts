import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Record as RecordOfCall } from '../lib/contract/record.ts';
import type { Script } from '../lib/contract/script.ts';
import type { Guarantees } from '../lib/contract/wire.ts';
import { guarantees } from '../lib/plan/guarantees.ts';
import { endOf } from '../lib/plan/rules.ts';
import { instantOf, localDateAt } from '../lib/plan/zone.ts';
import { isComplete } from '../lib/record/missing.ts';
import type { Session } from './context.ts';
import { countOnce } from './counted.ts';
import type { Store, Tx } from './store/port.ts';

/** Today's three guarantees (P10) of the agent's place and those below it, on that place's calendar. */
export async function guaranteesOf(store: Store, tx: Tx, session: Session, now: Instant): Promise<Guarantees> {
  const { place } = session;
  const day = dayOf(session, now);
  const done = await tx.tasks.doneBetween(day);
  const calledIds = [...new Set(done.map((task) => task.customerId))];
  const open = (await tx.tasks.ofCustomers(calledIds, true)).filter((task) => task.dueBy <= day.to && session.scope.includes(task.placeId));
  const records = await tx.records.startedBetween({ ...day, to: day.to + 1 });
  const scripts = await scriptsOf(tx, records);
  const called = guarantees({ tasks: [...done, ...open], records, place, now, isComplete: (record) => isComplete(record, scripts.get(keyOf(record)) ?? null) });
  // Thousands may wait after an import. Of those without a call today only the number counts, and the database can count.
  const waiting = await countOnce(store, tx, `due by ${day.to} in ${day.placeIds.join()}`, () => tx.tasks.customersDueBy(day));
  return { ...called, due: called.due + waiting - new Set(open.map((task) => task.customerId)).size };
}

/** Today on the calendar of the agent's place, for all places within reach. */
export function dayOf({ place, scope }: Session, now: Instant): { placeIds: readonly Id[]; from: Instant; to: Instant } {
  const today = localDateAt(now, place.timeZone);
  return { placeIds: scope, from: instantOf(today, '00:00', place.timeZone), to: endOf(today, place.timeZone) };
}

async function scriptsOf(tx: Tx, records: readonly RecordOfCall[]): Promise<Map<string, Script>> {
  const found = new Map<string, Script>();
  for (const record of records) {
    if (found.has(keyOf(record))) continue;
    const script = await tx.content.script(record.walk.scriptId, record.walk.version);
    if (script) found.set(keyOf(record), script);
  }
  return found;
}

function keyOf({ walk }: RecordOfCall): string {
  return `${walk.scriptId}@${walk.version}`;
}
