import { useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignRequest } from '../../../lib/contract/assignment.ts';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useAssignApi, useRefreshAssignments } from '../team/assign-api.ts';
import { Refused } from '../team/person-fields.tsx';

/** Whose customer this is; choosing somebody else assigns it at once, and can be taken back. */
export function OwnerField({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const api = useAssignApi();
  const refresh = useRefreshAssignments();
  const id = useId();
  const { customer, owner } = page;
  const list = useQuery({ queryKey: ['assign', customer.placeId], queryFn: () => unwrap(api.list(customer.placeId)) });
  const assigned = useMutation({
    mutationFn: async (agentId: string) => {
      const who: AssignRequest['who'] = { kind: 'these', customerIds: [customer.id] };
      const request: AssignRequest = { placeId: customer.placeId, who, filter: null, agentIds: agentId === '' ? [] : [agentId], seniorClasses: [] };
      const preview = await unwrap(api.preview(request));
      // They speak another language, or did the service themselves: said instead of done.
      if (preview.moves === 0) return { left: preview.left[0]?.why.code ?? null, id: null };
      return { left: null, id: (await unwrap(api.apply({ ...request, seal: preview.seal }))).assignment.id };
    },
    onSuccess: refresh,
  });
  const undone = useMutation({ mutationFn: (assignmentId: string) => unwrap(api.undo(assignmentId)), onSuccess: refresh });
  const failure = assigned.error ?? undone.error;
  const others = (list.data?.people ?? []).filter(({ agentId }) => agentId !== owner?.id);
  const back = undone.isSuccess ? null : (assigned.data?.id ?? null);
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 text-fact">
      <label htmlFor={id} className="text-muted">
        {t('customers.belongs.label')}
      </label>
      <select
        id={id}
        value={owner?.id ?? ''}
        disabled={assigned.isPending || !list.data}
        onChange={(event) => {
          undone.reset();
          assigned.mutate(event.target.value);
        }}
        className="min-h-8 max-w-64 rounded-lg border border-line bg-raised px-1.5 text-fact text-ink"
      >
        <option value="">{t('customers.belongs.nobody')}</option>
        {owner ? <option value={owner.id}>{owner.name}</option> : null}
        {others.map(({ agentId, name, away }) => (
          <option key={agentId} value={agentId} disabled={away}>
            {away ? t('customers.belongs.away', { name }) : name}
          </option>
        ))}
      </select>
      <span role="status">
        {assigned.data?.left ? <span className="font-semibold text-fair">{t(`customers.belongs.${assigned.data.left}`)}</span> : null}
        {back ? (
          <Button kind="quiet" isDisabled={undone.isPending} onPress={() => undone.mutate(back)}>
            {t('customers.belongs.undo')}
          </Button>
        ) : null}
      </span>
      <Refused failure={failure ? failureOf(failure) : null} />
    </div>
  );
}
