import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../lib/contract/record.ts';
import type { Position } from '../../../lib/script/walk.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { NewsOf } from '../news/news.tsx';
import { Line } from './line.tsx';

const notReached: Outcome[] = ['no-answer', 'busy', 'voicemail', 'unreachable', 'wrong-number'];

/** It rings: the opening to read through, "answered" in one key, and an attempt that reached nobody in one key too. */
export function Ringing({ view, actions, at }: { view: CallView; actions: CallActions; at: Position }) {
  const { t } = useTranslation();
  const { clock } = usePanel();
  const answered = () => void actions.dispatch({ kind: 'answered', at: clock.now() });
  const cancel = () => void actions.dispatch({ kind: 'cancel' });
  const failed = async (outcome: Outcome) => {
    await actions.edit((draft) => ({ ...draft, outcome }));
    await actions.dispatch({ kind: 'ended', at: clock.now() });
  };
  useKeys({
    Enter: answered,
    Escape: cancel,
    Backspace: cancel,
    ...Object.fromEntries(notReached.map((outcome, index) => [`Digit${index + 1}`, () => void failed(outcome)])),
  });
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-3">
      <NewsOf scriptId={view.call.walk.scriptId} call={view.call} />
      <p className="m-0 mb-1.5 text-label text-muted">{t('ringing.opening')}</p>
      <Line view={view} step={at.step} />
      <Button kind="primary" className="mt-3 min-h-11 w-full" shortcut="Enter" keyLabel="↵" onPress={answered}>
        {t('ringing.answered')}
      </Button>
      <h3 className="m-0 mt-4 text-label font-semibold text-muted">{t('ringing.notReached')}</h3>
      <div className="mt-1.5 grid grid-cols-2 gap-2">
        {notReached.map((outcome, index) => (
          <Button key={outcome} className="justify-between!" shortcut={String(index + 1)} keyLabel={String(index + 1)} onPress={() => void failed(outcome)}>
            {t(`outcome.${outcome}`)}
          </Button>
        ))}
      </div>
      <Button kind="quiet" className="mt-3" shortcut="Escape" keyLabel="Esc" onPress={cancel}>
        {t('ringing.cancel')}
      </Button>
    </main>
  );
}
