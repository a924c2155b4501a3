import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bus } from '../../../lib/bus.ts';
import { keptFindings } from '../../../lib/call/said.ts';
import { type SaveResult, saveCall } from '../../../lib/db/save-call.ts';
import type { Guard } from '../../../lib/guard/guard.ts';
import { usePanel } from '../context.ts';
import { flushText } from '../record/pending-text.ts';
import type { CallActions, CallView } from './use-call.ts';

export type Saved = SaveResult | { ok: false; kind: 'disk-full' | 'failed' | 'running' };

/** Save and next. "Saved" is said only when the transaction is on disk; whatever fails leaves the draft as it was. */
export function useSave(view: CallView, guard: Guard | null): { saving: boolean; save: (actions: CallActions) => Promise<Saved> } {
  const { t } = useTranslation();
  const { db, clock, newId, place, phoneHash, sync } = usePanel();
  const [saving, setSaving] = useState(false);
  const running = useRef(false);

  const write = async (actions: CallActions): Promise<Saved> => {
    await flushText();
    const now = clock.now();
    // Saving hangs up too, in case the agent pressed only this.
    await actions.dispatch({ kind: 'ended', at: now });
    const draft = (await db.calls.get(view.call.id))?.draft;
    const phone = draft?.correction.phone?.e164 ?? null;
    return saveCall(db, {
      callId: view.call.id,
      script: view.script,
      place,
      demo: clock.demoOffset() !== null,
      now,
      newId,
      phoneHash: phone ? await phoneHash(phone) : null,
      kept: (current) => (guard ? keptFindings(current, guard, now) : []),
    });
  };
  return {
    saving,
    save: async (actions) => {
      // Ctrl+Enter twice in a row must not make two records.
      if (running.current) return { ok: false, kind: 'running' };
      running.current = true;
      setSaving(true);
      try {
        const saved = await write(actions);
        if (saved.ok) {
          bus.emit('say', t('save.saved'));
          void sync();
        }
        return saved;
      } catch (error) {
        return { ok: false, kind: isDiskFull(error) ? 'disk-full' : 'failed' };
      } finally {
        running.current = false;
        setSaving(false);
      }
    },
  };
}

/** Dexie wraps the browser's error; its name is kept on the error or on what it wraps. */
function isDiskFull(error: unknown): boolean {
  const names = error instanceof Error ? [error.name, (error as { inner?: Error }).inner?.name] : [];
  return names.includes('QuotaExceededError');
}
