import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { plainLogin } from '../lib/people/login.ts';
import type { Store, Tx } from './store/port.ts';

type Random = (bytes: number) => Uint8Array;

/** 32 letters and digits that are not mistaken for one another on the telephone: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;
/** Where the database keeps its own secret. */
export const HASH_SECRET = 'hash-secret';

/** A device's token: 256 random bits. Only its hash is kept. */
export function newToken(random: Random): string {
  return `cs_${Buffer.from(random(32)).toString('base64url')}`;
}

/** A one-time code for a person to type, 60 random bits: `K7QF-2M9X-4TRD`. Only its hash is kept. */
export function newCode(random: Random): string {
  const signs = [...random(CODE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** What renews a device's token. The next one follows from it and the database's secret: asked twice, as after a lost reply, it is the same. */
export function nextRefreshToken(refreshToken: string, hash: KeyedHash): string {
  return `cs_${hash(`refresh:${refreshToken}`)}`;
}

/** The keyed hash under which a login is looked up. */
export function loginHash(login: string, hash: KeyedHash): string {
  return hash(`login:${plainLogin(login)}`);
}

export function hashOfToken(token: string): string {
  return sha256(token);
}

/** Codes are typed by hand: case, spaces and dashes do not count, and letters that look like digits are those digits. */
export function hashOfCode(code: string): string {
  const plain = code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return sha256(`code:${plain}`);
}

export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The hash of a JSON value whatever the order of its keys: the same body is told from another by it. */
export function hashOfBody(body: unknown): string {
  return sha256(canonical(body));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export type KeyedHash = (text: string) => string;

/** The database's own keyed hash, for phones and customer numbers: with the file of another database it says nothing. Made on first use. */
export async function keyedHash(store: Store, random: Random): Promise<KeyedHash> {
  const secret = await store.read((tx) => tx.meta.get(HASH_SECRET));
  return secret === null ? store.write((tx) => keyedHashWithin(tx, random)) : hashBy(secret);
}

/** The same inside a transaction that may write. */
export async function keyedHashWithin(tx: Pick<Tx, 'meta'>, random: Random): Promise<KeyedHash> {
  const known = await tx.meta.get(HASH_SECRET);
  if (known !== null) return hashBy(known);
  const made = Buffer.from(random(32)).toString('base64url');
  await tx.meta.set(HASH_SECRET, made);
  return hashBy(made);
}

function hashBy(secret: string): KeyedHash {
  return (text) => createHmac('sha256', secret).update(text).digest('base64url');
}
