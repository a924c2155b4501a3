import type { Mutation } from '../../lib/contract/mutation.ts';
import { outboxRow } from '../../lib/outbox/outbox.ts';
import { record } from '../lib/plan/build.ts';
import { DAY, HOUR, MINUTE, SECOND } from './field.ts';
import { mutationsOf } from './network.ts';
import type { World } from './world.ts';

const YEAR = 365 * DAY;
/** So many steps of its own at most does anything go on before it dies. */
const STEPS = 30;

const faults = {
  'worker dies': 6,
  'page dies': 4,
  'endpoint dies': 3,
  weather: 8,
  clock: 2,
  'old request again': 4,
  'same id, other body': 2,
  'poisoned row': 2,
  'another version': 3,
  'the lead changes a note': 2,
  'the lead corrects a phone': 3,
  'the lead corrects a record': 7,
  'somebody is erased': 1,
};

/** The next thing that goes wrong, or changes, at some time. */
export async function misfortune(world: World): Promise<void> {
  const { chance, scheduler, network, endpoint } = world;
  const { panel, agent } = chance.pick(world.desks);
  const what = chance.weighted(faults);
  scheduler.note(`misfortune at ${panel.agent.id}: ${what}`);
  switch (what) {
    case 'worker dies':
      return scheduler.doom(panel.workerLife, chance.between(1, STEPS), () => panel.killWorker());
    case 'page dies':
      return scheduler.doom(panel.page.life, chance.between(1, STEPS), () => {
        panel.reopenPage();
        agent.sitDown();
      });
    case 'endpoint dies':
      return scheduler.doom(endpoint.life, chance.between(1, STEPS), () => {
        endpoint.kill();
        scheduler.timer(world.fate, 'endpoint starts', chance.between(SECOND, 3 * MINUTE), () => endpoint.start());
      });
    case 'weather':
      network.weather.set(panel.agent.id, chance.pick(['fair', 'fair', 'rough', 'rough', 'rough', 'offline']));
      return;
    case 'clock':
      // Years wrong, an hour for daylight saving, some seconds of drift, or right again.
      panel.skew = chance.pick([10 * YEAR, -10 * YEAR, HOUR, -HOUR, 7 * SECOND, 0]);
      return;
    case 'old request again':
      if (network.pushes.length > 0) network.again(chance.pick(network.pushes));
      return;
    case 'same id, other body': {
      // Only of what is stored: the first that arrives under an id is the one that counts.
      const stored = network.pushes.filter(({ init }) => mutationsOf(init).every(({ id }) => network.acknowledged.has(id)));
      if (stored.length > 0) network.again(chance.pick(stored), (init) => ({ ...init, body: falsified(init) }));
      return;
    }
    case 'poisoned row': {
      const bad = poisoned(panel.newId(), chance.pick(poisons), panel.now());
      world.poisoned.add(bad.id);
      await panel.page.db.outbox.add(outboxRow(bad, panel.now()) as never);
      return;
    }
    case 'another version':
      return world.lead.publish();
    case 'the lead changes a note':
      return world.changeNote(someCustomer(world));
    case 'the lead corrects a phone':
      return world.lead.correctPhone(someCustomer(world));
    case 'the lead corrects a record': {
      const saved = [...world.told.saved.keys()];
      return saved.length > 0 ? world.lead.correctRecord(chance.pick(saved)) : undefined;
    }
    case 'somebody is erased':
      return world.lead.erase(someCustomer(world));
  }
}

/** The same mutations, each saying something else. */
function falsified(init: RequestInit): string {
  return JSON.stringify({ mutations: mutationsOf(init).map((one) => ({ ...one, at: one.at + 1 })) });
}

const someCustomer = ({ chance, customers }: World) => `customer-${chance.between(1, customers)}`;

const poisons = ['unknown customer', 'unknown task', 'too long', 'no such outcome', 'foreign agent', 'unknown field'] as const;

/** A row that no endpoint may take, as an older or broken panel could have written it. */
function poisoned(id: string, how: (typeof poisons)[number], at: number): Mutation {
  const good = record({
    id: `bad-${id}`,
    callId: `bad-${id}`,
    placeId: 'store',
    agentId: id.split('-')[0] ?? '',
    customerId: null,
    taskId: null,
    serviceId: null,
  });
  switch (how) {
    case 'unknown customer':
      return { id, at, kind: 'customer.set', customerId: 'nobody', change: { field: 'language', value: 'en' } };
    case 'unknown task':
      return { id, at, kind: 'task.skip', taskId: 'no-task', reason: 'busy', until: at };
    case 'too long':
      return { id, at, kind: 'record.save', record: { ...good, content: { ...good.content, said: { kind: 'text', text: 'x'.repeat(10_001) } } } };
    case 'no such outcome':
      return { id, at, kind: 'record.save', record: { ...good, outcome: 'great' as never } };
    case 'foreign agent':
      return { id, at, kind: 'record.save', record: { ...good, agentId: 'lee' } };
    case 'unknown field':
      return { id, at, kind: 'record.save', record: { ...good, __proto__: null, admin: true } as never };
  }
}
