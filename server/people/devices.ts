import type { Id } from '../../lib/contract/basics.ts';
import type { Device } from '../../lib/contract/people.ts';
import { audit } from '../audit/audit.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import { personWithin } from './reach.ts';

/** Everybody sees their own devices; who looks after people, theirs. @throws ApiError */
export async function listDevices(deps: Deps, session: Session, agentId: Id): Promise<Device[]> {
  return deps.store.read(async (tx) => {
    if (agentId !== session.agent.id) await allowed(session, () => personWithin(tx, session, agentId, deps.clock.now()), 'agentId');
    const devices = await tx.devices.ofAgent(agentId);
    return devices.map(({ agentId: _, ...device }) => ({ ...device, own: device.id === session.deviceId }));
  });
}

/** Cuts a device off: its next request is refused, whatever it holds comes free. @throws ApiError */
export async function revokeDevice(deps: Deps, session: Session, deviceId: Id): Promise<void> {
  await deps.store.write(async (tx) => {
    const now = deps.clock.now();
    const device = await tx.devices.get(deviceId);
    if (!device) throw unknown();
    if (device.agentId !== session.agent.id) await allowed(session, () => personWithin(tx, session, device.agentId, now), 'deviceId');
    if (device.revokedAt !== null) return;
    await tx.devices.revoke(deviceId, now);
    // Somebody who signs another browser of their own out goes on in this one.
    const goesOn = device.agentId === session.agent.id && deviceId !== session.deviceId;
    if (!goesOn) await tx.holds.remove((await tx.holds.ofAgent(device.agentId)).map((hold) => hold.customerId));
    await audit(tx, session, now, { action: 'device.revoke', subject: { kind: 'device', id: deviceId }, facts: { agentId: device.agentId } });
  });
}

const unknown = (field = 'deviceId') => new ApiError('not-found', 'No such device within reach.', field);

/** Agents and QA have no business with other people's devices: one that exists is told like one that does not. */
async function allowed(session: Session, within: () => Promise<unknown>, field: string): Promise<void> {
  if (session.agent.role !== 'lead' && session.agent.role !== 'admin') throw unknown(field);
  await within().catch((error: unknown) => {
    throw error instanceof ApiError && error.kind === 'not-found' ? unknown(field) : error;
  });
}
