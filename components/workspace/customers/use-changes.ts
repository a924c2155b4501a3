import { useMutation, useQueryClient } from '@tanstack/react-query';
import { alikeReplySchema, type CustomerSaveRequest, customerSaveReplySchema, type OptOutRequest } from '../../../lib/contract/customer-edit.ts';
import { unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** What is done to customers by hand; after each the list and the page are asked for again. */
export function useCustomerChanges() {
  const { api } = useWorkspace();
  if (!api) throw new TypeError('there is no team without an endpoint');
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['customers'] });
  const ask = api.request;
  const save = useMutation({
    mutationFn: (body: CustomerSaveRequest) => unwrap(ask({ method: 'POST', path: '/v1/customers/save', body }, customerSaveReplySchema)),
    onSuccess,
  });
  const optOut = useMutation({
    mutationFn: (body: OptOutRequest) => unwrap(ask({ method: 'POST', path: '/v1/customers/opt-out', body }, customerSaveReplySchema)),
    onSuccess,
  });
  const alike = useMutation({
    mutationFn: (body: { placeId: string; phones: string[]; number: string | null }) =>
      unwrap(ask({ method: 'POST', path: '/v1/customers/alike', body }, alikeReplySchema)),
  });
  return { save, optOut, alike };
}
