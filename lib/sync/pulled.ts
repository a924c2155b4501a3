import { z } from 'zod';
import type { Content, RefusedContent } from '../contract/publishing.ts';
import { pullReplySchema } from '../contract/wire.ts';
import { acceptContent } from '../script/accept.ts';

/** What a pull brings. Scripts and phrase lists are looked at one by one afterwards: a bad one must not hold up the rest, or every later pull. */
export const pulledSchema = pullReplySchema.extend({ scripts: z.array(z.unknown()), phraseLists: z.array(z.unknown()) });
export type Pulled = z.infer<typeof pulledSchema>;

export function acceptPulled({ scripts, phraseLists }: Pulled, now: number): { good: Content[]; refused: RefusedContent[] } {
  const judged = [...scripts.map((item) => acceptContent('script', item, now)), ...phraseLists.map((item) => acceptContent('phrase-list', item, now))];
  return {
    good: judged.flatMap((one) => (one.ok ? [one.content] : [])),
    refused: judged.flatMap((one) => (one.ok ? [] : [one.refused])),
  };
}
