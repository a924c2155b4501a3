import { Inflate } from 'fflate';

/** A file inside a zip, as the directory at its end declares it. */
export type ZipEntry = { name: string; packed: number; unpacked: number; method: number; encrypted: boolean; at: number };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const COMMENT = 65_535;
const END_LENGTH = 22;
const CHUNK = 64 * 1024;
const UNKNOWN = 0xffff_ffff;

/** What a zip says it holds, by its directory alone: nothing is unpacked. Null: cut off, or no zip. */
export function entriesOf(bytes: Uint8Array): Map<string, ZipEntry> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  const entries = new Map<string, ZipEntry>();
  const decoder = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return null;
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > end) return null;
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const sizes = { unpacked: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true), at: view.getUint32(at + 42, true) };
    const wide = widened(view, at + 46 + nameLength, extraLength, sizes);
    entries.set(name, { name, method: view.getUint16(at + 10, true), encrypted: (view.getUint16(at + 8, true) & 1) === 1, ...wide });
    at = next;
  }
  return entries;
}

function endOf(view: DataView): number | null {
  for (let at = view.byteLength - END_LENGTH; at >= 0 && at >= view.byteLength - END_LENGTH - COMMENT; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}

type Sizes = { unpacked: number; packed: number; at: number };

/** Some programs write the 64-bit sizes (extra field 1) into small files too. */
function widened(view: DataView, from: number, length: number, sizes: Sizes): Sizes {
  const wide = { ...sizes };
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const last = Math.min(from + length, at + 4 + view.getUint16(at + 2, true));
    let value = at + 4;
    for (const key of ['unpacked', 'packed', 'at'] as const) {
      if (sizes[key] !== UNKNOWN || value + 8 > last) continue;
      wide[key] = Number(view.getBigUint64(value, true));
      value += 8;
    }
  }
  return wide;
}

/**
 * One file of a zip. `too-large` is said of what is declared before anything is unpacked, and of what comes out, however little was declared: unpacking
 * stops there. In pieces and on this thread, because fflate's own workers are of `blob:` addresses, which an extension's content security policy forbids.
 */
export function unpack(bytes: Uint8Array, entry: ZipEntry, max: number): Uint8Array | 'too-large' | 'damaged' {
  if (entry.unpacked > max || (entry.method === 0 && entry.packed > max)) return 'too-large';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL) return 'damaged';
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) return 'damaged';
  if (entry.method === 0) return packed;
  return entry.method === 8 ? inflated(packed, entry.unpacked, max) : 'damaged';
}

function inflated(packed: Uint8Array, declared: number, max: number): Uint8Array | 'too-large' | 'damaged' {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    if (size <= max) chunks.push(chunk);
  });
  try {
    for (let at = 0; at < packed.length && size <= max; at += CHUNK) stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
  } catch {
    return 'damaged';
  }
  if (size > max) return 'too-large';
  if (size !== declared) return 'damaged';
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
