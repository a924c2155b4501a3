import { useLiveQuery } from 'dexie-react-hooks';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../../lib/browser/sign-in.ts';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { again } from '../../../lib/outbox/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { usePanel } from '../context.ts';
import { useSync } from '../hooks/use-sync.ts';
import { TeamForm } from '../team-form.tsx';

/** What has not reached the endpoint: each row with its reason. Nothing is ever dropped here. */
export function OutboxDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { db, clock, session } = usePanel();
  const { syncing, sync } = useSync();
  const rows = useLiveQuery(() => db.outbox.orderBy('n').limit(200).toArray(), [db]);
  const resend = async () => {
    const now = clock.now();
    await db.outbox.toCollection().modify((row) => {
      Object.assign(row, again(row, now));
    });
    await sync();
  };
  const link = useLiveQuery(() => readMeta(db, 'link'), [db]);
  const signedOut = session.mode === 'team' && link?.state === 'signed-out';
  const footer =
    session.mode === 'team' && !signedOut ? (
      <Button kind="primary" isDisabled={syncing} onPress={() => void resend()}>
        {syncing ? t('outbox.sending') : t('outbox.send')}
      </Button>
    ) : null;
  return (
    <Dialog title={t('outbox.title')} onClose={onClose} footer={footer}>
      {signedOut ? <TeamForm known={session} onSignIn={(endpoint, credentials) => signIn(db, { endpoint, with: credentials, again: true })} /> : null}
      {rows?.length === 0 ? <p className="m-0 text-body text-muted">{t('outbox.empty')}</p> : null}
      <ul className="m-0 list-none p-0">
        {rows?.map((row) => (
          <OutboxItem key={row.n} row={row} />
        ))}
      </ul>
      {session.mode === 'alone' && rows && rows.length > 0 ? <p className="m-0 mt-2 text-fact text-muted">{t('outbox.alone')}</p> : null}
    </Dialog>
  );
}

function OutboxItem({ row }: { row: OutboxRow }) {
  const { t } = useTranslation();
  const { db, format } = usePanel();
  const customerId =
    row.mutation.kind === 'record.save' ? row.mutation.record.customerId : row.mutation.kind === 'customer.set' ? row.mutation.customerId : null;
  const name = useLiveQuery(async () => (customerId ? (await db.customers.get(customerId))?.person.name : undefined), [db, customerId]);
  const error = row.lastError;
  return (
    <li className="border-b border-line py-2 text-fact">
      <div className="flex justify-between gap-2">
        <span className="min-w-0 font-semibold">
          {t(`mutation.${row.mutation.kind}`)}
          {name ? ` · ${name}` : ''}
        </span>
        <span className="shrink-0 text-muted">{formatMoment(row.createdAt, format())}</span>
      </div>
      <p className={`m-0 ${row.state === 'rejected' ? 'text-bad' : 'text-muted'}`}>
        {row.state === 'rejected' ? t('outbox.rejected') : t('outbox.waiting')}
        {error ? ` · ${t(`error.${error.kind}`)}` : ''}
        {error?.field ? ` · ${t('outbox.field', { field: error.field })}` : ''}
      </p>
    </li>
  );
}
