import { DatabaseZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lossItem } from '../../../lib/browser/loss.ts';
import { bus } from '../../../lib/bus.ts';
import type { Loss } from '../../../lib/contract/mirror.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { spanOf } from '../../../lib/outbox/loss.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useStored } from '../../ui/use-stored.ts';
import { usePanel } from '../context.ts';

/** Local storage was lost: said on every screen until the agent has read it. A line and no dialog, for there may be a call. */
export function LossNotice() {
  const { t } = useTranslation();
  const loss = useStored(lossItem);
  const [open, setOpen] = useState(false);
  const isLost = loss != null;
  useEffect(() => {
    if (isLost) bus.emit('warn', t('loss.notice'));
  }, [isLost, t]);
  if (!loss) return null;
  return (
    <>
      <section aria-label={t('loss.title')} className="flex flex-wrap items-center gap-x-2 border-b border-line bg-bad-soft px-3 py-1 text-fact text-bad">
        <DatabaseZap size={16} aria-hidden="true" className="shrink-0" />
        <span className="min-w-0 flex-1 font-semibold">{t('loss.notice')}</span>
        <Button kind="danger" tight onPress={() => setOpen(true)}>
          {t('loss.look')}
        </Button>
      </section>
      {open ? <LossDialog loss={loss} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function LossDialog({ loss, onClose }: { loss: Loss; onClose: () => void }) {
  const { t } = useTranslation();
  const { session, format } = usePanel();
  const isAlone = session.mode === 'alone';
  const span = spanOf(loss);
  const moment = (at: number) => formatMoment(at, format());
  const when =
    span === null
      ? ''
      : span.from === span.to
        ? t('loss.at', { from: moment(span.from) })
        : t('loss.between', { from: moment(span.from), to: moment(span.to) });
  const count = loss.missing.length;
  // Not before the endpoint has said what it has: until then nobody knows what is missing.
  const isOver = isAlone || loss.asked;
  const footer = isOver ? (
    <Button kind="primary" onPress={() => void lossItem.setValue(null).then(onClose)}>
      {t('loss.understood')}
    </Button>
  ) : null;
  return (
    <Dialog title={t('loss.title')} onClose={onClose} footer={footer} text>
      <div className="grid gap-2 text-body">
        <p className="m-0">{t(`loss.${loss.how}`, { at: moment(loss.foundAt) })}</p>
        {isAlone ? (
          <p className="m-0 font-semibold">{t('loss.alone')}</p>
        ) : (
          <>
            {count > 0 ? <p className="m-0 font-semibold text-bad">{t(loss.asked ? 'loss.missing' : 'loss.asking', { count, when })}</p> : null}
            {count > 0 && loss.asked ? <p className="m-0">{t('loss.doMissing')}</p> : null}
            {count === 0 ? <p className="m-0 font-semibold">{t('loss.nothing')}</p> : null}
            <p className="m-0 text-muted">{t('loss.refilled')}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}
