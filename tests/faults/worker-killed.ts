import { Chance } from '../simulation/chance.ts';
import { alarm, press, screenIs, sitDown } from '../support/journey.ts';
import { attempt, EMPTY_WITHIN, emptied, saidSaved, startField } from './desk.ts';
import { compare, type Fault } from './fault.ts';

/** Calls in a row with the endpoint there, and then with it away: as many customers as are held ahead for an outage. */
const IN_A_ROW = 4;

/** Row 7: the service worker ended at any point around a save, with an endpoint that is there for one while and away for another. */
export const workerKilled: Fault = {
  name: 'service worker killed at random points',
  passes: `nothing lost, nothing doubled, and nothing waits ${EMPTY_WITHIN / 1000} s after the endpoint is up`,
  short: 5,
  long: 200,
  play: async (times) => {
    const field = await startField(times + 10);
    const desk = await sitDown(field.team, 'agent-li', { url: field.url });
    const chance = new Chance(7);
    const saved: string[] = [];
    const problems: string[] = [];
    let [kills, slowest] = [0, 0];
    const back = async ({ byItself }: { byItself: boolean }) => {
      field.connect(true);
      if (!byItself) await alarm(desk);
      const took = await emptied(desk);
      slowest = Math.max(slowest, took ?? 0);
      if (took === null) problems.push(`${saved.length} records: the outbox was not empty after ${EMPTY_WITHIN / 1000} s`);
      problems.push(...compare(saved, field.callsThere()));
    };
    try {
      for (let round = 1; round <= times && problems.length === 0; round++) {
        // Killed before it could hold more customers: whoever sees nobody looks again, and that needs the endpoint.
        if ((await screenIs(desk, 'ready', 'nothing')) === 'nothing') {
          await back({ byItself: false });
          await press(desk, 'r');
        }
        const call = await attempt(desk);
        const at = chance.between(0, 250);
        const killed = new Promise((wake) => setTimeout(wake, at)).then(() => desk.session.killServiceWorker());
        // Another round of sync, so that some are killed in the middle of one.
        if (chance.hit(0.5)) await alarm(desk);
        await saidSaved(desk);
        saved.push(call);
        if (await killed) kills += 1;
        if (round % (2 * IN_A_ROW) === IN_A_ROW) field.connect(false);
        if (round % (2 * IN_A_ROW) === 0) await back({ byItself: false });
      }
      // With its own alarms once, which a test has no time for.
      await back({ byItself: times > 20 });
      problems.push(...desk.faults);
    } finally {
      await desk.close();
      await field.close();
    }
    const seen = `${kills} workers were running and were killed; ${saved.length} records; the outbox was empty at most ${(slowest / 1000).toFixed(1)} s after the endpoint was back`;
    return { times, problems, seen };
  },
};
