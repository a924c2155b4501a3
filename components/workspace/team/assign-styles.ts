/** Cells of the tables of who has whom. */
export const CELL = 'border-b border-line px-2 py-1.5 text-fact';
export const HEAD = 'border-b border-line px-2 py-1.5 text-label font-normal whitespace-nowrap text-muted';
