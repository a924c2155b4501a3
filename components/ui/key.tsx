import type { ReactNode } from 'react';

/** A key cap. Hidden from screen readers: the control names its shortcut with aria-keyshortcuts. */
export function Key({ children, on = 'surface' }: { children: ReactNode; on?: 'surface' | 'accent' }) {
  const colours = on === 'accent' ? 'border-current text-on-accent' : 'border-line text-muted bg-bg';
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
    <kbd
      aria-hidden="true"
      className={`inline-flex min-w-5 shrink-0 items-center justify-center rounded-[4px] border px-1 font-mono text-key font-semibold ${colours}`}
    >
      {children}
    </kbd>
  );
}
