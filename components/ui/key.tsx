import type { ReactNode } from 'react';

type KeyProps = {
  children: ReactNode;
  on?: 'surface' | 'accent';
  /** Where the key is what the text is about, as in the list of keys. */
  spoken?: boolean;
};

/** A key cap. Hidden from screen readers on a control: that names its shortcut with aria-keyshortcuts. */
export function Key({ children, on = 'surface', spoken = false }: KeyProps) {
  const colours = on === 'accent' ? 'border-current text-on-accent' : 'border-line text-muted bg-bg';
  return (
    <kbd
      aria-hidden={spoken ? undefined : true}
      className={`inline-flex min-w-5 shrink-0 items-center justify-center rounded-[4px] border px-1 font-mono text-key font-semibold ${colours}`}
    >
      {children}
    </kbd>
  );
}
