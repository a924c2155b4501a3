import { z } from '@hono/zod-openapi';
import {
  deviceListReplySchema,
  deviceListRequestSchema,
  deviceRevokeRequestSchema,
  personCodeRequestSchema,
  personListReplySchema,
  personReplySchema,
  personSaveRequestSchema,
  placeListReplySchema,
  placeReplySchema,
  placeSaveRequestSchema,
} from '../../lib/contract/people.ts';
import { agentsNowReplySchema, presenceReplySchema, presenceSchema } from '../../lib/contract/presence.ts';
import { codeReplySchema, doneReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { leads, readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { listDevices, revokeDevice } from '../people/devices.ts';
import { listPeople, newCode, savePerson } from '../people/manage.ts';
import { listPlaces, savePlace } from '../people/places.ts';
import { agentsNow, notePresence } from '../people/presence.ts';
import { post } from './route.ts';

const nothing = z.strictObject({});

/** People, their devices, and the places they belong to. */
export function peopleRoutes(app: App, deps: Deps): void {
  const list = post(deps, { path: '/v1/people/list', summary: 'Everybody within reach', body: nothing, reply: personListReplySchema, roles: leads });
  app.openapi(list, async (c) => {
    const session = c.get('session');
    const people = await listPeople(deps, session);
    await auditRead(deps, session, { action: 'people.list', subject: { kind: 'agents', id: null }, facts: { count: people.length } });
    return c.json({ people }, 200);
  });

  const save = post(deps, {
    path: '/v1/people/save',
    summary: 'Changes what is set of a person: name, login, role, place, languages, whether they work here',
    body: personSaveRequestSchema,
    reply: personReplySchema,
    roles: leads,
  });
  app.openapi(save, async (c) => {
    const { agentId, set } = c.req.valid('json');
    return c.json({ person: await savePerson(deps, c.get('session'), agentId, set) }, 200);
  });

  const code = post(deps, {
    path: '/v1/people/code',
    summary: 'A new one-time code for another device, or for a password that was forgotten',
    body: personCodeRequestSchema,
    reply: codeReplySchema,
    roles: leads,
  });
  app.openapi(code, async (c) => c.json(await newCode(deps, c.get('session'), c.req.valid('json').agentId), 200));

  deviceRoutes(app, deps);
  placeRoutes(app, deps);
}

function deviceRoutes(app: App, deps: Deps): void {
  const list = post(deps, {
    path: '/v1/devices/list',
    summary: 'Devices of oneself, or of somebody within reach',
    body: deviceListRequestSchema,
    reply: deviceListReplySchema,
  });
  app.openapi(list, async (c) => {
    const session = c.get('session');
    return c.json({ devices: await listDevices(deps, session, c.req.valid('json').agentId ?? session.agent.id) }, 200);
  });

  const revoke = post(deps, {
    path: '/v1/devices/revoke',
    summary: 'Cuts a device off: its next request is refused',
    body: deviceRevokeRequestSchema,
    reply: doneReplySchema,
  });
  app.openapi(revoke, async (c) => {
    await revokeDevice(deps, c.get('session'), c.req.valid('json').deviceId);
    return c.json({ ok: true } as const, 200);
  });

  const presence = post(deps, {
    path: '/v1/presence',
    summary: 'How it stands at this desk; answers who its person is now',
    body: presenceSchema,
    reply: presenceReplySchema,
  });
  app.openapi(presence, async (c) => c.json(await notePresence(deps, c.get('session'), c.req.valid('json')), 200));

  const now = post(deps, {
    path: '/v1/presence/list',
    summary: 'Agents now: in a call since, unsent, rejected, versions they lack',
    body: nothing,
    reply: agentsNowReplySchema,
    roles: readers,
  });
  app.openapi(now, async (c) => c.json(await agentsNow(deps, c.get('session')), 200));
}

function placeRoutes(app: App, deps: Deps): void {
  const list = post(deps, { path: '/v1/places/list', summary: 'The places within reach', body: nothing, reply: placeListReplySchema, roles: readers });
  app.openapi(list, (c) => c.json({ places: listPlaces(c.get('session')) }, 200));

  const save = post(deps, {
    path: '/v1/places/save',
    summary: 'Adds a place below another, renames, moves or changes one',
    body: placeSaveRequestSchema,
    reply: placeReplySchema,
    roles: leads,
  });
  app.openapi(save, async (c) => {
    const { id, set } = c.req.valid('json');
    return c.json({ place: await savePlace(deps, c.get('session'), id, set) }, 200);
  });
}
