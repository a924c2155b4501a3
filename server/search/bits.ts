/**
 * Sets of small numbers, in blocks of 4,096: as a list while few are in a block, else a bit each. A million records are 245 blocks, and two sets of them
 * are cut in less than a millisecond.
 */
export const BLOCK = 4096;
const WORDS = BLOCK / 32;
/** Up to here a list (2 bytes each) is shorter than the bits. */
const LIST = 200;

/** By block. A block that is not there is empty. */
export type Bits = Map<number, Uint32Array>;

export const blockOf = (n: number): number => Math.floor(n / BLOCK);

export function emptyBlock(): Uint32Array {
  return new Uint32Array(WORDS);
}

export function setBit(block: Uint32Array, n: number): void {
  const at = n % BLOCK;
  block[at >>> 5] = (block[at >>> 5] ?? 0) | (1 << (at & 31));
}

export function clearBit(block: Uint32Array, n: number): void {
  const at = n % BLOCK;
  block[at >>> 5] = (block[at >>> 5] ?? 0) & ~(1 << (at & 31));
}

export function has(bits: Bits, n: number): boolean {
  const at = n % BLOCK;
  return (((bits.get(blockOf(n))?.[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
}

function countWord(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function countBlock(block: Uint32Array): number {
  let count = 0;
  for (const word of block) if (word !== 0) count += countWord(word);
  return count;
}

export function count(bits: Bits): number {
  let all = 0;
  for (const block of bits.values()) all += countBlock(block);
  return all;
}

/** The numbers in ascending order within a block. */
function* inBlock(block: Uint32Array): Generator<number> {
  for (const [index, word] of block.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) yield index * 32 + 31 - Math.clz32(rest & -rest);
  }
}

export function* numbers(bits: Bits): Generator<number> {
  for (const [block, words] of bits) for (const at of inBlock(words)) yield block * BLOCK + at;
}

/** In both. */
export function both(a: Bits, b: Bits): Bits {
  const cut: Bits = new Map();
  for (const [block, words] of a) {
    const others = b.get(block);
    if (!others) continue;
    let any = 0;
    const made = emptyBlock();
    for (let index = 0; index < WORDS; index += 1) {
      const cutWord = (words[index] ?? 0) & (others[index] ?? 0);
      made[index] = cutWord;
      any |= cutWord;
    }
    if (any !== 0) cut.set(block, made);
  }
  return cut;
}

/** Adds a block to a set that grows. */
export function join(into: Bits, block: number, words: Uint32Array): void {
  const known = into.get(block);
  if (!known) into.set(block, words.slice());
  else for (let index = 0; index < WORDS; index += 1) known[index] = (known[index] ?? 0) | (words[index] ?? 0);
}

/** As text, for a database: `l` and a list, or `b` and the bits, in base64. */
export function encode(block: Uint32Array): string {
  const many = countBlock(block);
  const bytes = many <= LIST ? listBytes(block, many) : bitBytes(block);
  return `${many <= LIST ? 'l' : 'b'}${bytes.toString('base64')}`;
}

function listBytes(block: Uint32Array, many: number): Buffer {
  const bytes = Buffer.alloc(many * 2);
  let at = 0;
  for (const n of inBlock(block)) at = bytes.writeUInt16LE(n, at);
  return bytes;
}

function bitBytes(block: Uint32Array): Buffer {
  const bytes = Buffer.alloc(WORDS * 4);
  for (const [index, word] of block.entries()) bytes.writeUInt32LE(word, index * 4);
  return bytes;
}

export function decode(text: string): Uint32Array {
  const bytes = Buffer.from(text.slice(1), 'base64');
  const block = emptyBlock();
  if (text.startsWith('l')) for (let at = 0; at < bytes.length; at += 2) setBit(block, bytes.readUInt16LE(at));
  else for (let index = 0; index < WORDS; index += 1) block[index] = bytes.readUInt32LE(index * 4);
  return block;
}
