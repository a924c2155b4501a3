import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../../lib/db/queue.ts';
import { skipTask } from '../../../lib/db/task-changes.ts';
import { nextOpening } from '../../../lib/plan/windows.ts';
import { addDays, instantOf, localDateAt } from '../../../lib/plan/zone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';

const reasons = ['busy-now', 'colleague', 'file-unclear', 'other-agent-better', 'other'] as const;

/** Skip with a reason: one key, then the next customer is there. The task comes back tomorrow, to whoever is free. */
export function SkipDialog({ entry, onClose }: { entry: QueueEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const { db, clock, newId, agent, place, sync } = usePanel();
  const [note, setNote] = useState('');
  const zone = entry.customer.timeZone ?? place.timeZone;
  const skip = async (code: (typeof reasons)[number]) => {
    const now = clock.now();
    const tomorrow = instantOf(addDays(localDateAt(now, zone), 1), '00:00', zone);
    const until = nextOpening({ hours: place.hours, zone, preferred: entry.customer.preferredHours, after: tomorrow }) ?? tomorrow;
    const reason = [t(`skip.${code}`), note.trim()].filter(Boolean).join(': ').slice(0, 300);
    await skipTask(db, { taskId: entry.task.id, agentId: agent.id, now, newId, reason, until });
    onClose();
    void sync();
  };
  useKeys(Object.fromEntries(reasons.map((code, index) => [`Digit${index + 1}`, () => void skip(code)])), { inDialog: true });
  return (
    <Dialog title={t('skip.title', { name: entry.customer.person.name })} onClose={onClose}>
      <p className="m-0 text-fact text-muted">{t('skip.explain')}</p>
      <div className="mt-3 grid gap-2">
        {reasons.map((code, index) => (
          <Button key={code} className="justify-between!" shortcut={String(index + 1)} keyLabel={String(index + 1)} onPress={() => void skip(code)}>
            {t(`skip.${code}`)}
          </Button>
        ))}
      </div>
      <label className="mt-3 block text-label text-muted">
        {t('skip.note')}
        <input
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={200}
          className="mt-1 block min-h-9 w-full rounded-lg border border-line bg-raised px-2 text-body text-ink"
        />
      </label>
      <p className="mt-2 mb-0 text-label text-muted">
        <Key>Esc</Key> {t('skip.keep')}
      </p>
    </Dialog>
  );
}
