/** Rows of a sheet in Excel, the heading among them. */
export const MOST_ROWS = 1_048_576;
