import type { DraftContent } from '../../../lib/contract/publishing.ts';
import { tidyPhraseList, tidyScript } from '../../../lib/script/tidy.ts';

/** The draft as it would be published: what is compared is what agents will get. */
export function tidy(content: DraftContent): DraftContent {
  return content.kind === 'script' ? { kind: 'script', body: tidyScript(content.body) } : { kind: 'phrase-list', body: tidyPhraseList(content.body) };
}
