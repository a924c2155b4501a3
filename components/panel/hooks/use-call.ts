import { useMemo, useRef } from 'react';
import { type CallEvent, transition } from '../../../lib/call/machine.ts';
import { chooseAnswer, stepBack, takeBranch } from '../../../lib/call/steps.ts';
import type { Id } from '../../../lib/contract/basics.ts';
import type { Call, Draft } from '../../../lib/contract/call.ts';
import type { PhraseList } from '../../../lib/contract/phrases.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { changeCall, currentCall, dropCall, putBackLost } from '../../../lib/db/calls.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { type CustomerFile, readFile } from '../../../lib/db/queue.ts';
import { phraseListsOf, scriptOf } from '../../../lib/db/scripts.ts';
import { usePanel } from '../context.ts';

/** The call with all that its screens need. `file` is null for somebody unknown. `dbId`: which database it was read from. */
export type CallView = { call: Call; script: Script; phraseLists: PhraseList[]; file: CustomerFile | null; dbId: Id | null };

/** Null when there is no call. */
export async function readCallView(db: CallsideDb): Promise<CallView | null> {
  const call = await currentCall(db);
  const script = call && (await scriptOf(db, call.walk));
  if (!call || !script) return null;
  return {
    call,
    script,
    phraseLists: await phraseListsOf(db, call.phraseLists),
    file: call.customerId === null ? null : await readFile(db, call.customerId),
    dbId: (await readMeta(db, 'identity'))?.dbId ?? null,
  };
}

export type CallActions = {
  dispatch: (event: CallEvent) => Promise<void>;
  choose: (choiceId: string) => Promise<void>;
  takeBranch: (branchId: string) => Promise<void>;
  stepBack: () => Promise<void>;
  edit: (next: (draft: Draft) => Draft) => Promise<void>;
};

/** What can be done to the call; every change goes to the database first and comes back from there. */
export function useCallActions(view: CallView): CallActions {
  const { db, clock, newId } = usePanel();
  const { script } = view;
  const { id } = view.call;
  const latest = useRef(view);
  latest.current = view;
  return useMemo(() => {
    const change = async (next: (call: Call) => Call | null) => {
      const changed = await changeCall(db, id, next);
      if (changed === null && (await putBackLost(db, latest.current, newId))) await changeCall(db, id, next);
    };
    return {
      dispatch: async (event) => {
        if (event.kind === 'cancel') await dropCall(db, id);
        else await change((current) => transition(current, event));
      },
      choose: (choiceId) => change((current) => onlyCall(chooseAnswer(current, script, choiceId, clock.now()))),
      takeBranch: (branchId) => change((current) => onlyCall(takeBranch(current, script, branchId, clock.now()))),
      stepBack: () => change((current) => stepBack(current, script)),
      edit: (next) => change((current) => ({ ...current, draft: next(current.draft) })),
    };
  }, [db, clock, newId, id, script]);
}

function onlyCall(stepped: ReturnType<typeof chooseAnswer>): Call | null {
  return stepped.ok ? stepped.call : null;
}
