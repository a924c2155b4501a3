import { shippedContent } from '../../lib/browser/packs.ts';
import { openPhoneHash } from '../../lib/browser/phone-hash.ts';
import { demoOffsetItem, type Session, sessionItem } from '../../lib/browser/session.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { forgetTeam } from '../../lib/db/forget.ts';
import { defaultPlace } from '../../lib/plan/default-place.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import type { AloneInput, SignInProblem } from './welcome.tsx';

/** Exchanges the one-time code for a token and remembers who works here. */
export async function signIn(db: CallsideDb, endpoint: string, code: string): Promise<SignInProblem | null> {
  if (!isAddress(endpoint)) return { kind: 'bad-address' };
  const reply = await createTransport({ endpoint, token: null }).enrol(code, deviceName());
  if (!reply.ok) return { kind: 'failed', why: reply.failure.kind };
  await forgetTeam(db);
  await db.meta.bulkDelete(['cursor', 'queue', 'link']);
  await demoOffsetItem.setValue(reply.value.clock.demoOffset);
  await sessionItem.setValue({
    mode: 'team',
    endpoint: endpoint.replace(/\/+$/, ''),
    token: reply.value.token,
    agent: reply.value.agent,
    place: reply.value.place,
  });
  return null;
}

/** Only https, or this very machine: a token never crosses a network in the clear. */
function isAddress(endpoint: string): boolean {
  try {
    const url = new URL(endpoint);
    return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  } catch {
    return false;
  }
}

/** What the lead sees in the list of devices; nothing that identifies the machine beyond its kind. */
function deviceName(): string {
  return navigator.userAgent.includes('Firefox') ? 'Firefox' : 'Chromium';
}

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
    purposeOf: (scriptId) => content.scripts.find((script) => script.id === scriptId)?.purpose ?? scriptId,
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
