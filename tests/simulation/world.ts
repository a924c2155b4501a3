import { keyed } from '../../server/keys.ts';
import { SimAgent, type Told } from './agent.ts';
import { Chance } from './chance.ts';
import { check, type Problem } from './checker.ts';
import { SimEndpoint } from './endpoint.ts';
import { misfortune } from './faults.ts';
import { agents, DAY, MINUTE, SECOND, START } from './field.ts';
import { SimLead } from './lead.ts';
import { Network } from './network.ts';
import { SimPanel } from './panel.ts';
import type { Plant } from './plants.ts';
import { type Life, Scheduler } from './scheduler.ts';
import { enterVirtualBrowser, leaveVirtualBrowser } from './virtual-browser.ts';

/** `none`: nothing goes wrong. */
export type Options = { plant?: Plant; faults?: 'all' | 'none'; calls?: number };

export type Run = { seed: number; problems: Problem[]; trace: string[]; counts: { saved: number; stored: number; requests: number; steps: number } };

export type Desk = { panel: SimPanel; agent: SimAgent };

/** Everything of one run. */
export type World = {
  scheduler: Scheduler;
  chance: Chance;
  endpoint: SimEndpoint;
  network: Network;
  lead: SimLead;
  desks: readonly Desk[];
  told: Told;
  /** Ids of mutations that must be refused and shown. */
  poisoned: Set<string>;
  customers: number;
  /** Lives as long as the run. */
  fate: Life;
  changeNote: (id: string) => Promise<void>;
};

const SHIFT = 8 * MINUTE;
/** When panels sync after the faults, ms: the last two after the longest that any row waits for its turn. */
const QUIET = [SECOND, MINUTE, 11 * MINUTE, 12 * MINUTE];

/** A shift of some agents, from the first call to the last row sent; the seed decides all that happens. */
export async function simulate(seed: number, options: Options = {}): Promise<Run> {
  const world = await begin(seed, options);
  const { scheduler, network, endpoint } = world;
  try {
    for (const { panel, agent } of world.desks) {
      panel.startAlarm(world.fate);
      agent.sitDown();
    }
    if (options.faults !== 'none') scheduler.spawn(world.fate, 'fate wakes', () => misfortunes(world));
    await scheduler.run(START + SHIFT);
    await quieten(world);
    const problems = await check(world, async () => {
      // Thirty days later somebody sends what was recorded on the way.
      scheduler.now += 30 * DAY;
      for (const sent of network.pushes) network.again(sent);
      await scheduler.run(scheduler.now + 5 * SECOND);
    });
    const stored = await endpoint.store.read((tx) => tx.records.count({ placeIds: ['store', 'elsewhere'], agentId: null }));
    const counts = { saved: world.told.saved.size, stored, requests: network.requests, steps: scheduler.trace.length };
    return { seed, problems, trace: scheduler.trace, counts };
  } finally {
    for (const { panel } of world.desks) await panel.close();
    await endpoint.store.close();
    leaveVirtualBrowser();
  }
}

/** The faults end, every agent finishes, and nothing new begins. */
async function quieten({ scheduler, desks, network, endpoint, fate }: World): Promise<void> {
  scheduler.kill(fate);
  scheduler.spare();
  network.calm = true;
  if (!endpoint.up) endpoint.start();
  for (const { agent } of desks) agent.left = 0;
  await scheduler.run(scheduler.now + 2 * MINUTE);
  const end = scheduler.now;
  for (const at of QUIET) {
    for (const { panel } of desks) panel.sync(at === QUIET.at(-1));
    await scheduler.run(end + at);
  }
}

async function begin(seed: number, { plant = {}, calls }: Options): Promise<World> {
  const chance = new Chance(seed);
  const scheduler = new Scheduler(chance, START);
  enterVirtualBrowser(scheduler);
  const customers = chance.between(3, 6);
  const endpoint = await SimEndpoint.open(scheduler, chance, { customers, plant: plant.store ?? ((store) => store) });
  const network = new Network(scheduler, chance, endpoint);
  const told: Told = { saved: new Map(), corrected: new Map(), begun: new Map(), rung: new Set() };
  const desks = agents.slice(0, chance.pick([1, 1, 2, 2, 2, 3])).map((agent): Desk => {
    const panel = new SimPanel({ agent, scheduler, chance, network, plant: plant.sync ?? ((round) => round) });
    const made = calls ?? chance.between(2, 5);
    return { panel, agent: new SimAgent({ panel, scheduler, chance, told, customers, calls: made, plant: plant.save ?? ((save) => save) }) };
  });
  const changeNote = (id: string) =>
    endpoint.store.write(async (tx) => {
      const [customer] = await tx.customers.get([id]);
      if (!customer || (await tx.erasing.placeOf(id)) !== null) return;
      const person = { ...customer.person, note: `changed at ${scheduler.now - START}` };
      await tx.customers.put([keyed({ ...customer, person, updatedAt: scheduler.now }, (text) => `h(${text})`)]);
    });
  const lead = new SimLead(scheduler, chance, endpoint);
  return { scheduler, chance, endpoint, network, lead, desks, told, poisoned: new Set(), customers, fate: { name: 'fate', alive: true }, changeNote };
}

async function misfortunes(world: World): Promise<void> {
  const { chance, scheduler } = world;
  const every = chance.pick([10 * SECOND, 30 * SECOND, MINUTE]);
  for (let count = chance.between(5, 25); count > 0; count--) {
    await scheduler.pause('waits for its hour', chance.between(SECOND, 2 * every));
    await misfortune(world);
  }
}
