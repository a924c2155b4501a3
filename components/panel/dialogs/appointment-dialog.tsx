import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suggestAppointments } from '../../../lib/call/suggest-times.ts';
import type { QueueEntry } from '../../../lib/db/queue.ts';
import { appointTask } from '../../../lib/db/task-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { usePanel } from '../context.ts';
import { MomentPicker } from '../moment-picker.tsx';

/** Another time without a call: the customer asked for it elsewhere, or it stands in the file. Comes back to this agent (P12). */
export function AppointmentDialog({ entry, onClose }: { entry: QueueEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const { db, clock, newId, agent, place, sync } = usePanel();
  const zone = entry.customer.timeZone ?? place.timeZone;
  const [at, setAt] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const save = async () => {
    if (at === null || at <= clock.now()) return;
    await appointTask(db, { taskId: entry.task.id, agentId: agent.id, now: clock.now(), newId, to: at, note: note.trim() });
    onClose();
    void sync();
  };
  const footer = (
    <Button kind="primary" isDisabled={at === null || at <= clock.now()} shortcut="Control+Enter" keyLabel="Ctrl ↵" onPress={() => void save()}>
      {t('appointment.save')}
    </Button>
  );
  return (
    <Dialog title={t('appointment.title', { name: entry.customer.person.name })} onClose={onClose} footer={footer}>
      <MomentPicker
        hours={place.hours}
        label={t('appointment.when')}
        zone={zone}
        value={at}
        onChange={setAt}
        suggestions={suggestAppointments({ hours: place.hours, zone, preferred: entry.customer.preferredHours, now: clock.now() })}
        keys="dialog"
        onSubmit={() => void save()}
      />
      <label className="mt-3 block text-label text-muted">
        {t('appointment.note')}
        <input
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={300}
          className="mt-1 block min-h-9 w-full rounded-lg border border-line bg-raised px-2 text-body text-ink"
        />
      </label>
    </Dialog>
  );
}
