import { Download, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BackupProblem, makeBackup, type ReadIn, readBackup, readIn } from '../../../lib/browser/backup-file.ts';
import { toLocalInput } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { download } from '../../ui/download.ts';
import { usePanel } from '../context.ts';

/** What is under way, or what came of it. */
type State =
  | { kind: 'idle' | 'saving' }
  | { kind: 'saved' | 'reading'; name: string }
  | { kind: 'read'; merged: Extract<ReadIn, { ok: true }>['merged'] }
  | { kind: 'refused'; name: string; problem: BackupProblem | { kind: 'failed' } };

/** Everything that may exist nowhere but here, as one file; and back from it. */
export function BackupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = usePanel();
  const { state, save, read } = useBackup();
  const input = useRef<HTMLInputElement>(null);
  const isBusy = state.kind === 'saving' || state.kind === 'reading';
  return (
    <Dialog title={t('backup.title')} onClose={onClose}>
      <div className="grid gap-3 text-body">
        <p className="m-0">{t(session.mode === 'alone' ? 'backup.explainAlone' : 'backup.explainTeam')}</p>
        <p className="m-0 text-fact text-fair">{t('backup.clear')}</p>
        <Button kind="primary" isDisabled={isBusy} onPress={() => void save()}>
          <Download size={16} aria-hidden="true" />
          {t(state.kind === 'saving' ? 'backup.saving' : 'backup.save')}
        </Button>
        <Button isDisabled={isBusy} onPress={() => input.current?.click()}>
          <FileUp size={16} aria-hidden="true" />
          {t('backup.readIn')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={t('backup.readIn')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file again is a change too.
            event.target.value = '';
            if (file) void read(file);
          }}
        />
        <p className="m-0 text-fact text-muted">{t('backup.mergeExplain')}</p>
        <Outcome state={state} />
      </div>
    </Dialog>
  );
}

function Outcome({ state }: { state: State }) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite" className="text-body empty:hidden">
      {state.kind === 'saved' ? <p className="m-0 font-semibold text-good">{t('backup.saved', { name: state.name })}</p> : null}
      {state.kind === 'reading' ? <p className="m-0 text-muted">{t('backup.reading', { name: state.name })}</p> : null}
      {state.kind === 'read' ? (
        <p className="m-0 font-semibold text-good">
          {Object.values(state.merged).every((count) => count === 0) ? t('backup.nothingNew') : t('backup.done', state.merged)}
          {state.merged.calls > 0 ? ` ${t('backup.doneCall')}` : ''}
        </p>
      ) : null}
      {state.kind === 'refused' ? (
        <p className="m-0 rounded-lg bg-bad-soft p-2 text-bad">
          {t(`backup.problem.${state.problem.kind}`, { name: state.name, where: '', ...state.problem })}
        </p>
      ) : null}
    </div>
  );
}

function useBackup(): { state: State; save: () => Promise<void>; read: (file: File) => Promise<void> } {
  const { db, session, clock, phoneHash, sync, place } = usePanel();
  const [state, setState] = useState<State>({ kind: 'idle' });
  return {
    state,
    save: async () => {
      setState({ kind: 'saving' });
      const now = clock.now();
      const name = `callside-backup-${toLocalInput(now, place.timeZone).replace(/[:T]/g, '-')}.json`;
      download(name, await makeBackup(db, session, now), 'application/json');
      setState({ kind: 'saved', name });
    },
    read: async (file) => {
      const { name } = file;
      setState({ kind: 'reading', name });
      try {
        const looked = await readBackup(file);
        const done = looked.ok ? await readIn(db, session, looked.body, phoneHash) : looked;
        setState(done.ok ? { kind: 'read', merged: done.merged } : { kind: 'refused', name, problem: done.problem });
        if (done.ok) void sync();
      } catch {
        setState({ kind: 'refused', name, problem: { kind: 'failed' } });
      }
    },
  };
}
