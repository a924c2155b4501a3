import type { Reason } from '../contract/reason.ts';
import { importReason } from './reasons.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type ReadText = { ok: true; encoding: Encoding; text: string } | { ok: false; reason: Reason };

export const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

/** Bytes of a customer file to text, without its byte order mark. What is no text is refused with what to do instead. */
export function readText(bytes: Uint8Array): ReadText {
  const wrong = wrongSize(bytes) ?? binaryKind(bytes);
  if (wrong) return refuse(wrong);
  const read = decode(bytes);
  if (!read.ok) return read;
  const nul = read.text.indexOf('\0');
  if (nul >= 0) return refuse(importReason('file-is-binary', { row: lineAt(read.text, nul) }));
  if (read.text.trim() === '') return refuse(importReason('file-empty', {}));
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(read.text.slice(0, 500))) return refuse(importReason('file-is-web-page', {}));
  return read;
}

export function wrongSize({ length }: Uint8Array): Reason | null {
  if (length === 0) return importReason('file-empty', {});
  if (length <= MAX_FILE_BYTES) return null;
  return importReason('file-too-large', { megabytes: Math.ceil(length / MEGABYTE), max: MAX_FILE_BYTES / MEGABYTE });
}

function refuse(reason: Reason): ReadText {
  return { ok: false, reason };
}

function binaryKind(bytes: Uint8Array): Reason | null {
  const head = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (isZip(bytes)) return zipKind(bytes);
  if (head.startsWith('d0cf11e0')) return compoundKind(bytes);
  if (head.startsWith('25504446')) return importReason('file-is-pdf', {});
  if (/^(?:89504e47|ffd8ff|47494638|52494646|424d....0000)/.test(head)) return importReason('file-is-image', {});
  if (head.startsWith('7b5c7274')) return importReason('file-is-document', {});
  if (/^(?:1f8b|526172211a|377abcaf|425a68)/.test(head)) return importReason('file-is-archive', {});
  return null;
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** A zip that is no workbook we can open, by the names in it, which stand unpacked at both ends. */
export function zipKind(bytes: Uint8Array): Reason {
  const latin = new TextDecoder('latin1');
  const names = latin.decode(bytes.subarray(0, 8192)) + latin.decode(bytes.subarray(-65_536));
  if (names.includes('xl/workbook.bin')) return importReason('file-is-xlsb', {});
  if (names.includes('xl/')) return importReason('workbook-damaged', {});
  if (/Index\/(?:Tables|Document)/.test(names)) return importReason('file-is-numbers', {});
  if (names.includes('opendocument.text') || names.includes('word/')) return importReason('file-is-document', {});
  return importReason(/content\.xml|opendocument\.spreadsheet/.test(names) ? 'file-is-ods' : 'file-is-archive', {});
}

/** What Office wrote before 2007, and the safe in which it puts a file with a password since. */
function compoundKind(bytes: Uint8Array): Reason {
  const names = new TextDecoder('latin1').decode(bytes);
  const has = (name: string) => names.includes(Array.from(name).join('\0'));
  if (has('EncryptedPackage')) return importReason('file-is-protected', {});
  return importReason(has('WordDocument') ? 'file-is-document' : 'file-is-xls', {});
}

function decode(bytes: Uint8Array): ReadText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strict(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return strict(bytes, 'utf-16be');
  const utf8 = attempt(bytes, 'utf-8');
  if (utf8 !== null) return { ok: true, encoding: 'utf-8', text: utf8 };
  if (bytes.subarray(0, 65_536).includes(0)) return refuse(importReason('file-is-binary', { row: 1 }));
  if (mostlyUtf8(bytes)) return broken(bytes, 'utf-8');
  if (looksWestern(bytes)) return strict(bytes, 'windows-1252');
  return strict(bytes, 'gb18030');
}

function attempt(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function strict(bytes: Uint8Array, encoding: Encoding): ReadText {
  const text = attempt(bytes, encoding);
  return text === null ? broken(bytes, encoding) : { ok: true, encoding, text };
}

/** Read a piece at a time, up to the first character that is none. */
function broken(bytes: Uint8Array, encoding: Encoding): ReadText {
  const decoder = new TextDecoder(encoding);
  let row = 1;
  for (let from = 0; from < bytes.length; from += MEGABYTE) {
    const text = decoder.decode(bytes.subarray(from, from + MEGABYTE), { stream: from + MEGABYTE < bytes.length });
    const bad = text.indexOf('\ufffd');
    row += lineAt(text, bad < 0 ? text.length : bad) - 1;
    if (bad >= 0) break;
  }
  return refuse(importReason('file-encoding-broken', { row, encoding }));
}

/** A UTF-8 file with a few bad bytes: read as GB18030 it would become nonsense without a warning. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, MEGABYTE));
  let whole = 0;
  let bad = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) bad++;
    else if (code > 0x7f) whole++;
  }
  return whole > 0 && bad <= whole / 10;
}

/** Single accented letters among ASCII letters (Müller as Excel saves it in Europe); Chinese text has its high bytes in pairs. */
function looksWestern(bytes: Uint8Array): boolean {
  let alone = 0;
  let paired = 0;
  for (let at = 0; at < Math.min(bytes.length, MEGABYTE); at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    if ((bytes[at + 1] ?? 0) < 0x80) alone++;
    else {
      paired++;
      at++;
    }
  }
  return alone > paired * 2;
}

/** Lines from 1, as an editor numbers them. */
function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
