import { useLiveQuery } from 'dexie-react-hooks';
import { Columns2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openDivergences } from '../../lib/db/divergences.ts';
import { usePanel } from './context.ts';
import { VersionsDialog } from './dialogs/versions-dialog.tsx';

/** Shown only where versions of this customer stand side by side. It opens nothing by itself: in a call the agent looks when there is time. */
export function VersionsBadge({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { db } = usePanel();
  const [open, setOpen] = useState(false);
  const count = useLiveQuery(async () => (await openDivergences(db, customerId)).length, [db, customerId]);
  if (!count && !open) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="chip inline-flex min-h-8 cursor-pointer items-center gap-1 rounded-[4px] border border-transparent bg-fair-soft px-2 text-label font-semibold text-fair hover:underline"
      >
        <Columns2 size={14} aria-hidden="true" />
        {t('versions.title')}
      </button>
      {open ? <VersionsDialog customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
