import { type KeyboardEvent, useEffect, useRef } from 'react';
import { leaveField } from '../../ui/leave-field.ts';

type PlainTextProps = {
  id: string;
  label: string;
  text: string;
  onChange: (text: string) => void;
  onEnter?: (() => void) | undefined;
  placeholder?: string;
  autoFocus?: boolean;
  lang?: string | undefined;
  /** The most characters that the record holds here. */
  maxLength?: number;
};

/** The customer's words, and notes among ourselves: never checked, never changed. Grows with its text. */
export function PlainText({ id, label, text, onChange, onEnter, placeholder, autoFocus = false, lang, maxLength = 10_000 }: PlainTextProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (autoFocus) area.current?.focus();
  }, [autoFocus]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.code === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && onEnter) {
      event.preventDefault();
      onEnter();
    } else if (event.code === 'Escape') leaveField(event);
  };
  return (
    <textarea
      id={id}
      ref={area}
      rows={1}
      lang={lang}
      value={text}
      maxLength={maxLength}
      aria-label={label}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      className="block field-sizing-content max-h-40 placeholder:text-transparent short:placeholder:text-faint w-full resize-none rounded-lg border border-line bg-raised px-2.5 py-1.5 font-sans text-body text-ink"
    />
  );
}
