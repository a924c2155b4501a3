import { Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Undone } from '../../lib/contract/undo-import.ts';
import type { Failure } from '../../lib/sync/request.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { ImportTarget } from './target.ts';
import { UndoneLines } from './undone-lines.tsx';
import { useImportWords } from './words.ts';

type UndoImportProps = {
  importId: string;
  fileName: string;
  target: Pick<ImportTarget, 'undo'>;
  /** Some stayed the last time, and may go now. */
  again?: boolean;
  onUndone: (undone: Undone) => void;
};

type Stage = { step: 'asking' } | { step: 'undoing' } | { step: 'failed'; failure: Failure } | { step: 'done'; undone: Undone };

/** Takes a whole import back, after a question that says what goes and what stays. */
export function UndoImport({ importId, fileName, target, again = false, onUndone }: UndoImportProps) {
  const { t } = useImportWords();
  const [stage, setStage] = useState<Stage | null>(null);
  const what = t(again ? 'import.undo.again' : 'import.undo.button');
  const undo = async () => {
    setStage({ step: 'undoing' });
    const reply = await target.undo(importId);
    setStage(reply.ok ? { step: 'done', undone: reply.value } : { step: 'failed', failure: reply.failure });
  };
  const closed = useRef<Undone | null>(null);
  const close = () => {
    if (stage?.step === 'done') closed.current = stage.undone;
    setStage(null);
  };
  // Once the dialog is gone: whoever hears it may move the focus, for this button may go too.
  useEffect(() => {
    const undone = closed.current;
    if (stage !== null || undone === null) return;
    closed.current = null;
    onUndone(undone);
  });
  return (
    <>
      <Button aria-label={t('import.undo.of', { what, name: fileName })} onPress={() => setStage({ step: 'asking' })}>
        <Undo2 size={15} aria-hidden="true" />
        {what}
      </Button>
      {stage ? (
        <Dialog
          title={t('import.undo.title', { name: fileName })}
          onClose={close}
          keep={stage.step === 'undoing'}
          footer={
            stage.step === 'done' ? (
              <Button kind="primary" onPress={close}>
                {t('common.close')}
              </Button>
            ) : (
              <>
                <Button isDisabled={stage.step === 'undoing'} onPress={close}>
                  {t('common.cancel')}
                </Button>
                <Button kind="danger" isDisabled={stage.step === 'undoing'} onPress={() => void undo()}>
                  {t(stage.step === 'undoing' ? 'import.undo.busy' : stage.step === 'failed' ? 'import.list.retry' : 'import.undo.submit')}
                </Button>
              </>
            )
          }
        >
          <div className="text-body" aria-live="polite">
            {stage.step === 'done' ? <UndoneLines undone={stage.undone} /> : <p className="m-0">{t('import.undo.explain')}</p>}
            {stage.step === 'undoing' ? <p className="m-0 mt-2 text-fact text-muted">{t('import.undo.takes')}</p> : null}
            {stage.step === 'failed' ? (
              <p role="alert" className="m-0 mt-2 font-semibold text-bad">
                {t('import.undo.failed', { why: t(`error.${stage.failure.kind}`) })}
              </p>
            ) : null}
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
