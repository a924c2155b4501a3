import type { CallsideDb } from '../db/database.ts';
import { readMeta } from '../db/meta.ts';

/** HMAC-SHA-256 of an E.164 number under a secret that never leaves this computer: equal numbers meet, and none can be read back. */
export async function openPhoneHash(db: CallsideDb): Promise<(e164: string) => Promise<string>> {
  const key = await crypto.subtle.importKey('raw', fromHex(await secretOf(db)), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return async (e164) => toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(e164)))).slice(0, 40);
}

/** One secret a computer, made once. Made before the transaction: a second window may win the race, and its secret counts. */
async function secretOf(db: CallsideDb): Promise<string> {
  const fresh = toHex(crypto.getRandomValues(new Uint8Array(32)));
  return db.transaction('rw', db.meta, async () => {
    const known = await readMeta(db, 'secret');
    if (known) return known.value;
    await db.meta.put({ key: 'secret', value: fresh });
    return fresh;
  });
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}
