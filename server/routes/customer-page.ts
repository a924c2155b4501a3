import {
  alikeReplySchema,
  alikeRequestSchema,
  customerSaveReplySchema,
  customerSaveRequestSchema,
  optOutRequestSchema,
} from '../../lib/contract/customer-edit.ts';
import { customerPageSchema, customerReadRequestSchema } from '../../lib/contract/customer-page.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { leads, readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { readCustomer } from '../read-customer.ts';
import { alikeTo, saveCustomer, setOptOut } from '../save-customer.ts';
import { post } from './route.ts';

export function customerPageRoutes(app: App, deps: Deps): void {
  const read = post(deps, {
    path: '/v1/customers/read',
    summary: 'All that is known of one customer, and why they are called next, or are not',
    body: customerReadRequestSchema,
    reply: customerPageSchema,
    roles: readers,
  });
  app.openapi(read, async (c) => {
    const session = c.get('session');
    const { customerId } = c.req.valid('json');
    const page = await readCustomer(deps, session, customerId);
    const subject = { kind: 'customer', id: customerId };
    await auditRead(deps, session, { action: 'customer.read', subject, placeId: page.customer.placeId, facts: { records: page.records.length } });
    return c.json(page, 200);
  });
  addChanges(app, deps);
}

function addChanges(app: App, deps: Deps): void {
  const save = post(deps, {
    path: '/v1/customers/save',
    summary: 'Change fields of a customer, all or none, or take one in by hand; 409 names a field that somebody else changed meanwhile',
    body: customerSaveRequestSchema,
    reply: customerSaveReplySchema,
    roles: leads,
  });
  app.openapi(save, async (c) => c.json(await saveCustomer(deps, c.get('session'), c.req.valid('json')), 200));
  const optOut = post(deps, {
    path: '/v1/customers/opt-out',
    summary: 'A customer does not want to be called, or may be called again',
    body: optOutRequestSchema,
    reply: customerSaveReplySchema,
    roles: leads,
  });
  app.openapi(optOut, async (c) => c.json(await setOptOut(deps, c.get('session'), c.req.valid('json')), 200));
  const alike = post(deps, {
    path: '/v1/customers/alike',
    summary: 'Customers with one of these phones, or this number',
    body: alikeRequestSchema,
    reply: alikeReplySchema,
    roles: leads,
  });
  app.openapi(alike, async (c) => {
    const session = c.get('session');
    const reply = await alikeTo(deps, session, c.req.valid('json'));
    await auditRead(deps, session, { action: 'customers.alike', subject: { kind: 'customers', id: null }, facts: { count: reply.alike.length } });
    return c.json(reply, 200);
  });
}
