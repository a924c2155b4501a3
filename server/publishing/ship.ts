import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { PhraseList } from '../../lib/contract/phrases.ts';
import type { Content as Published } from '../../lib/contract/publishing.ts';
import type { Script } from '../../lib/contract/script.ts';
import { sameWords } from '../../lib/script/tidy.ts';
import { audit } from '../audit/audit.ts';
import type { Tx } from '../store/port.ts';

type Shipped = { scripts: readonly Script[]; phraseLists: readonly PhraseList[] };

/**
 * Puts what ships into use, for all places. A published version stays as it is (design 9), and so does a wording that the team published for everybody:
 * a newer program does not take it away. Answers what was held back for that reason.
 */
export async function ship(tx: Tx, content: Shipped, now: Instant): Promise<string[]> {
  const heldBack: string[] = [];
  const all: Published[] = [
    ...content.scripts.map((body): Published => ({ kind: 'script', body })),
    ...content.phraseLists.map((body): Published => ({ kind: 'phrase-list', body })),
  ];
  const placeIds = (await tx.places.all()).map(({ id }) => id);
  for (const one of all) {
    const done = await shipOne(tx, one, placeIds);
    if (done === 'held-back') heldBack.push(`${one.body.id} ${one.body.version}`);
    if (typeof done === 'number')
      await audit(tx, null, now, { action: 'content.ship', subject: { kind: one.kind, id: one.body.id }, facts: { version: done } });
  }
  return heldBack;
}

/** The number it got, unless it is there already. */
async function shipOne(tx: Tx, one: Published, placeIds: readonly Id[]): Promise<number | 'there' | 'held-back'> {
  const { kind, body } = one;
  const versions = await tx.publishing.versions(kind, body.id, placeIds);
  if (versions.every(({ version }) => version < body.version)) {
    if (await isOwn(tx, one)) return 'held-back';
    await (kind === 'script' ? tx.content.putScript(body, null) : tx.content.putPhraseList(body, null));
    return body.version;
  }
  // A team's own versions took the numbers: the words tell whether this one is known.
  for (const { version } of versions) {
    const known = await tx.publishing.version(kind, body.id, version, placeIds);
    if (known && sameWords(known, one)) return 'there';
  }
  if (await isOwn(tx, one)) return 'held-back';
  return tx.publishing.addVersion(one, null);
}

async function isOwn(tx: Tx, { kind, body }: Published): Promise<boolean> {
  return (await tx.publishing.publications(kind, body.id)).some(({ state, placeId }) => state === 'published' && placeId === null);
}
