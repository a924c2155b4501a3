import type { Text } from '../../lib/contract/basics.ts';
import type { Finding } from '../../lib/contract/phrases.ts';
import type { Record as CallRecord } from '../../lib/contract/record.ts';
import type { Script } from '../../lib/contract/script.ts';
import { position } from '../../lib/script/walk.ts';

/** What was chosen at a step: an answer in the script's words, or an any-time branch by its id. */
export type Taken = { kind: 'answer'; label: Text | null; id: string } | { kind: 'branch'; id: string };
export type WentStep = {
  key: string;
  /** Null when the script is not known: then only what was chosen is. */
  title: Text | null;
  /** Milliseconds since the customer answered, or since it rang. */
  at: number;
  taken: Taken | null;
  /** What slipped out here. */
  slips: Finding[];
  /** What the customer said and we answered was written here. */
  voices: boolean;
};

/** The call step by step through the very version of the script it was made with (design 3, 9). */
export function asItWent(record: CallRecord, script: Script | null): { steps: WentStep[]; known: boolean } {
  const began = record.answeredAt ?? record.startedAt;
  const slipped = record.content.findings.filter((finding) => finding.heeded === 'slipped');
  const context = { direction: record.direction, knownCustomer: record.customerId !== null, hasService: record.serviceId !== null };
  const at = script ? position(script, record.walk, context) : null;
  if (!script || !at?.ok) {
    const steps = record.walk.choices.map((choice, index): WentStep => {
      const taken: Taken = choice.kind === 'branch' ? { kind: 'branch', id: choice.id } : { kind: 'answer', id: choice.id, label: null };
      return { key: String(index), title: null, at: since(began, choice.at), taken, slips: [], voices: false };
    });
    return { steps: withVoices(attachLast(steps, slipped), () => false), known: false };
  }
  const fields = new Map(script.steps.map((step) => [step.id, step.fields ?? []]));
  const left = new Set(slipped);
  const steps = at.path.map(({ stepId, title, at: reached }, index): WentStep => {
    const via = at.path[index + 1]?.via ?? null;
    const slips = [...left].filter((finding) => finding.stepId === stepId);
    for (const finding of slips) left.delete(finding);
    const taken: Taken | null = via === null ? null : via.kind === 'branch' ? { kind: 'branch', id: via.id } : { kind: 'answer', id: via.id, label: via.label };
    return { key: `${index}-${stepId}`, title, at: reached === null ? 0 : since(began, reached), taken, slips, voices: false };
  });
  const asks = (index: number) => (fields.get(at.path[index]?.stepId ?? '') ?? []).some((field) => field === 'said' || field === 'answered');
  return { steps: withVoices(attachLast(steps, [...left]), asks), known: true };
}

/** A choice made while it still rang stands at 0:00. */
function since(began: number, at: number): number {
  return Math.max(0, at - began);
}

function attachLast(steps: WentStep[], slips: Finding[]): WentStep[] {
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, slips: [...step.slips, ...slips] } : step));
}

/** At the last step that asks for them; a script that asks nowhere has them at its end. */
function withVoices(steps: WentStep[], asks: (index: number) => boolean): WentStep[] {
  const last = steps.findLastIndex((_, index) => asks(index));
  const where = last >= 0 ? last : steps.length - 1;
  return steps.map((step, index) => (index === where ? { ...step, voices: true } : step));
}

export type TextPart = { text: string; from: number; finding: Finding | null };

/** A text of ours with the words that were kept against the warning; positions that do not hold these words any more are left out. */
export function markedParts(text: string, findings: readonly Finding[]): TextPart[] {
  const kept = findings
    .filter((finding) => finding.heeded === 'kept' && finding.quote !== '' && text.slice(finding.start, finding.end) === finding.quote)
    .sort((a, b) => a.start - b.start);
  const parts: TextPart[] = [];
  let from = 0;
  for (const finding of kept) {
    if (finding.start < from) continue;
    if (finding.start > from) parts.push({ text: text.slice(from, finding.start), from, finding: null });
    parts.push({ text: text.slice(finding.start, finding.end), from: finding.start, finding });
    from = finding.end;
  }
  if (from < text.length) parts.push({ text: text.slice(from), from, finding: null });
  return parts;
}

/** Not heeded: what stands against the agent in a list of records. */
export function unheeded(record: CallRecord): number {
  return record.content.findings.filter(({ heeded }) => heeded === 'kept' || heeded === 'slipped').length;
}
