/** A field that is as wide as what stands in it. */
export const SMALL = 'tabular min-h-9 rounded-lg border border-line bg-raised px-2 text-body text-ink';
