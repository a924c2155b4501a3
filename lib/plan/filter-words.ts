import type { Customer, Service } from '../contract/customer.ts';
import type { FilterWords } from '../contract/filter.ts';

/** Words that are suggested, of each kind. */
const MOST = 100;
const KINDS = ['classes', 'tags', 'kinds', 'cities', 'languages'] as const;

/** Counts the words by which customers can be told apart; most used first. */
export function countWords(): { add(customer: Customer, services: readonly Service[]): void; words(): FilterWords } {
  const counts = new Map(KINDS.map((kind) => [kind, new Map<string, number>()]));
  const count = (kind: (typeof KINDS)[number], word: string | null) => {
    const found = counts.get(kind);
    // A filter takes no longer names.
    if (found && word && word.length <= 120) found.set(word, (found.get(word) ?? 0) + 1);
  };
  const most = (kind: (typeof KINDS)[number]) =>
    [...(counts.get(kind) ?? [])]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST)
      .map(([word]) => word);
  return {
    add(customer, services) {
      count('classes', customer.class);
      count('languages', customer.language);
      for (const tag of customer.tags ?? []) count('tags', tag);
      for (const { kind, where } of services) {
        count('kinds', kind);
        count('cities', where);
      }
    },
    words: () => ({ classes: most('classes'), tags: most('tags'), kinds: most('kinds'), cities: most('cities'), languages: most('languages') }),
  };
}
