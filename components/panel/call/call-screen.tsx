import { useState } from 'react';
import { walkContext } from '../../../lib/call/steps.ts';
import { position } from '../../../lib/script/walk.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { type CallView, useCallActions } from '../hooks/use-call.ts';
import { useGuard } from '../hooks/use-guard.ts';
import { useKnown } from '../news/news.tsx';
import { CompactRecord } from '../record/compact-record.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { SaveBar } from '../record/save-bar.tsx';
import { CustomerStrip } from './customer-strip.tsx';
import { Ringing } from './ringing.tsx';
import { ScriptWalk } from './script-walk.tsx';
import { WalkLost } from './walk-lost.tsx';

/** One call, from the first ring to the save. The record is always at the bottom; in wrap-up it has the whole panel. */
export function CallScreen({ view }: { view: CallView }) {
  const { call, script } = view;
  const actions = useCallActions(view);
  const guard = useGuard(view.phraseLists);
  const [open, setOpen] = useState(false);
  const at = position(script, call.walk, walkContext(call));
  // Without a script to show, the record is all there is.
  const form = call.phase === 'wrap-up' || open || !at.ok;
  useKnown(call);
  useKeys({ KeyF: () => setOpen(!open) }, { enabled: call.phase === 'talking' });
  const stepId = at.ok ? at.step.id : null;
  return (
    <>
      <CustomerStrip view={view} />
      {call.phase === 'ringing' && at.ok ? (
        <Ringing view={view} actions={actions} at={at} />
      ) : (
        <>
          <main className="min-h-0 flex-1 overflow-y-auto p-3">
            {at.ok ? null : <WalkLost />}
            {form || !at.ok ? (
              <RecordForm view={view} actions={actions} guard={guard} stepId={stepId} inWrapUp={call.phase === 'wrap-up'} />
            ) : (
              <ScriptWalk view={view} actions={actions} at={at} />
            )}
          </main>
          <footer className="border-t border-line bg-surface p-3">
            {form ? null : <CompactRecord view={view} actions={actions} guard={guard} stepId={stepId} />}
            <SaveBar view={view} actions={actions} guard={guard} formOpen={open} onForm={setOpen} />
          </footer>
        </>
      )}
    </>
  );
}
