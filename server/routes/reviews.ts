import { z } from '@hono/zod-openapi';
import { idSchema } from '../../lib/contract/basics.ts';
import { ownReviewsReplySchema, reviewAddRequestSchema, reviewReplySchema } from '../../lib/contract/review.ts';
import type { App } from '../app.ts';
import { readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { addReview, ownReviews } from '../reviews.ts';
import { recordWithinReach } from '../revise.ts';
import { get, post } from './route.ts';

export function reviewRoutes(app: App, deps: Deps): void {
  const own = get(deps, {
    path: '/v1/reviews',
    summary: 'What QA wrote about the agent’s own records, after a cursor of its own',
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    params: z.object({}),
    reply: ownReviewsReplySchema,
  });
  app.openapi(own, async (c) => c.json(await ownReviews(deps, c.get('session'), c.req.valid('query').after), 200));

  const one = get(deps, {
    path: '/v1/reviews/{id}',
    summary: 'What was written about one record; null when nothing was',
    query: z.object({}),
    params: z.object({ id: idSchema }),
    reply: reviewReplySchema,
  });
  app.openapi(one, async (c) => {
    const session = c.get('session');
    const { id } = c.req.valid('param');
    const reply = await deps.store.read(async (tx) =>
      (await recordWithinReach(tx, session, id)) ? { review: (await tx.reviews.get([id]))[0] ?? null } : null,
    );
    if (!reply) throw new ApiError('not-found', 'No such record within reach.', 'id');
    return c.json(reply, 200);
  });

  const add = post(deps, {
    path: '/v1/reviews/add',
    summary: 'A comment on a moment, a return to the agent, or a check of a record',
    body: reviewAddRequestSchema,
    reply: reviewReplySchema,
    roles: readers,
  });
  app.openapi(add, async (c) => c.json({ review: await addReview(deps, c.get('session'), c.req.valid('json')) }, 200));
}
