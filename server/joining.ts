import type { Service } from '../lib/contract/customer.ts';
import type { Task } from '../lib/contract/task.ts';
import type { Session } from './context.ts';
import { ApiError } from './errors.ts';
import type { Tx } from './store/port.ts';

type Adding = { tx: Tx; session: Session; prefix: readonly string[] };

/** A service of somebody who worked alone before: as it is, for a customer within reach. No call is planned for it; those that were come with it. @throws ApiError */
export async function addService(to: Adding, service: Service): Promise<void> {
  await checkCustomer(to, service, 'service');
  if (await to.tx.services.get(service.id)) throw new ApiError('conflict', 'This id was used for another service.', at(to, 'service.id'));
  await to.tx.services.put([service]);
}

/** A task of somebody who worked alone before, open or done, as it stands. @throws ApiError */
export async function addTask(to: Adding, task: Task): Promise<void> {
  const { tx, session } = to;
  await checkCustomer(to, task, 'task');
  if (task.agentId !== null && task.agentId !== session.agent.id)
    throw new ApiError('forbidden', 'An appointment is of the agent who sends it.', at(to, 'task.agentId'));
  if (task.serviceId !== null && (await tx.services.get(task.serviceId))?.customerId !== task.customerId) {
    throw new ApiError('not-found', 'No such service within reach.', at(to, 'task.serviceId'));
  }
  if ((await tx.tasks.get([task.id])).length > 0) throw new ApiError('conflict', 'This id was used for another task.', at(to, 'task.id'));
  await tx.tasks.put([{ ...task, claim: null }]);
}

async function checkCustomer(to: Adding, { placeId, customerId }: { placeId: string; customerId: string }, what: string): Promise<void> {
  const { tx, session } = to;
  if (!session.scope.includes(placeId)) throw new ApiError('not-found', 'No such place within reach.', at(to, `${what}.placeId`));
  const [customer] = await tx.customers.get([customerId]);
  if (!customer || !session.scope.includes(customer.placeId)) throw new ApiError('not-found', 'No such customer within reach.', at(to, `${what}.customerId`));
}

function at({ prefix }: Adding, path: string): string {
  return [...prefix, path].join('.');
}
