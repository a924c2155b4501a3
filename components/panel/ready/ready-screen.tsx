import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Queue, QueueEntry } from '../../../lib/db/queue.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { AppointmentDialog } from '../dialogs/appointment-dialog.tsx';
import { LazyImportDialog } from '../dialogs/lazy-import-dialog.tsx';
import { SkipDialog } from '../dialogs/skip-dialog.tsx';
import { useBegin } from '../hooks/use-begin.ts';
import { useQueueState } from '../hooks/use-queue-state.ts';
import { NewsOf } from '../news/news.tsx';
import { RefusedNote } from '../news/refused-note.tsx';
import { ComingUp } from './coming-up.tsx';
import { CustomerCard } from './customer-card.tsx';
import { NothingNow } from './nothing-now.tsx';
import { Today } from './today.tsx';

/** The next customer and why; or why nobody, and the next good moment. */
export function ReadyScreen({ queue, onFind }: { queue: Queue; onFind: () => void }) {
  const next = queue.ready[0];
  const { t } = useTranslation();
  const state = useQueueState();
  // Not in `NothingNow`: the first customer that is written takes that away, and the import is not over yet.
  const [importing, setImporting] = useState(false);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-3">
      <RefusedNote />
      <NewsOf scriptId={next?.task.scriptId ?? null} />
      {next ? <NextCustomer key={next.task.id} entry={next} /> : <NothingNow queue={queue} state={state ?? null} onImport={() => setImporting(true)} />}
      <ComingUp queue={queue} skipFirst={next !== undefined} />
      {state ? <Today guarantees={state.guarantees} /> : null}
      <Button kind="quiet" className="mt-3 w-full" shortcut="/" keyLabel="/" onPress={onFind}>
        {t('find.title')}
      </Button>
      {importing ? <LazyImportDialog onClose={() => setImporting(false)} /> : null}
    </main>
  );
}

function NextCustomer({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation();
  const begin = useBegin();
  const [dialog, setDialog] = useState<'skip' | 'appointment' | null>(null);
  const [problem, setProblem] = useState<'no-script' | 'busy' | null>(null);
  const dial = async () => {
    const begun = await begin({ direction: 'out', file: entry, task: entry.task, service: entry.service });
    setProblem(begun.ok ? null : begun.kind);
  };
  useKeys({ Enter: () => void dial(), KeyA: () => setDialog('appointment'), KeyS: () => setDialog('skip') });
  return (
    <>
      <CustomerCard file={entry} service={entry.service} why={entry.why}>
        <div className="mt-3 grid grid-cols-[1fr_auto_auto] gap-1.5">
          <Button kind="primary" tight shortcut="Enter" keyLabel="↵" onPress={() => void dial()}>
            {t('ready.dial')}
          </Button>
          <Button shortcut="A" keyLabel="A" tight onPress={() => setDialog('appointment')}>
            {t('ready.appointment')}
          </Button>
          <Button shortcut="S" keyLabel="S" tight onPress={() => setDialog('skip')}>
            {t('ready.skip')}
          </Button>
        </div>
        {problem ? (
          <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
            {t(`find.${problem}`)}
          </p>
        ) : null}
      </CustomerCard>
      {dialog === 'skip' ? <SkipDialog entry={entry} onClose={() => setDialog(null)} /> : null}
      {dialog === 'appointment' ? <AppointmentDialog entry={entry} onClose={() => setDialog(null)} /> : null}
    </>
  );
}
