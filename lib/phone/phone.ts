import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Phone } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import { importReason } from '../import/reasons.ts';

export type ParsedPhone = { ok: true; phone: Phone } | { ok: false; reason: Reason };

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;
const EXTENSION = /[\s,;]*(?:转|轉|分机|分機|内线|ext(?:ension)?\b\.?|x|#)\s*[.:=]?\s*(\d{1,8})$/i;
/** `020-30000019-801`: area code, number and extension as switchboards are written in China. */
const SWITCHBOARD = /^(0\d{2,3}[- ]?\d{7,8})-(\d{1,6})$/;
const LABEL = /^(?:tel|phone|mobile|mob|cell|手机号?|电话|联系电话|座机)\s*[.:]?\s*(?=[+(\d])/i;
const REMARK = /\s*\([^()\d]*\)$/;

/**
 * One phone number as people write it to E.164. `region` (ISO 3166) is the country of numbers without a country code.
 * A number of a possible length is taken, and marked `doubtful` when the numbering plan does not know it; refused are
 * blanks, digits that a spreadsheet threw away, and what cannot be a number at all.
 */
export function parsePhone(text: string, region: string, label: Phone['label'] = 'main'): ParsedPhone {
  const original = text.trim();
  // Before any pattern sees it: some would read a cell of megabytes over and over.
  if (original.length > 60) return { ok: false, reason: importReason('phone-unreadable', {}) };
  const plain = tidy(text);
  if (plain === '') return { ok: false, reason: importReason('phone-missing', {}) };
  const digits = expand(plain);
  if (digits === null) return { ok: false, reason: importReason('phone-mangled', {}) };
  const { number, extension } = splitExtension(digits);
  if (!/^[+(]?[\d\s().\-/+]+$/.test(number)) return { ok: false, reason: importReason('phone-unreadable', {}) };
  const country = isSupportedCountry(region) ? (region as CountryCode) : undefined;
  const parsed = parsePhoneNumberFromString(number, { ...(country ? { defaultCountry: country } : {}), extract: false });
  const count = number.replace(/\D/g, '').length;
  if (!parsed?.isPossible()) return { ok: false, reason: importReason('phone-not-possible', { digits: count }) };
  const national = String(parsed.nationalNumber);
  const chinese = parsed.countryCallingCode === '86';
  // Nothing but 11-digit mobiles begins with 13 to 19 in China, yet the plan's lengths let 10 and 12 digits pass: a digit is lost or too many.
  if (chinese && /^1[3-9]/.test(national) && national.length !== 11) {
    return { ok: false, reason: importReason('phone-mobile-length', { digits: national.length, expected: 11 }) };
  }
  const withoutArea = chinese && national.length <= 8;
  return { ok: true, phone: { original, e164: parsed.number, label, extension, doubtful: withoutArea || !parsed.isValid() } };
}

/** The numbers of a cell that holds several, as in `138…/139…` or `138…、0757-…`. One text when there is only one. */
export function splitPhones(text: string): string[] {
  const parts = text
    .normalize('NFKC')
    .split(/[/、;；,，\n|]|\s或\s?|\sor\s/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const numbers = parts.filter((part) => part.replace(/\D/g, '').length >= 7);
  return parts.length > 1 && numbers.length === parts.length ? parts : [text];
}

/** As people read it: `138 0000 0001` within `region` (or with no region given), `+44 7700 900001` from elsewhere; ` #801` for an extension. */
export function formatPhone(phone: Phone, region?: string): string {
  const parsed = phone.e164 === null ? undefined : parsePhoneNumberFromString(phone.e164);
  if (!parsed) return phone.original;
  const home = region === undefined || parsed.country === region || (parsed.country === undefined && callingCode(region) === parsed.countryCallingCode);
  const number = home ? parsed.formatNational() : parsed.formatInternational();
  return phone.extension === null ? number : `${number} #${phone.extension}`;
}

/** A number that stands alone, as records keep it; what is no E.164 stays as it was written. */
export function formatNumber(text: string, region?: string): string {
  return formatPhone({ original: text, e164: /^\+[1-9]\d{4,14}$/.test(text) ? text : null, label: 'main', extension: null, doubtful: false }, region);
}

/** The link that makes the agent's phone dial: the E.164 number, or the digits as written where it could not be understood. */
export function dialLink(phone: Phone, place: Pick<Place, 'dialScheme' | 'dialHost'>): { href: string } {
  const number =
    phone.e164 ??
    phone.original
      .normalize('NFKC')
      .replace(/[^\d+*#]/g, '')
      .replaceAll('#', '%23');
  if (place.dialScheme === 'tel') return { href: `tel:${number}${phone.extension === null ? '' : `;ext=${phone.extension}`}` };
  if (place.dialScheme === 'callto') return { href: `callto:${number}` };
  const host = (place.dialHost ?? '').replace(/[^A-Za-z0-9.:[\]_-]/g, '');
  return { href: host === '' ? `sip:${number}` : `sip:${number}@${host}` };
}

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[‐-―−]/g, '-')
    .trim()
    .replace(/^['’‘`]+\s*/, '')
    .replace(LABEL, '')
    .replace(REMARK, '')
    .trim();
}

/** Undoes a spreadsheet's number format. Null when digits are lost: 1.35000E+10 keeps six of eleven. */
function expand(text: string): string | null {
  const match = SCIENTIFIC.exec(text);
  if (!match) return text.replace(/^(\+?\d{7,})\.0+$/, '$1');
  const [, first = '', decimals = '', exponent = '0'] = match;
  return decimals.length >= Number(exponent) ? first + decimals.slice(0, Number(exponent)) : null;
}

function splitExtension(text: string): { number: string; extension: string | null } {
  const match = SWITCHBOARD.exec(text) ?? EXTENSION.exec(text);
  if (!match) return { number: text, extension: null };
  const [, first = '', second] = match;
  if (second !== undefined) return { number: first, extension: second };
  return { number: text.slice(0, match.index), extension: first };
}

function callingCode(region: string): string | null {
  if (!isSupportedCountry(region)) return null;
  return parsePhoneNumberFromString('2025550123', region as CountryCode)?.countryCallingCode ?? null;
}
