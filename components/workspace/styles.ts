/** A text field or select. */
export const INPUT = 'block min-h-9 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';
