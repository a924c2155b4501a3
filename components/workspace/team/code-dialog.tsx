import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { CodeReply } from '../api.ts';
import { useWorkspace } from '../context.ts';

/** Shown once: the endpoint keeps only its hash. */
export function CodeDialog({ made, onClose }: { made: CodeReply; onClose: () => void }) {
  const { t } = useTranslation();
  const { format, session } = useWorkspace();
  const endpoint = session.mode === 'team' ? session.endpoint : '';
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(made.code).then(
      () => setCopied('copied'),
      () => setCopied('notCopied'),
    );
  return (
    <Dialog
      title={t('team.codeFor', { name: made.agent.name })}
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={onClose}>
          {t('team.done')}
        </Button>
      }
    >
      <p className="m-0 text-fact text-muted">{t('team.once')}</p>
      <div className="my-3 flex items-center gap-3">
        <output className="tabular font-mono text-name font-bold select-all">{made.code}</output>
        <Button onPress={() => void copy()}>
          <Copy size={15} aria-hidden="true" />
          {t('team.copy')}
        </Button>
        <span aria-live="polite" className="text-label text-muted">
          {copied ? t(`team.${copied}`) : ''}
        </span>
      </div>
      <p className="m-0 text-fact">
        {t('team.endpoint')} <span className="tabular font-semibold select-all">{endpoint}</span>
      </p>
      {made.login ? (
        <p className="m-0 mt-1 text-fact">
          {t('team.theirLogin')} <span className="font-semibold select-all">{made.login}</span>
        </p>
      ) : null}
      <p className="tabular m-0 mt-1 text-fact text-muted">{t('team.expires', { at: formatMoment(made.expiresAt, format()) })}</p>
    </Dialog>
  );
}
