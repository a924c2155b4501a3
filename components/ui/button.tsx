import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Key } from './key.tsx';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const kinds: { [K in ButtonKind]: string } = {
  primary: 'border-accent bg-accent text-on-accent font-semibold hover:opacity-90',
  plain: 'border-line bg-raised text-ink font-semibold hover:bg-accent-soft',
  quiet: 'border-transparent bg-transparent text-muted hover:bg-accent-soft hover:text-ink',
  danger: 'border-bad bg-raised text-bad font-semibold hover:bg-bad-soft',
};

type ButtonProps = Omit<AriaButtonProps, 'children' | 'className'> & {
  kind?: ButtonKind;
  shortcut?: string;
  keyLabel?: string;
  children: ReactNode;
  /** Where several stand in one row of a narrow panel. A class cannot say it: which padding wins would depend on the style sheet's order. */
  tight?: boolean;
  className?: string;
};

/** `shortcut` is for screen readers (aria-keyshortcuts), `keyLabel` is what the key cap shows. */
export function Button({ kind = 'plain', shortcut, keyLabel, tight = false, children, className = '', ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      // react-aria passes only the attributes that it knows, and this one is not among them (1.22).
      {...(shortcut ? { render: (button) => <button {...button} aria-keyshortcuts={shortcut} /> } : {})}
      className={`inline-flex min-h-9 cursor-pointer [overflow-wrap:normal] items-center justify-center rounded-lg border py-1 text-body ${tight ? 'gap-1.5 px-2 whitespace-nowrap' : 'gap-2 px-3'} transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 ${kinds[kind]} ${className}`}
    >
      {children}
      {keyLabel ? <Key on={kind === 'primary' ? 'accent' : 'surface'}>{keyLabel}</Key> : null}
    </AriaButton>
  );
}
