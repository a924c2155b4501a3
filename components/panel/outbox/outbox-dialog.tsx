import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../../lib/browser/sign-in.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { outboxCounts, outboxOrder, outboxRows, sendAgain } from '../../../lib/db/outbox.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { SignInForm } from '../../sign-in/sign-in-form.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { usePanel } from '../context.ts';
import { useLive } from '../hooks/use-live.ts';
import { useSync } from '../hooks/use-sync.ts';
import { CopyRefused } from './copy-refused.tsx';
import { OutboxList } from './outbox-list.tsx';
import { RowDetail } from './row-detail.tsx';

/** What has not reached the endpoint: each row with its reason. Nothing is ever dropped here. */
export function OutboxDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { db, clock, session } = usePanel();
  const { syncing, sync } = useSync();
  const order = useLive([db.outbox], () => outboxOrder(db), [db]);
  const link = useLive([db.meta], () => readMeta(db, 'link'), [db]);
  const [shown, setShown] = useState<number | null>(null);
  // A correction that was begun is not lost to Esc or a click beside the dialog.
  const [begun, setBegun] = useState(false);
  const open = (n: number | null) => {
    setShown(n);
    setBegun(false);
  };
  const detail = useLive([db.outbox, db.customers], async () => (shown === null ? null : ((await outboxRows(db, [shown])).get(shown) ?? null)), [db, shown]);
  const rejected = useLive([db.outbox], async () => (await outboxCounts(db)).rejected, [db]) ?? 0;
  const isTeam = session.mode === 'team';
  const isSignedOut = isTeam && link?.state === 'signed-out';
  const footer =
    isTeam && !isSignedOut && order && order.length > 0 ? (
      <Button kind="primary" isDisabled={syncing} onPress={() => void sendAgain(db, clock.now()).then(sync)}>
        {syncing ? t('outbox.sending') : t('outbox.send')}
      </Button>
    ) : null;
  if (detail)
    return (
      <Dialog title={t('outbox.title')} onClose={onClose} keep={begun}>
        <RowDetail key={detail.row.id} listed={detail} onBack={() => open(null)} onBegun={setBegun} />
      </Dialog>
    );
  return (
    <Dialog title={t(isSignedOut ? 'header.signedOut' : 'outbox.title')} onClose={onClose} footer={footer}>
      {isSignedOut ? (
        <section className="mb-4">
          <p className="m-0 text-body">{t('outbox.signedOut')}</p>
          <SignInForm known={session} onSignIn={(endpoint, credentials) => signIn(db, { endpoint, with: credentials, again: true })} />
        </section>
      ) : null}
      {order?.length === 0 && !isSignedOut ? <p className="m-0 text-body text-muted">{t('outbox.empty')}</p> : null}
      {order && order.length > 0 ? (
        <>
          <Summary />
          {link?.state === 'offline' && isTeam ? <p className="m-0 mb-2 text-fact text-fair">{t('outbox.offline')}</p> : null}
          <OutboxList order={order} onOpen={open} />
          {rejected > 0 ? <CopyRefused /> : null}
        </>
      ) : null}
      {!isTeam && order && order.length > 0 ? <p className="m-0 mt-2 text-fact text-muted">{t('outbox.alone')}</p> : null}
    </Dialog>
  );
}

/** How many, since when, and how many of them need somebody. */
function Summary() {
  const { t } = useTranslation();
  const { db, format } = usePanel();
  const counts = useLive([db.outbox], () => outboxCounts(db), [db]);
  if (!counts) return null;
  return (
    <p className="tabular m-0 mb-2 flex flex-wrap gap-x-3 text-fact">
      {counts.rejected > 0 ? <span className="font-semibold text-bad">{t('outbox.summary.rejected', { count: counts.rejected })}</span> : null}
      {counts.since === null ? null : (
        <span className="text-muted">{t('outbox.summary.waiting', { count: counts.waiting, since: formatMoment(counts.since, format()) })}</span>
      )}
    </p>
  );
}
