import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import { customerSplitReplySchema } from '../../../lib/contract/customer-merge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap, type WorkspaceApi } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** Takes the last merge back, once it was said what that does. */
export function SplitDialog({ changeId, onClose }: { changeId: Id; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const split = useMutation({
    mutationFn: () => unwrap((api as WorkspaceApi).request({ method: 'POST', path: '/v1/customers/split', body: { changeId } }, customerSplitReplySchema)),
    onSuccess: async () => {
      await Promise.all(['customers', 'records', 'divergences'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  const failure = split.error ? failureOf(split.error) : null;
  return (
    <Dialog
      title={t('merge.back.heading')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" isDisabled={split.isPending} onPress={() => split.mutate()}>
            {split.isPending ? t('merge.back.busy') : t('merge.back.submit')}
          </Button>
        </>
      }
    >
      <p className="m-0 text-body">{t('merge.back.what')}</p>
      {failure ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
          {failure.field === 'held' ? t('merge.back.heldByNow') : t('merge.back.failed', { why: t(`error.${failure.kind}`) })}
        </p>
      ) : null}
    </Dialog>
  );
}
