import { CloudOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/sync/request.ts';
import { Button } from '../ui/button.tsx';

const WITH_ADVICE = ['offline', 'timeout', 'unauthenticated', 'forbidden', 'bad-reply'];

/** Which of `workspace.advice` says what to do. */
export const adviceOf = ({ kind }: Failure): string => (WITH_ADVICE.includes(kind) ? kind : 'other');

/** Why there is nothing to see, and what to do. */
export function FailureNote({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const { t } = useTranslation();
  const Icon = failure.kind === 'offline' || failure.kind === 'timeout' ? CloudOff : TriangleAlert;
  return (
    <div role="alert" className="m-4 flex max-w-lg gap-3 rounded-[10px] border border-line bg-fair-soft p-4 text-body">
      <Icon size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-fair" />
      <div>
        <p className="m-0 font-semibold text-fair">{t('workspace.failed', { why: t(`error.${failure.kind}`) })}</p>
        <p className="m-0 mt-0.5">{t(`workspace.advice.${adviceOf(failure)}`)}</p>
        <Button className="mt-3" onPress={onRetry}>
          {t('workspace.retry')}
        </Button>
      </div>
    </div>
  );
}

export function EmptyNote({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="m-4 max-w-lg text-body">
      <p className="m-0 font-semibold">{title}</p>
      <div className="mt-1 text-muted">{children}</div>
    </div>
  );
}
