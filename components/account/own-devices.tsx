import { LogOut, MonitorSmartphone } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../lib/contract/people.ts';
import { type FormatContext, formatMoment } from '../../lib/i18n/format.ts';
import type { AccountApi } from '../../lib/sync/account.ts';
import type { Failure } from '../../lib/sync/request.ts';
import { Button } from '../ui/button.tsx';

/** Browsers in which one is signed in, this one first. */
export function OwnDevices({ api, format }: { api: AccountApi; format: () => FormatContext }) {
  const { t } = useTranslation();
  const [devices, setDevices] = useState<Device[] | null>(null);
  const [failure, setFailure] = useState<Failure['kind'] | null>(null);
  const [busy, setBusy] = useState(false);
  const look = useCallback(async () => {
    const reply = await api.devices();
    setFailure(reply.ok ? null : reply.failure.kind);
    if (reply.ok) setDevices(reply.value.devices);
  }, [api]);
  useEffect(() => void look(), [look]);
  const signOut = async (id: string) => {
    setBusy(true);
    const reply = await api.signOutDevice(id);
    if (reply.ok) await look();
    else setFailure(reply.failure.kind);
    setBusy(false);
  };
  const open = devices?.filter(({ revokedAt }) => revokedAt === null).toSorted((a, b) => Number(b.own) - Number(a.own)) ?? [];
  return (
    <section aria-labelledby="own-devices">
      <h3 id="own-devices" className="m-0 text-body font-bold">
        {t('account.devices')}
      </h3>
      {devices === null && failure === null ? <p className="m-0 mt-1 text-fact text-muted">{t('account.looking')}</p> : null}
      {failure ? (
        <div className="mt-1 flex items-center justify-between gap-2">
          <p role="alert" className="m-0 min-w-0 text-fact font-semibold text-bad">
            {t('account.failed', { why: t(`error.${failure}`) })}
          </p>
          <Button className="shrink-0" onPress={() => void look()}>
            {t('account.again')}
          </Button>
        </div>
      ) : null}
      <ul aria-label={t('account.devices')} className="m-0 mt-1 list-none p-0">
        {open.map(({ id, label, own, seenAt, createdAt }) => (
          <li key={id} className="flex min-h-11 items-center gap-2 border-b border-line text-fact">
            <MonitorSmartphone size={16} aria-hidden="true" className="shrink-0 text-muted" />
            <span className="min-w-0 flex-1">
              <span className="block font-semibold">{label}</span>
              <span className="tabular block text-label text-muted">
                {own ? t('account.thisOne') : t('account.seen', { at: formatMoment(seenAt ?? createdAt, format()) })}
              </span>
            </span>
            {own ? null : (
              <Button tight isDisabled={busy} aria-label={t('account.signOutDevice', { device: label })} onPress={() => void signOut(id)}>
                <LogOut size={15} aria-hidden="true" />
                {t('account.signOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {devices !== null && open.length === 1 ? <p className="m-0 mt-1 text-fact text-muted">{t('account.onlyHere')}</p> : null}
    </section>
  );
}
