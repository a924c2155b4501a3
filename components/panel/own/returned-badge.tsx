import { useLiveQuery } from 'dexie-react-hooks';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { returnedRecords, waitingForAgent } from '../../../lib/db/reviews.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import { OwnDialog } from './own-dialog.tsx';

/** How many records QA wrote about wait for the agent. Between calls only: in a call nothing asks for attention that is not the customer's. */
export function ReturnedBadge() {
  const { t } = useTranslation();
  const { db } = usePanel();
  const [open, setOpen] = useState(false);
  const count = useLiveQuery(async () => waitingForAgent(await returnedRecords(db)), [db]) ?? 0;
  useKeys({ KeyM: () => setOpen(true) });
  return (
    <>
      {count > 0 ? (
        <button
          type="button"
          aria-keyshortcuts="M"
          onClick={() => setOpen(true)}
          className="chip inline-flex min-h-8 cursor-pointer items-center gap-1 rounded-[4px] border border-transparent bg-fair-soft px-1.5 text-label font-semibold text-fair hover:underline"
        >
          <Undo2 size={14} aria-hidden="true" />
          {t('own.badge', { count })}
        </button>
      ) : null}
      {open ? <OwnDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
