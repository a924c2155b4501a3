import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findingOf, keptFindings } from '../../../lib/call/said.ts';
import type { Mutation } from '../../../lib/contract/mutation.ts';
import type { Finding } from '../../../lib/contract/phrases.ts';
import type { Record as CallRecord, RecordContent } from '../../../lib/contract/record.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { correctRow } from '../../../lib/db/correct-row.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import type { ListedRow } from '../../../lib/db/outbox.ts';
import { phraseListsOf } from '../../../lib/db/scripts.ts';
import type { Guard, GuardFinding } from '../../../lib/guard/guard.ts';
import { correct, type Edits, type OurWords, replacedBy } from '../../../lib/outbox/correct.ts';
import { findingsAfter } from '../../../lib/record/correct.ts';
import type { MissingField } from '../../../lib/record/missing.ts';
import { usePanel } from '../context.ts';
import { useGuard } from '../hooks/use-guard.ts';
import { useLive } from '../hooks/use-live.ts';

export type Problem = { kind: 'part'; part: string } | { kind: 'incomplete'; missing: MissingField[] } | { kind: 'gone' | 'failed' };
export type OnHeeded = (where: OurWords, found: GuardFinding, how: 'replaced' | 'changed') => void;

type UsedCorrection = { guard: Guard | null; onHeeded: OnHeeded; problem: Problem | null; send: (edits: Edits) => Promise<void> };

/** What a refused row needs to be corrected: the phrase lists that its record was made with, and the way to send it. */
export function useCorrection({ row, name }: ListedRow, onDone: () => void): UsedCorrection {
  const { t } = useTranslation();
  const { db, clock, newId, place, phoneHash, sync } = usePanel();
  const [problem, setProblem] = useState<Problem | null>(null);
  const heeded = useRef<Finding[]>([]);
  const lists = useLive([db.records, db.phraseLists], async () => phraseListsOf(db, (await recordOf(db, row.mutation))?.phraseLists ?? []), [db, row.id]) ?? [];
  const guard = useGuard(lists);
  const findings = (content: RecordContent) =>
    guard && lists.length > 0 ? findingsAfter([...content.findings, ...heeded.current], keptFindings(content, guard, clock.now())) : content.findings;
  const write = async (edits: Edits): Promise<Problem | null> => {
    const made = correct(row.mutation, edits, { newId, region: place.region, who: name, findings });
    if (!made.ok) return { kind: 'part', part: t(`outbox.part.${made.part}`) };
    const { mutation } = made;
    const phone = mutation.kind === 'customer.set' && mutation.change.field === 'phone' ? mutation.change.value.e164 : null;
    const hash = phone === null ? null : await phoneHash(phone);
    const record = await recordOf(db, mutation);
    const script: Script | null = record ? ((await db.scripts.get([record.walk.scriptId, record.walk.version])) ?? null) : null;
    const replaced = replacedBy(row.mutation, edits);
    const done = await correctRow(db, { row, mutation, script, replaced, now: clock.now(), phoneHash: hash });
    return done.ok ? null : done;
  };
  return {
    guard,
    onHeeded: (where, found, how) => heeded.current.push(findingOf(found, { where, stepId: null, at: clock.now(), heeded: how })),
    problem,
    send: async (edits) => {
      const found = await write(edits).catch((): Problem => ({ kind: 'failed' }));
      setProblem(found);
      if (found) return;
      onDone();
      await sync();
    },
  };
}

/** The record that a change is about; undefined where it is about none that is here. */
async function recordOf(db: CallsideDb, mutation: Mutation): Promise<CallRecord | undefined> {
  if (mutation.kind === 'record.save') return mutation.record;
  return mutation.kind === 'record.revise' ? await db.records.get(mutation.recordId) : undefined;
}
