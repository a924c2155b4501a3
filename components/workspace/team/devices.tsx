import { useMutation } from '@tanstack/react-query';
import { MonitorX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../lib/contract/people.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { Refused } from './person-fields.tsx';
import { useDevices, useRefreshTeam, useTeamApi } from './team-api.ts';

/** Where somebody is signed in, and the way to end it. */
export function Devices({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const { data: devices, error } = useDevices(agentId);
  const revoked = useMutation({ mutationFn: (id: string) => unwrap(api.revoke(id)), onSuccess: refresh });
  const failure = error ?? revoked.error;
  return (
    <section aria-labelledby="devices" className="mt-4 border-t border-line pt-3">
      <h2 id="devices" className="m-0 text-fact font-bold">
        {t('team.devices')}
      </h2>
      {devices?.length === 0 ? <p className="m-0 mt-1 text-fact text-muted">{t('team.noDevices')}</p> : null}
      <ul className="m-0 mt-1 list-none p-0">
        {devices?.map((device) => (
          <DeviceRow key={device.id} device={device} busy={revoked.isPending} onRevoke={() => revoked.mutate(device.id)} />
        ))}
      </ul>
      <Refused failure={failure ? failureOf(failure) : null} />
    </section>
  );
}

function DeviceRow({ device, busy, onRevoke }: { device: Device; busy: boolean; onRevoke: () => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { label, createdAt, seenAt, revokedAt, own } = device;
  return (
    <li className="flex min-h-10 items-center gap-2 border-b border-line text-fact last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="m-0 truncate font-semibold">
          {label}
          {own ? <span className="font-normal text-muted"> · {t('team.thisDevice')}</span> : null}
        </p>
        <p className="tabular m-0 text-label text-muted">
          {revokedAt === null
            ? t('team.seen', { at: formatMoment(seenAt ?? createdAt, format()) })
            : t('team.cutOff', { at: formatMoment(revokedAt, format()) })}
        </p>
      </div>
      {revokedAt === null && !own ? (
        <Button isDisabled={busy} onPress={onRevoke} aria-label={t('team.cutOffDevice', { device: label })}>
          <MonitorX size={15} aria-hidden="true" />
          {t('team.cutOffAction')}
        </Button>
      ) : null}
    </li>
  );
}
