import { type RecordFilter, recordFilterSchema } from '../contract/search.ts';
import { type Period, periodFromText, periodToText } from './period.ts';

/** What somebody chose to see. The period stays a word that moves with the calendar. */
export type Chosen = { period: Period | null; filter: Omit<RecordFilter, 'from' | 'to'> };

export const NOTHING_CHOSEN: Chosen = { period: null, filter: {} };

const shape = recordFilterSchema.omit({ from: true, to: true }).shape;
type Field = keyof typeof shape;
const FIELDS = Object.keys(shape) as Field[];

/** As the part of an address after `?`: ids, words of closed lists and numbers, nothing about a customer but the id. Empty when nothing is chosen. */
export function chosenToText({ period, filter }: Chosen): string {
  const parts = period === null ? [] : [`period=${encodeURIComponent(periodToText(period))}`];
  for (const field of FIELDS) {
    const value = filter[field];
    if (value !== undefined) parts.push(`${field}=${valuesOf(value).map(encodeURIComponent).join(',')}`);
  }
  return parts.join('&');
}

/** What can be read of it; a field that is none or does not fit is left out. */
export function chosenFromText(text: string): Chosen {
  const filter: { [field: string]: unknown } = {};
  let period: Period | null = null;
  for (const part of text.split('&')) {
    const at = part.indexOf('=');
    const field = part.slice(0, at);
    const values = part
      .slice(at + 1)
      .split(',')
      .map(decoded);
    if (field === 'period') period = periodFromText(values[0] ?? '');
    const known = FIELDS.find((one) => one === field);
    const value = known ? valueFor(known, values) : undefined;
    if (known && value !== undefined) filter[known] = value;
  }
  return { period, filter: filter as Chosen['filter'] };
}

function valuesOf(value: NonNullable<Chosen['filter'][Field]>): string[] {
  if (!Array.isArray(value)) return [String(value)];
  return value.map((one) => (typeof one === 'object' ? (one.version === undefined ? one.id : `${one.id}@${one.version}`) : String(one)));
}

/** The first reading that the schema takes: as words, as numbers, as yes or no, as a script with its version. */
function valueFor(field: Field, values: readonly string[]): unknown {
  const numbers = values.map(Number);
  const scripts = values.map((one) => {
    const [id, version] = one.split('@');
    return version === undefined ? { id } : { id, version: Number(version) };
  });
  const readings: unknown[] = [values, values[0], numbers, numbers[0], values[0] === 'true' ? true : values[0] === 'false' ? false : undefined, scripts];
  for (const reading of readings) {
    const read = reading === undefined ? undefined : shape[field].safeParse(reading);
    if (read?.success) return read.data;
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
