import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keptFindings } from '../../../lib/call/said.ts';
import type { Draft } from '../../../lib/contract/call.ts';
import type { Record as CallRecord } from '../../../lib/contract/record.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { readFile } from '../../../lib/db/queue.ts';
import { reviseRecord } from '../../../lib/db/revise-record.ts';
import { phraseListsOf } from '../../../lib/db/scripts.ts';
import { callOf, correctionOf } from '../../../lib/record/correct.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import type { CallActions } from '../hooks/use-call.ts';
import { useGuard } from '../hooks/use-guard.ts';
import { flushText } from '../record/pending-text.ts';
import { PlainText } from '../record/plain-text.tsx';
import { RecordForm } from '../record/record-form.tsx';

type CorrectFormProps = { record: CallRecord; script: Script; title: string; onCancel: () => void; onDone: () => void; onClose: () => void };

/** The record's own form, with our words checked as in the call, and why it is corrected. What stood before stays. */
export function CorrectForm({ record, script, title, onCancel, onDone, onClose }: CorrectFormProps) {
  const { t } = useTranslation();
  const { db, agent, clock, newId } = usePanel();
  const [first] = useState<Draft>(() => callOf(record).draft);
  const [draft, setDraft] = useState(first);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<'why' | 'missing' | 'failed' | null>(null);
  // What was typed in the last moment comes with the flush, before the state has been drawn again.
  const latest = useRef(draft);
  const around = useLiveQuery(
    async () => ({
      lists: await phraseListsOf(db, record.phraseLists),
      file: record.customerId === null ? null : await readFile(db, record.customerId).catch(() => null),
    }),
    [db, record],
  );
  const guard = useGuard(around?.lists ?? []);
  const actions = useMemo<CallActions>(() => {
    const nothing = async () => {};
    return {
      dispatch: nothing,
      choose: nothing,
      takeBranch: nothing,
      stepBack: nothing,
      edit: async (next) => {
        latest.current = next(latest.current);
        setDraft(latest.current);
      },
    };
  }, []);
  const save = async () => {
    await flushText();
    if (why.trim() === '') return setProblem('why');
    const now = clock.now();
    const correction = correctionOf(latest.current, guard ? keptFindings(latest.current, guard, now) : null);
    if (!correction) return setProblem('missing');
    try {
      const saved = await reviseRecord(db, { ...correction, recordId: record.id, agentId: agent.id, why: why.trim(), script, now, newId });
      if (saved.ok) onDone();
      else setProblem(saved.kind === 'incomplete' ? 'missing' : 'failed');
    } catch {
      setProblem('failed');
    }
  };
  const isTouched = why !== '' || draft !== first;
  useKeys({ 'Ctrl+Enter': () => void save(), Escape: isTouched ? undefined : onCancel }, { inDialog: true });
  if (!around) return null;
  const view = { call: { ...callOf(record), draft }, script, phraseLists: around.lists, file: around.file, dbId: null };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      keep
      footer={
        <>
          {problem ? (
            <p role="alert" className="m-0 w-full text-fact font-semibold text-bad">
              {problem === 'failed' ? t('save.failed') : t(`own.problem.${problem}`)}
            </p>
          ) : null}
          <Button kind="quiet" onPress={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" shortcut="Control+Enter" keyLabel="Ctrl ↵" onPress={() => void save()}>
            {t('own.saveCorrection')}
          </Button>
        </>
      }
    >
      <p className="m-0 mb-2 text-fact text-muted">{t('own.correctExplain')}</p>
      <label htmlFor="own-why" className={`mb-1 block text-label ${problem === 'why' ? 'font-semibold text-bad' : 'text-muted'}`}>
        {t('own.why')}
      </label>
      <PlainText id="own-why" label={t('own.why')} text={why} onChange={(text) => setWhy(text.slice(0, 500))} onEnter={undefined} autoFocus lang={undefined} />
      <div className="mt-3">
        <RecordForm view={view} actions={actions} guard={guard} stepId={null} inWrapUp={false} correcting />
      </div>
    </Dialog>
  );
}
