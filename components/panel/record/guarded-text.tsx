import { OctagonX, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { bus } from '../../../lib/bus.ts';
import { takeBetter } from '../../../lib/call/said.ts';
import type { Guard, GuardFinding } from '../../../lib/guard/guard.ts';
import { Key } from '../../ui/key.tsx';
import { leaveField } from '../../ui/leave-field.ts';

type GuardedTextProps = {
  label: string;
  /** Hides the label from the eye where its place on the screen says it. */
  id?: string;
  text: string;
  placeholder?: string;
  onChange: (text: string) => void;
  guard: Guard | null;
  /** A better sentence was taken, or the words were changed by hand after the warning. */
  onHeeded: (found: GuardFinding, how: 'replaced' | 'changed') => void;
  onEnter?: () => void;
  rows?: number;
  autoFocus?: boolean;
};

const FIELD = 'block w-full resize-none rounded-lg border border-line px-2.5 py-1.5 font-sans text-body leading-[1.45] whitespace-pre-wrap break-words';
/** What the record holds of a text. */
const MOST = 10_000;
/** A warning that stood this long and then went was heeded by hand. */
const SETTLED_MS = 900;

/** Our own words: checked as they are typed, marked in place, with a better sentence that Alt+Enter takes. */
export function GuardedText({ label, id: given, text, placeholder, onChange, guard, onHeeded, onEnter, rows = 1, autoFocus = false }: GuardedTextProps) {
  const { t } = useTranslation();
  const own = useId();
  const id = given ?? own;
  const area = useRef<HTMLTextAreaElement>(null);
  const found = guard?.check(text) ?? [];
  const settled = useSettled(found, onHeeded);
  useEffect(() => {
    if (autoFocus) area.current?.focus();
  }, [autoFocus]);
  const first = found[0];
  const better = first?.instead[0];

  const take = (finding: GuardFinding) => {
    const sentence = finding.instead[0];
    if (!sentence) return;
    const taken = takeBetter(text, finding, sentence);
    settled.current = settled.current.filter((one) => one.phraseId !== finding.phraseId);
    onHeeded(finding, 'replaced');
    area.current?.focus();
    if (!typeIn(area.current, taken)) onChange(taken.text.slice(0, MOST));
    requestAnimationFrame(() => area.current?.setSelectionRange(taken.caret, taken.caret));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.altKey && event.code === 'Enter' && first) {
      event.preventDefault();
      take(first);
    } else if (event.code === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && onEnter) {
      event.preventDefault();
      onEnter();
    } else if (event.code === 'Escape') leaveField(event);
  };
  return (
    <div className="min-w-0">
      <div className="grid">
        <div aria-hidden="true" className={`${FIELD} col-start-1 row-start-1 border-transparent bg-raised text-transparent`}>
          <Marked text={text} found={found} />
          {'\u200b'}
        </div>
        <textarea
          id={id}
          ref={area}
          value={text}
          maxLength={MOST}
          placeholder={placeholder}
          rows={rows}
          aria-label={label}
          aria-invalid={found.length > 0}
          aria-describedby={first ? `${id}-found` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          className={`${FIELD} col-start-1 row-start-1 overflow-hidden bg-transparent text-ink placeholder:text-transparent short:placeholder:text-faint`}
        />
      </div>
      {first ? (
        <div id={`${id}-found`} className="mt-1 flex items-start gap-1.5 text-fact">
          <SeverityIcon severity={first.severity} />
          <span className="min-w-0 flex-1">
            <span className={`font-semibold ${first.severity === 'stop' ? 'text-bad' : 'text-fair'}`}>
              {first.severity === 'stop' ? `${t('guard.stop')} · ` : ''}
              {t(`category.${first.category}`)}
            </span>
            {found.length > 1 ? <span className="text-muted"> ({t('guard.more', { count: found.length - 1 })})</span> : null}
            {better ? (
              <>
                <span className="text-muted"> · {t('guard.instead')} </span>
                <button
                  type="button"
                  onClick={() => take(first)}
                  className="inline cursor-pointer border-0 bg-transparent p-0 text-left text-ink underline decoration-dotted underline-offset-2"
                  aria-keyshortcuts="Alt+Enter"
                >
                  {better}
                </button>
              </>
            ) : null}
          </span>
          {better ? <Key>Alt ↵</Key> : null}
        </div>
      ) : null}
    </div>
  );
}

function SeverityIcon({ severity }: { severity: GuardFinding['severity'] }) {
  const Icon = severity === 'stop' ? OctagonX : TriangleAlert;
  return <Icon size={15} aria-hidden="true" className={`mt-0.5 shrink-0 ${severity === 'stop' ? 'text-bad' : 'text-fair'}`} />;
}

function Marked({ text, found }: { text: string; found: readonly GuardFinding[] }) {
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const one of found) {
    parts.push(text.slice(from, one.start));
    parts.push(
      <mark
        key={one.start}
        className={`bg-transparent text-transparent underline decoration-2 decoration-wavy underline-offset-2 ${one.severity === 'stop' ? 'decoration-bad' : 'decoration-fair'}`}
      >
        {text.slice(one.start, one.end)}
      </mark>,
    );
    from = one.end;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}

/** Tells screen readers of a warning, and notices one that stood a while and was then written away. */
function useSettled(found: readonly GuardFinding[], onHeeded: GuardedTextProps['onHeeded']): RefObject<GuardFinding[]> {
  const { t } = useTranslation();
  const settled = useRef<GuardFinding[]>([]);
  const key = found.map((one) => `${one.phraseId}:${one.quote}`).join('|');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what was found
  useEffect(() => {
    const now = new Set(found.map((one) => one.phraseId));
    for (const one of settled.current) if (!now.has(one.phraseId)) onHeeded(one, 'changed');
    settled.current = settled.current.filter((one) => now.has(one.phraseId));
    const first = found[0];
    if (first) bus.emit('warn', t('guard.warn', { category: t(`category.${first.category}`), quote: first.quote, instead: first.instead[0] ?? '' }));
    const timer = setTimeout(() => {
      settled.current = [...found];
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

/** Replaces the sentence as typing would, so that the browser's own undo brings it back. False where the browser cannot. */
function typeIn(area: HTMLTextAreaElement | null, taken: { text: string; caret: number; better: string; until: number }): boolean {
  if (!area || taken.text.length > MOST || typeof document.execCommand !== 'function') return false;
  area.setSelectionRange(taken.caret - taken.better.length, taken.until);
  return document.execCommand('insertText', false, taken.better);
}
