import type { Agent } from '../contract/agent.ts';
import type { LocalDate } from '../contract/basics.ts';
import { plain } from './covers.ts';
import { addDays } from './zone.ts';

/** Is this one of the days on which somebody does not work. */
export function isAbsent({ absences }: Pick<Agent, 'absences'>, day: LocalDate): boolean {
  return absences?.some(({ from, to }) => from <= day && day <= to) ?? false;
}

/** On how many of so many days from this one on somebody works, as far as absences say. */
export function daysAtWork(agent: Pick<Agent, 'absences'>, from: LocalDate, days: number): number {
  let n = 0;
  for (let i = 0; i < days; i += 1) if (!isAbsent(agent, addDays(from, i))) n += 1;
  return n;
}

/** A service stands under the name of whoever did it: is it this one's. */
export function didService({ name }: Pick<Agent, 'name'>, by: string | null): boolean {
  return by !== null && plain(by) === plain(name);
}
