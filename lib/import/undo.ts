import type { Id } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Task } from '../contract/task.ts';
import type { ImportChange, ImportStay, Undone } from '../contract/undo-import.ts';
import { touchesIn } from '../plan/touches.ts';
import { same } from './same.ts';
import { takeBack } from './steps.ts';

/** An import and the customers that it changed, as they stand now, with everything of theirs. */
export type UndoInput = {
  /** In the order in which they were made, over all parts. */
  changes: readonly ImportChange[];
  customers: readonly Customer[];
  services: readonly Service[];
  tasks: readonly Task[];
  /** Customers with a record. */
  called: ReadonlySet<Id>;
  /** Customers whom somebody corrected or merged, as far as that was noted; whoever changes one also leaves the time of it. */
  corrected: ReadonlySet<Id>;
  /** Customers whom an agent may have before them now. */
  busy: ReadonlySet<Id>;
};

export type Undoing = {
  /** New customers that nobody has worked with: they go, with all that is theirs. */
  removed: Customer[];
  /** Rows with their former values. The plan of all `touched` is to be made again. */
  customers: Customer[];
  services: Service[];
  tasks: Task[];
  /** New services of customers that stay. */
  gone: Service[];
  touched: Id[];
  /** Rows whose customer is busy: what was changed of them is kept for another time. */
  left: ReadonlySet<Id>;
  counts: Omit<Undone, 'at'>;
};

/** They follow from others: nobody knows them as fields. */
const FOLLOWING: ReadonlySet<string> = new Set(['updatedAt', 'phoneHashes']);

/** What an import is taken back to. Whatever somebody has done since stays: a call, an appointment, a correction, another file. */
export function undoImport(input: UndoInput): Undoing {
  const desk = new UndoDesk(input);
  for (const customer of input.customers) desk.take(customer);
  return desk.outcome();
}

class UndoDesk {
  private readonly out = {
    removed: [] as Customer[],
    customers: [] as Customer[],
    services: [] as Service[],
    tasks: [] as Task[],
    gone: [] as Service[],
    touched: [] as Id[],
    left: new Set<Id>(),
  };
  private readonly stay = new Map<string, Undone['stay'][number]>();
  private fields = 0;
  private readonly steps: ReadonlyMap<Id, ImportChange[]>;
  private readonly services: ReadonlyMap<Id, Service[]>;
  private readonly tasks: ReadonlyMap<Id, Task[]>;
  private readonly input: UndoInput;

  constructor(input: UndoInput) {
    this.input = input;
    this.steps = Map.groupBy(input.changes, ({ rowId }) => rowId);
    this.services = Map.groupBy(input.services, ({ customerId }) => customerId);
    this.tasks = Map.groupBy(input.tasks, ({ customerId }) => customerId);
  }

  take(customer: Customer): void {
    const services = this.services.get(customer.id) ?? [];
    const tasks = this.tasks.get(customer.id) ?? [];
    const isNew = this.isNew(customer.id);
    if (this.input.busy.has(customer.id)) {
      for (const { id } of [customer, ...services, ...tasks]) this.out.left.add(id);
      this.stays('customer', 'busy');
    } else if (isNew) {
      const why = this.whyItStays(customer, services, tasks);
      if (why) this.stays('customer', why);
      else this.out.removed.push(customer);
    } else this.restore(customer, services, tasks);
  }

  outcome(): Undoing {
    const { removed, customers, gone } = this.out;
    return {
      ...this.out,
      counts: {
        customers: { removed: removed.length, restored: customers.length },
        services: gone.length,
        fields: this.fields,
        stay: [...this.stay.values()],
      },
    };
  }

  private isNew(id: Id): boolean {
    return this.steps.get(id)?.[0]?.steps === null;
  }

  private stepsOf(id: Id) {
    return (this.steps.get(id) ?? []).flatMap(({ steps }) => steps ?? []);
  }

  private stays(what: 'customer' | 'service', why: ImportStay): void {
    const count = (this.stay.get(what + why)?.count ?? 0) + 1;
    this.stay.set(what + why, { what, why, count });
  }

  private whyItStays(customer: Customer, services: readonly Service[], tasks: readonly Task[]): ImportStay | null {
    if (this.input.called.has(customer.id) || tasks.some(isWorked)) return 'called';
    const { row, kept } = takeBack(customer, this.stepsOf(customer.id));
    // An import makes a customer with the two times alike.
    const changed = this.input.corrected.has(customer.id) || kept.length > 0 || row.updatedAt !== row.createdAt || services.some(({ id }) => !this.isNew(id));
    return changed ? 'changed' : null;
  }

  private restore(customer: Customer, services: readonly Service[], tasks: readonly Task[]): void {
    const { out } = this;
    this.putBack(customer, out.customers);
    for (const service of services) {
      if (this.isNew(service.id)) this.takeService(service, tasks);
      else this.putBack(service, out.services);
    }
    for (const task of tasks) {
      const { row, kept } = takeBack(task, this.stepsOf(task.id));
      if (kept.length === 0 && !same(row, task)) out.tasks.push(row);
    }
    out.touched.push(customer.id);
  }

  private putBack<T extends Customer | Service>(now: T, into: T[]): void {
    const { row, kept } = takeBack(now, this.stepsOf(now.id));
    this.fields += kept.filter(([first = '']) => !FOLLOWING.has(first)).length;
    if (!same(row, now)) into.push(row);
  }

  private takeService(service: Service, tasks: readonly Task[]): void {
    const about = tasks.filter((task) => task.serviceId === service.id || touchesIn(task).some(({ serviceId }) => serviceId === service.id));
    if (about.some(isWorked)) this.stays('service', 'called');
    else this.out.gone.push(service);
  }
}

/** Somebody has done something about it, or agreed on it. */
function isWorked({ state, attempts, skips, cause, closedBecause }: Task): boolean {
  const closedByWork = closedBecause !== null && ['skipped', 'covered', 'number-wrong', 'not-reached'].includes(closedBecause);
  return state === 'done' || attempts > 0 || skips.length > 0 || cause.kind === 'appointment' || closedByWork;
}
