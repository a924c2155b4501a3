import { z } from '@hono/zod-openapi';
import { instantSchema } from '../../lib/contract/basics.ts';
import { customerSchema, serviceSchema } from '../../lib/contract/customer.ts';
import type { App } from '../app.ts';
import { readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { listCustomers } from '../list-customers.ts';
import { post } from './route.ts';

/** `cursor`: the `next` of the page before. `query`: as in Find; null lists all, newest first. */
export const customerListRequestSchema = z.strictObject({
  cursor: z.string().max(100).nullable(),
  limit: z.int().min(1).max(200),
  query: z.string().min(1).max(100).nullable(),
});
export type CustomerListRequest = z.infer<typeof customerListRequestSchema>;

export const customerListReplySchema = z.strictObject({
  customers: z.array(
    z.strictObject({
      customer: customerSchema,
      lastService: serviceSchema.nullable(),
      openTasks: z.int().min(0),
      heldBy: z.strictObject({ name: z.string(), until: instantSchema }).nullable(),
    }),
  ),
  next: z.string().nullable(),
  /** Of all that match. */
  total: z.int().min(0),
});
export type CustomerListReply = z.infer<typeof customerListReplySchema>;

export function customerRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/customers/list',
    summary: 'Customers with their last service and open calls',
    body: customerListRequestSchema,
    reply: customerListReplySchema,
    roles: readers,
  });
  app.openapi(route, async (c) => c.json(await listCustomers(deps, c.get('session'), c.req.valid('json')), 200));
}
