import { type Argon2Parameters, argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

type Random = (bytes: number) => Uint8Array;

/** argon2id with 19 MiB and two passes: OWASP's Password Storage Cheat Sheet. About 20 ms, off the event loop. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** As `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`: with its own cost, so that a later program can ask for more and still read this. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random(SALT_BYTES));
  const tag = await derive('argon2id', { ...COST, message: plain(password), nonce: salt, tagLength: TAG_BYTES });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(salt)}$${bare(tag)}`;
}

/** Compared with when there is nothing to compare with, so that an unknown login takes as long as a wrong password. */
const nobody = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(Buffer.alloc(SALT_BYTES))}$${bare(Buffer.alloc(TAG_BYTES))}`;

/** Null: nobody has it, told after the same work. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? nobody) ?? [];
  if (!salt || !tag) throw new TypeError('a stored password cannot be read');
  const wanted = Buffer.from(tag, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await derive('argon2id', { ...cost, message: plain(password), nonce: Buffer.from(salt, 'base64'), tagLength: wanted.length });
  return timingSafeEqual(found, wanted) && stored !== null;
}

/** The same letters are the same password, whichever keyboard composed them. */
function plain(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'));
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/={1,2}$/, '');
}
