import { shippedContent } from '../../lib/browser/packs.ts';
import { openPhoneHash } from '../../lib/browser/phone-hash.ts';
import { demoOffsetItem, type Session, sessionItem } from '../../lib/browser/session.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { defaultPlace } from '../../lib/plan/default-place.ts';
import type { AloneInput } from './alone-form.tsx';

/** Sets this computer up for one agent: the shipped scripts, and a place with the usual hours and rules. */
export async function beginAlone(db: CallsideDb, input: AloneInput, options: { language: string; newId: () => string }): Promise<void> {
  const content = await shippedContent();
  await db.transaction('rw', [db.scripts, db.phraseLists], async () => {
    await db.scripts.bulkPut(content.scripts);
    await db.phraseLists.bulkPut(content.phraseLists);
  });
  await openPhoneHash(db);
  const chinese = options.language.startsWith('zh');
  const place = defaultPlace({
    id: options.newId(),
    trade: input.trade,
    company: input.company.trim(),
    phone: input.phone.trim(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    region: chinese ? 'CN' : regionOf(navigator.language),
    language: chinese ? 'zh' : 'en',
    purposes: new Map(content.scripts.map(({ id, purpose }) => [id, purpose])),
  });
  const session: Session = {
    mode: 'alone',
    place,
    agent: { id: options.newId(), name: input.name.trim(), role: 'agent', placeId: place.id, languages: [chinese ? 'zh-CN' : 'en'] },
  };
  await demoOffsetItem.setValue(null);
  await sessionItem.setValue(session);
}

/** The country of a language tag such as en-GB; GB when it names none. */
function regionOf(tag: string): string {
  return new Intl.Locale(tag).maximize().region ?? 'GB';
}
