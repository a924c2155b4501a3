import { Chance } from '../simulation/chance.ts';
import { faultProxy, type Turn } from '../support/proxy.ts';
import { startTeam } from '../support/team.ts';
import { compare, type Fault, recordsInFile } from './fault.ts';
import { enrol, NodePanel } from './node-panel.ts';

const RECORDS = 50;
const AT_ONCE = 8;

const turns: { readonly [turn in Turn]: number } = { fine: 8, delay: 2, lost: 3, 'reply-lost': 4, half: 2, slow: 2, hold: 0.05, fault: 2, away: 1 };

/** Row 2: fifty records on a line that delays, cuts, trickles and breaks off, by a schedule a seed. */
export const badNetwork: Fault = {
  name: 'bad network: delay, cut, throttle, half replies',
  passes: `each schedule brings its ${RECORDS} records to the endpoint, each once, and empties the outbox`,
  short: 6,
  long: 200,
  play: async (times) => {
    const team = await startTeam();
    const who = await enrol(team, 'agent-li');
    const wanted: string[] = [];
    const problems: string[] = [];
    const seen: { [turn: string]: number } = {};
    const one = async (seed: number) => {
      const chance = new Chance(seed);
      const proxy = await faultProxy(team.endpoint.url, () => chance.weighted(turns));
      const panel = new NodePanel(who, proxy.url);
      const ids = Array.from({ length: RECORDS }, (_, index) => `net-${seed}-${index}`);
      wanted.push(...ids);
      // In handfuls, as a day brings them, so that many requests go over the line.
      for (let start = 0; start < RECORDS; start += 5) {
        await panel.put(ids.slice(start, start + 5));
        await panel.empty(1);
      }
      await panel.empty();
      const left = await panel.left();
      if (left.length > 0) problems.push(`schedule ${seed}: still in the outbox: ${left.slice(0, 3).join(', ')}`);
      for (const [turn, count] of Object.entries(proxy.seen)) seen[turn] = (seen[turn] ?? 0) + count;
      await panel.close();
      await proxy.close();
    };
    const seeds = Array.from({ length: times }, (_, index) => index + 1);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await one(seed);
      }),
    );
    problems.push(...compare(wanted, recordsInFile(team.endpoint.database)));
    await team.close();
    return { times, problems, seen: `${wanted.length} records; requests: ${JSON.stringify(seen)}` };
  },
};

/** Row 3: the endpoint has committed, and the socket is dropped before the answer, every time. */
export const replyLost: Fault = {
  name: 'reply lost after the commit',
  passes: 'as many rows as records, each once',
  short: 25,
  long: 500,
  play: async (times) => {
    const team = await startTeam();
    const who = await enrol(team, 'agent-li');
    const proxy = await faultProxy(team.endpoint.url, (_, n) => (n % 2 === 0 ? 'reply-lost' : 'fine'));
    const panel = new NodePanel(who, proxy.url);
    const ids = Array.from({ length: times }, (_, index) => `lost-${index}`);
    for (const id of ids) {
      await panel.put([id]);
      await panel.empty(3);
    }
    const problems = compare(ids, recordsInFile(team.endpoint.database));
    if (proxy.seen['reply-lost'] !== times) problems.push(`${proxy.seen['reply-lost']} answers were lost instead of ${times}`);
    problems.push(...(await panel.left()));
    await panel.close();
    await proxy.close();
    await team.close();
    return { times, problems, seen: `${proxy.seen['reply-lost']} answers lost` };
  },
};
