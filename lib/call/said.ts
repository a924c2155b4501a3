import type { Draft } from '../contract/call.ts';
import type { Customer } from '../contract/customer.ts';
import type { Finding, PhraseList } from '../contract/phrases.ts';
import type { Place } from '../contract/place.ts';
import type { Script, Step, Tempting } from '../contract/script.ts';
import type { Guard, GuardFinding } from '../guard/guard.ts';
import type { PathEntry } from '../script/walk.ts';

/** The language to speak: the customer's own, else the usual one where the place is. */
export function spokenLanguage(customer: Customer | null, place: Place): string {
  return customer?.language ?? (['CN', 'HK', 'MO', 'TW', 'SG'].includes(place.region) ? 'zh-CN' : 'en');
}

/** What tempts now: this step's phrases, or those of the last step that had any. */
export function temptingNow(script: Script, step: Step, path: readonly PathEntry[]): { stepId: string; tempting: Tempting[] } {
  for (const stepId of [step.id, ...path.map((entry) => entry.stepId).toReversed()]) {
    const tempting = script.steps.find((one) => one.id === stepId)?.tempting;
    if (tempting && tempting.length > 0) return { stepId, tempting };
  }
  return { stepId: step.id, tempting: [] };
}

/** A slip the agent owned up to: counted under the phrase of the list in the language spoken. Null when no list knows the phrase. */
export function slip(input: { phraseId: string; language: string; lists: readonly PhraseList[]; stepId: string; at: number }): Finding | null {
  const lists = input.lists.toSorted((a, b) => Number(b.language === input.language) - Number(a.language === input.language));
  for (const list of lists) {
    const phrase = list.phrases.find(({ id }) => id === input.phraseId);
    if (phrase) {
      return {
        phraseId: phrase.id,
        listId: list.id,
        listVersion: list.version,
        category: phrase.category,
        severity: phrase.severity,
        where: 'spoken',
        quote: '',
        start: 0,
        end: 0,
        stepId: input.stepId,
        at: input.at,
        heeded: 'slipped',
      };
    }
  }
  return null;
}

/** A finding of the guard as the record keeps it. */
export function findingOf(found: GuardFinding, more: Pick<Finding, 'where' | 'stepId' | 'at' | 'heeded'>): Finding {
  const { phraseId, listId, listVersion, category, severity, start, end, quote } = found;
  return { phraseId, listId, listVersion, category, severity, start, end, quote: quote.slice(0, 500), ...more };
}

/** What still stands in our words when the record is saved: kept, with its place in the text. */
export function keptFindings(draft: Pick<Draft, 'answered' | 'messages'>, guard: Guard, at: number): Finding[] {
  const kept: Finding[] = [];
  if (draft.answered?.kind === 'text') {
    for (const found of guard.check(draft.answered.text)) kept.push(findingOf(found, { where: 'answered', stepId: null, at, heeded: 'kept' }));
  }
  for (const message of draft.messages) {
    for (const found of guard.check(message.text)) kept.push(findingOf(found, { where: message.channel, stepId: null, at, heeded: 'kept' }));
  }
  return kept;
}

/** The end of a sentence: all of its marks and closing quotation marks, or a line break. The dot of a title ends nothing. */
const BORDER = /[。！？!?；;]+(?:[”’』」）]+|["')]+(?=\s|$))?|(?<!\.|\b(?:Mr|Mrs|Ms|Mx|Dr|Prof))\.+["'”’)]*(?=\s|$)|\n/g;

/** Puts the better sentence in the place of the whole sentence the finding stands in, its end mark included. `caret` is the offset after it, `until` the end of what it replaced. */
export function takeBetter(
  text: string,
  found: { start: number; end: number },
  better: string,
): { text: string; caret: number; better: string; until: number } {
  const borders = [...text.matchAll(BORDER)].map((match) => ({ before: match.index, after: match.index + match[0].length, line: match[0] === '\n' }));
  const previous = borders.filter(({ after }) => after <= found.start).at(-1);
  const next = borders.find(({ after }) => after >= found.end);
  const from = previous?.after ?? 0;
  const start = from + (/^\s*/.exec(text.slice(from, found.start))?.[0].length ?? 0);
  const end = next ? (next.line ? next.before : next.after) : text.length;
  const before = text.slice(0, start);
  const until = Math.max(end, found.end);
  return { text: before + better + text.slice(until), caret: before.length + better.length, better, until };
}
