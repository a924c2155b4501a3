import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Content, DraftContent, DraftReply } from '../../../lib/contract/publishing.ts';
import { redo, startWriting, undo, type Writing, write } from '../../../lib/script/undo.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { useWorkspace } from '../context.ts';
import { useContentApi } from './use-content.ts';

/** How long after the last key the draft is saved, ms. */
const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 10_000;

/** `conflict`: a colleague saved the same draft. */
export type Saving = { kind: 'saved' } | { kind: 'waiting' } | { kind: 'saving' } | { kind: 'conflict' } | { kind: 'failed'; failure: Failure };

export type DraftForm<T extends DraftContent = DraftContent> = {
  content: T;
  inUse: Content;
  /** The saving that the endpoint has; 0: there is no draft yet. */
  rev: number;
  savedAt: number | null;
  saving: Saving;
  /** `field`: typing in one field is one step back. */
  edit: (next: (body: T['body']) => T['body'], field?: string) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Saves what is not saved yet; answers the number of the saving, null when it did not work. */
  flush: () => Promise<number | null>;
  /** Over a colleague's saving, after having been told. */
  keepMine: () => Promise<void>;
};

type Deed<T> = { kind: 'write'; next: (now: T) => T; field: string | null; at: number } | { kind: 'undo' } | { kind: 'redo' };

function reduce<T>(writing: Writing<T>, deed: Deed<T>): Writing<T> {
  if (deed.kind === 'undo') return undo(writing);
  if (deed.kind === 'redo') return redo(writing);
  return write(writing, deed.next(writing.now), deed.field, deed.at);
}

/** The draft while it is written: the form owns it, and the endpoint has it a second later. */
export function useDraft<T extends DraftContent>(reply: DraftReply, kind: T['kind']): DraftForm<T> {
  const { clock } = useWorkspace();
  const api = useContentApi();
  const [writing, act] = useReducer(reduce<T['body']>, (reply.draft?.content ?? reply.inUse).body as T['body'], startWriting<T['body']>);
  const [saving, setSaving] = useState<Saving>({ kind: 'saved' });
  const [savedAt, setSavedAt] = useState(reply.draft?.savedAt ?? null);
  const [rev, setRev] = useState(reply.draft?.rev ?? 0);
  const basedOn = reply.draft?.basedOn ?? reply.inUse.body.version;
  // What a running save must see of the newest state, whenever it ends.
  const now = useRef({ body: writing.now, saved: writing.now, rev });
  now.current.body = writing.now;
  const queue = useRef<Promise<number | null>>(Promise.resolve(rev));

  const saveOnce = useCallback(async (): Promise<number | null> => {
    const { body } = now.current;
    if (body === now.current.saved) return now.current.rev;
    setSaving({ kind: 'saving' });
    const answer = await api.saveDraft({ content: { kind, body } as T, rev: now.current.rev, basedOn });
    if (!answer.ok) {
      setSaving(answer.failure.kind === 'conflict' ? { kind: 'conflict' } : { kind: 'failed', failure: answer.failure });
      return null;
    }
    const { draft } = answer.value;
    Object.assign(now.current, { saved: body, rev: draft.rev });
    setRev(draft.rev);
    setSavedAt(draft.savedAt);
    setSaving({ kind: now.current.body === body ? 'saved' : 'waiting' });
    return draft.rev;
  }, [api, kind, basedOn]);

  // One after the other: a save names the number of the one before.
  const flush = useCallback(() => {
    queue.current = queue.current.then(saveOnce, saveOnce);
    return queue.current;
  }, [saveOnce]);

  useEffect(() => {
    if (writing.now === now.current.saved || saving.kind === 'conflict') return;
    if (saving.kind === 'saved') setSaving({ kind: 'waiting' });
    const timer = setTimeout(() => void flush(), saving.kind === 'failed' ? AGAIN_AFTER_MS : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [writing.now, saving, flush]);

  // Leaving the page: what was typed in the last second goes too.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (now.current.body !== now.current.saved) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      if (now.current.body !== now.current.saved) void flush();
    };
  }, [flush]);

  const edit = useCallback<DraftForm<T>['edit']>((next, field) => act({ kind: 'write', next, field: field ?? null, at: clock.now() }), [clock]);
  const keepMine = async () => {
    const theirs = await api.draft({ kind, id: writing.now.id });
    if (!theirs.ok) return setSaving({ kind: 'failed', failure: theirs.failure });
    now.current.rev = theirs.value.draft?.rev ?? 0;
    await flush();
  };
  const content = useMemo(() => ({ kind, body: writing.now }) as T, [kind, writing.now]);
  return {
    content,
    inUse: reply.inUse,
    rev,
    savedAt,
    saving,
    edit,
    undo: writing.past.length > 0 ? () => act({ kind: 'undo' }) : null,
    redo: writing.future.length > 0 ? () => act({ kind: 'redo' }) : null,
    flush,
    keepMine,
  };
}
