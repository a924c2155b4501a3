import { useQuery } from '@tanstack/react-query';
import type { Id } from '../../../lib/contract/basics.ts';
import { customerPageSchema } from '../../../lib/contract/customer-page.ts';
import { unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** All that is known of one customer, as the endpoint has it now. */
export function useCustomer(id: Id) {
  const { api } = useWorkspace();
  return useQuery({
    queryKey: ['customers', 'one', id],
    enabled: api !== null,
    queryFn: () => unwrap((api as WorkspaceApi).request({ method: 'POST', path: '/v1/customers/read', body: { customerId: id } }, customerPageSchema)),
  });
}
