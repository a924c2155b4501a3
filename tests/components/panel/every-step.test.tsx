import { fireEvent, render } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { ScriptWalk } from '../../../components/panel/call/script-walk.tsx';
import { type PanelContext, PanelContextProvider } from '../../../components/panel/context.ts';
import type { CallActions, CallView } from '../../../components/panel/hooks/use-call.ts';
import { walkContext } from '../../../lib/call/steps.ts';
import type { Call } from '../../../lib/contract/call.ts';
import type { Script } from '../../../lib/contract/script.ts';
import type { Walk } from '../../../lib/contract/walk.ts';
import { answer, branch, position, startWalk } from '../../../lib/script/walk.ts';
import { anAgent, ids } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { aCall, NOW, phraseLists, scripts, settableClock, startWords, theCustomer, thePlace, theService } from '../../support/panel.tsx';

/** C4, with the keys that the panel keeps for them in every script. */
const keys = {
  abusive: 'KeyX',
  complaint: 'KeyC',
  suggestion: 'KeyG',
  praise: 'KeyP',
  'not-now': 'KeyB',
  'not-the-person': 'KeyN',
  absent: 'KeyA',
  'wrong-number': 'KeyW',
  abroad: 'KeyO',
  hold: 'KeyH',
  'stop-calling': 'KeyT',
  voicemail: 'KeyV',
};
const clock = settableClock();
/** Outgoing calls, and incoming ones of a customer and of somebody unknown: each shows steps that the others do not. */
const beginnings: Partial<Call>[] = [{}, { direction: 'in' }, { direction: 'in', customerId: null, serviceId: null, taskId: null }];

type Shown = { call: Call; stepId: string };

const view = (script: Script, call: Call): CallView => ({
  call,
  script,
  phraseLists,
  file: call.customerId === null ? null : { customer: theCustomer(), services: [theService()], records: [] },
  dbId: null,
});

/** A walk to every step that can be reached, by answers and by branches. */
function callsAt(script: Script, beginning: Partial<Call>): Shown[] {
  const call = aCall(beginning, script.id);
  const ctx = walkContext(call);
  const found = new Map<string, Walk>();
  const open = [startWalk(script)];
  for (let walk = open.shift(); walk; walk = open.shift()) {
    const now = position(script, walk, ctx);
    if (!now.ok || found.has(now.step.id)) continue;
    found.set(now.step.id, walk);
    for (const choice of now.choices) {
      const next = answer(script, walk, ctx, choice.id, NOW);
      if (next.ok) open.push(next.walk);
    }
    for (const { id } of script.branches) {
      const next = branch(script, walk, ctx, id, NOW);
      if (next.ok) open.push(next.walk);
    }
  }
  return [...found].map(([stepId, walk]) => ({ stepId, call: { ...call, walk } }));
}

function actionsThatNote(): { actions: CallActions; done: string[] } {
  const done: string[] = [];
  const note = (what: string) => async (id?: unknown) => {
    done.push(typeof id === 'string' ? `${what} ${id}` : what);
  };
  return { done, actions: { choose: note('choose'), takeBranch: note('branch'), stepBack: note('back'), edit: note('edit'), dispatch: note('dispatch') } };
}

describe.each(scripts.map((script) => [script.id, script] as const))('every step of %s', (_id, script) => {
  it('takes every any-time branch by its key, its answers by their numbers, and shows no hole in its line', async () => {
    const place = thePlace();
    const agent = anAgent();
    const context: PanelContext = {
      db: openDb(),
      clock,
      newId: ids(),
      session: { mode: 'alone', agent, place },
      agent,
      place,
      transport: null,
      sync: async () => {},
      phoneHash: async () => null,
      format: () => ({ language: 'en', zone: place.timeZone, now: NOW }),
    };
    const i18n = await startWords('en');
    const all = beginnings.flatMap((beginning) => callsAt(script, beginning));
    expect(new Set(all.map(({ stepId }) => stepId)).size).toBe(script.steps.length);
    for (const { call, stepId } of all) {
      const { actions, done } = actionsThatNote();
      const at = position(script, call.walk, walkContext(call));
      if (!at.ok) throw new Error(stepId);
      const { container, unmount } = render(
        <I18nextProvider i18n={i18n}>
          <PanelContextProvider value={context}>
            <ScriptWalk view={view(script, call)} actions={actions} at={at} />
          </PanelContextProvider>
        </I18nextProvider>,
      );
      for (const code of Object.values(keys)) fireEvent.keyDown(document.body, { code });
      expect(done, stepId).toEqual(Object.keys(keys).map((id) => `branch ${id}`));
      done.length = 0;
      for (const index of at.choices.keys()) fireEvent.keyDown(document.body, { code: `Digit${index + 1}` });
      expect(done, stepId).toEqual(at.choices.map(({ id }) => `choose ${id}`));
      const text = container.textContent ?? '';
      expect(text, stepId).not.toMatch(/[{}]|undefined|null|NaN/);
      unmount();
    }
  });
});
