import { useTranslation } from 'react-i18next';
import type { FormatContext } from '../../lib/i18n/format.ts';
import type { AccountApi } from '../../lib/sync/account.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ChangePassword } from './change-password.tsx';
import { OwnDevices } from './own-devices.tsx';

type AccountDialogProps = { api: AccountApi; login: string | null; format: () => FormatContext; onClose: () => void };

/** Where one is signed in, and one's password: nobody else is needed for either. */
export function AccountDialog({ api, login, format, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('account.title')} onClose={onClose}>
      <OwnDevices api={api} format={format} />
      <ChangePassword api={api} login={login} />
    </Dialog>
  );
}
