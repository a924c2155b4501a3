import type { Text } from '../../../lib/contract/basics.ts';

/** A text in the reader's language, or in the first that has words. */
export function nameOf(text: Text | null, language: string): string {
  return text?.[language] || Object.values(text ?? {}).find((words) => words !== '') || '';
}
