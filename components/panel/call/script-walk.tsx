import { useTranslation } from 'react-i18next';
import type { Position } from '../../../lib/script/walk.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { Branches } from './branches.tsx';
import { Choices } from './choices.tsx';
import { Line } from './line.tsx';
import { NeverSay } from './never-say.tsx';
import { Path } from './path.tsx';

/** Path, line, answers, any-time branches and what not to say, from top to bottom. */
export function ScriptWalk({ view, actions, at }: { view: CallView; actions: CallActions; at: Position }) {
  const { t } = useTranslation();
  const { clock } = usePanel();
  useKeys({
    Backspace: () => void actions.stepBack(),
    ArrowLeft: () => void actions.stepBack(),
    KeyE: () => void actions.dispatch({ kind: 'ended', at: clock.now() }),
  });
  return (
    <section aria-label={t('call.script')}>
      <Path at={at} onBack={() => void actions.stepBack()} />
      <Line view={view} step={at.step} />
      <Choices at={at} onChoose={(id) => void actions.choose(id)} onEnd={() => void actions.dispatch({ kind: 'ended', at: clock.now() })} />
      <Branches script={view.script} at={at} onTake={(id) => void actions.takeBranch(id)} />
      <NeverSay view={view} actions={actions} at={at} />
    </section>
  );
}
