/** A large file is imported in parts, each an import by itself whose id says which one it is: the same part again is the same import. */
export function partId(importId: string, from: number): string {
  return `${importId}.${from}`;
}

/** The import that a part belongs to, and the first of its rows. */
export function wholeOf(id: string): { importId: string; from: number } {
  const at = /\.(\d{1,9})$/.exec(id);
  return at ? { importId: id.slice(0, at.index), from: Number(at[1]) } : { importId: id, from: 0 };
}
