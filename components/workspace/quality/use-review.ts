import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Review, ReviewAddRequest } from '../../../lib/contract/review.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { failureOf, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { createQualityApi } from './api.ts';

export type ReviewActions = {
  review: Review | null;
  /** For leads and QA at an endpoint. */
  may: boolean;
  busy: boolean;
  failure: Failure | null;
  /** Answers whether it was stored. */
  add: (request: ReviewAddRequest) => Promise<boolean>;
};

/** What was written about a record; `known` is what the list brought. */
export function useReview(recordId: string, known: Review | null): ReviewActions {
  const { api, session } = useWorkspace();
  const queries = useQueryClient();
  const key = ['review', recordId];
  const query = useQuery({
    queryKey: key,
    enabled: api !== null,
    queryFn: () => unwrap(createQualityApi((api as WorkspaceApi).request).review(recordId)),
  });
  const adding = useMutation({
    mutationFn: (request: ReviewAddRequest) => unwrap(createQualityApi((api as WorkspaceApi).request).addReview(request)),
    onSuccess: (reply) => {
      queries.setQueryData(key, reply);
      // The list shows where reviews stand, and may be filtered by it.
      void queries.invalidateQueries({ queryKey: ['records'] });
    },
  });
  return {
    review: query.data ? query.data.review : known,
    may: api !== null && session.agent.role !== 'agent',
    busy: adding.isPending,
    failure: adding.error ? failureOf(adding.error) : null,
    add: (request) =>
      adding.mutateAsync(request).then(
        () => true,
        () => false,
      ),
  };
}
