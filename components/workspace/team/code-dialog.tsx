import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { CodeReply } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** Shown once: the endpoint keeps only its hash. */
export function CodeDialog({ made, endpoint, onClose }: { made: CodeReply; endpoint: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(made.code).then(
      () => setCopied('copied'),
      () => setCopied('notCopied'),
    );
  return (
    <Dialog
      title={t('workspace.team.codeFor', { name: made.agent.name })}
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={onClose}>
          {t('import.result.done')}
        </Button>
      }
    >
      <p className="m-0 text-fact text-muted">{t('workspace.team.once')}</p>
      <div className="my-3 flex items-center gap-3">
        <output className="tabular font-mono text-name font-bold select-all">{made.code}</output>
        <Button onPress={() => void copy()}>
          <Copy size={15} aria-hidden="true" />
          {t('workspace.team.copy')}
        </Button>
        <span aria-live="polite" className="text-label text-muted">
          {copied ? t(`workspace.team.${copied}`) : ''}
        </span>
      </div>
      <p className="m-0 text-fact">
        {t('workspace.team.endpoint')} <span className="tabular font-semibold select-all">{endpoint}</span>
      </p>
      <p className="tabular m-0 mt-1 text-fact text-muted">{t('workspace.team.expires', { at: formatMoment(made.expiresAt, format()) })}</p>
    </Dialog>
  );
}
