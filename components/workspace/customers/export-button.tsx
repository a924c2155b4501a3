import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import { customerExportSchema } from '../../../lib/contract/customer-export.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** All that is held about one person, as a file whose name says nothing of them. */
export function ExportButton({ customerId }: { customerId: Id }) {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  const save = useMutation({
    mutationFn: async () => {
      if (!api) throw new TypeError('there is no team without an endpoint');
      const asked = api.request({ method: 'POST', path: '/v1/customers/export', body: { customerId }, timeoutMs: 60_000 }, customerExportSchema);
      const name = `customer-${customerId}.json`;
      download(name, JSON.stringify(await unwrap(asked), null, 2), 'application/json');
      return name;
    },
  });
  return (
    <div>
      <Button isDisabled={save.isPending} onPress={() => save.mutate()}>
        <Download size={15} aria-hidden="true" className="shrink-0" />
        {save.isPending ? t('merge.export.busy') : t('merge.export.button')}
      </Button>
      {save.data ? (
        <p role="status" className="m-0 mt-1 text-fact text-muted">
          {t('merge.export.done', { name: save.data })}
        </p>
      ) : null}
      {save.error ? (
        <p role="alert" className="m-0 mt-1 text-fact font-semibold text-bad">
          {t('merge.export.failed', { why: t(`error.${failureOf(save.error).kind}`) })}
        </p>
      ) : null}
    </div>
  );
}
