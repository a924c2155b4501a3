import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  type AssignRequest,
  assignApplyReplySchema,
  assignListReplySchema,
  assignPreviewSchema,
  assignUndoReplySchema,
} from '../../../lib/contract/assignment.ts';
import type { Id } from '../../../lib/contract/basics.ts';
import { unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** Everybody is looked at, which takes some seconds with a hundred thousand. */
const LONG_MS = 120_000;

export function useAssignApi() {
  const { api } = useWorkspace();
  if (!api) throw new TypeError('there is no team without an endpoint');
  const ask = api.request;
  return useMemo(() => {
    const post = (path: string, body: object) => ({ method: 'POST' as const, path, body, timeoutMs: LONG_MS });
    return {
      list: (placeId: Id) => ask(post('/v1/assign/list', { placeId }), assignListReplySchema),
      preview: (request: AssignRequest) => ask(post('/v1/assign/preview', request), assignPreviewSchema),
      apply: (request: AssignRequest & { seal: string }) => ask(post('/v1/assign/apply', request), assignApplyReplySchema),
      undo: (assignmentId: Id) => ask(post('/v1/assign/undo', { assignmentId }), assignUndoReplySchema),
    };
  }, [ask]);
}

export function useAssignments(placeId: Id | null) {
  const api = useAssignApi();
  return useQuery({ queryKey: ['assign', placeId], enabled: placeId !== null, queryFn: () => unwrap(api.list(placeId ?? '')) });
}

/** After an assignment: who has whom is asked for again, as are the customers. */
export function useRefreshAssignments(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () => Promise.all(['assign', 'customers'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
