import type { Instant } from '../contract/basics.ts';
import type { Undone } from '../contract/undo-import.ts';

const ORDER = ['customer', 'service'].flatMap((what) => ['called', 'changed', 'busy'].map((why) => what + why));

/** An import that is undone once more takes those who were busy: what went adds up, and who stays is who stays now, with those of before who were not busy. */
export function addUndone(before: Undone | null, counts: Omit<Undone, 'at'>, now: Instant): Undone {
  const stay = new Map<string, Undone['stay'][number]>();
  for (const one of [...(before?.stay ?? []).filter(({ why }) => why !== 'busy'), ...counts.stay]) {
    const key = `${one.what} ${one.why}`;
    stay.set(key, { ...one, count: one.count + (stay.get(key)?.count ?? 0) });
  }
  return {
    at: now,
    customers: {
      removed: counts.customers.removed + (before?.customers.removed ?? 0),
      restored: counts.customers.restored + (before?.customers.restored ?? 0),
    },
    services: counts.services + (before?.services ?? 0),
    fields: counts.fields + (before?.fields ?? 0),
    stay: [...stay.values()].sort((a, b) => ORDER.indexOf(a.what + a.why) - ORDER.indexOf(b.what + b.why)),
  };
}
