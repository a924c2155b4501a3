import type { Id, Instant } from '../contract/basics.ts';
import type { Place } from '../contract/place.ts';
import type { Record as RecordOfCall } from '../contract/record.ts';
import type { Task } from '../contract/task.ts';
import type { Guarantees } from '../contract/wire.ts';
import { endOf } from './rules.ts';
import { localDateAt } from './zone.ts';

type Input = {
  /** Open ones and those done today; more do no harm. */
  tasks: readonly Task[];
  records: readonly RecordOfCall[];
  place: Place;
  now: Instant;
  isComplete: (record: RecordOfCall) => boolean;
};

/**
 * The three guarantees (P10) of today on the place's calendar. `due` counts customers: those whose call was made today and those
 * whose deadline is at the end of today or has passed; `called` those of them with nothing left open by then; `inTime` those
 * of the called whose calls were all inside their deadline. `records` counts today's attempts, the newest revision of each.
 */
export function guarantees({ tasks, records, place, now, isComplete }: Input): Guarantees {
  const today = localDateAt(now, place.timeZone);
  const end = endOf(today, place.timeZone);
  const isToday = (at: Instant) => localDateAt(at, place.timeZone) === today;
  const newest = new Map<Id, RecordOfCall>();
  for (const record of records) if (record.revision >= (newest.get(record.id)?.revision ?? 0)) newest.set(record.id, record);
  const startOf = new Map<Id, Instant>();
  for (const record of newest.values())
    if (record.taskId !== null) startOf.set(record.taskId, Math.max(record.startedAt, startOf.get(record.taskId) ?? record.startedAt));

  const waiting = new Set<Id>();
  const called = new Map<Id, boolean>();
  for (const task of tasks) {
    if (task.state === 'open' && task.dueBy <= end) waiting.add(task.customerId);
    if (task.state === 'done' && isToday(task.updatedAt)) {
      const inTime = (startOf.get(task.id) ?? task.updatedAt) <= task.dueBy;
      called.set(task.customerId, inTime && (called.get(task.customerId) ?? true));
    }
  }
  const finished = [...called].filter(([customerId]) => !waiting.has(customerId));
  const made = [...newest.values()].filter((record) => isToday(record.startedAt));
  return {
    due: waiting.size + finished.length,
    called: finished.length,
    inTime: finished.filter(([, inTime]) => inTime).length,
    records: made.length,
    complete: made.filter(isComplete).length,
  };
}
