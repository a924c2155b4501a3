import type { ImportStep } from '../contract/undo-import.ts';
import { same } from './same.ts';

type Row = { [key: string]: unknown };

/** Parts of a row whose keys are changed one by one. */
const INSIDE = new Set(['person', 'more', 'detail']);

/** What is other in a row than before, field by field. */
export function stepsBetween(before: object, after: object, path: readonly string[] = []): ImportStep[] {
  const [was, is] = [before as Row, after as Row];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key): ImportStep[] => {
    const [old, now] = [ownValue(was, key), ownValue(is, key)];
    if (same(old, now)) return [];
    const here = [...path, key];
    if (INSIDE.has(key) && isRow(old) && isRow(now)) return stepsBetween(old, now, here);
    return [{ path: here, ...stepValue('before', old), ...stepValue('after', now) }];
  });
}

/** The row with each field as it was, where it still is as the steps left it. `kept`: those that were changed again since. Steps oldest first. */
export function takeBack<T extends object>(row: T, steps: readonly ImportStep[]): { row: T; kept: ImportStep['path'][] } {
  let now: Row = row as Row;
  const kept = new Map<string, ImportStep['path']>();
  for (const { path, before, after } of steps.toReversed()) {
    if (same(valueAt(now, path), after)) now = withValue(now, path, before);
    else kept.set(path.join('\n'), path);
  }
  return { row: now as T, kept: [...kept.values()] };
}

/** A header can be a name that every object has: `constructor`. */
function ownValue(row: Row, key: string): unknown {
  return Object.hasOwn(row, key) ? row[key] : undefined;
}

function stepValue(name: 'before' | 'after', value: unknown): Partial<ImportStep> {
  return value === undefined ? {} : { [name]: value as ImportStep['before'] };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(row: Row, [key = '', ...rest]: readonly string[]): unknown {
  const value = ownValue(row, key);
  return rest.length === 0 ? value : isRow(value) ? valueAt(value, rest) : undefined;
}

function withValue(row: Row, [key = '', ...rest]: readonly string[], value: unknown): Row {
  const inside = ownValue(row, key);
  const next = rest.length === 0 ? value : isRow(inside) ? withValue(inside, rest, value) : inside;
  const entries = Object.entries(row).filter(([name]) => name !== key);
  const at = Object.keys(row).indexOf(key);
  if (next !== undefined) entries.splice(at < 0 ? entries.length : at, 0, [key, next]);
  return Object.fromEntries(entries);
}
