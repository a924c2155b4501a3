import type { Reason } from '../contract/reason.ts';
import { readBirthday, readDate } from './dates.ts';
import { type FieldId, fieldIds, fieldOfHeader } from './headers.ts';
import { importReason } from './reasons.ts';
import { isNothing, readAge, readConsent, readLanguage, readOptOut, readSex, sexOfSalutation } from './values.ts';

/** One column of the file and what it means. `confidence` from 0 (a guess to be looked at) to 1 (a person said so). */
export type ColumnMeaning = { column: number; header: string; field: FieldId; confidence: number };
/** One entry a column, in the file's order. */
export type Mapping = readonly ColumnMeaning[];

export type FieldGroup = 'person' | 'contact' | 'wishes' | 'service' | 'rest';
export type FieldInfo = { id: FieldId; group: FieldGroup /** More than one column may have it. */; many: boolean };

const GROUPS: { readonly [G in FieldGroup]: readonly FieldId[] } = {
  person: ['number', 'name', 'family', 'given', 'sex', 'salutation', 'birthday', 'age', 'class', 'company', 'jobTitle', 'note'],
  contact: ['phone', 'extension', 'otherPhone', 'familyPhone', 'email', 'language'],
  wishes: ['preferredHours', 'optOut', 'consent'],
  service: ['serviceKind', 'serviceItem', 'serviceDate', 'serviceEnd', 'serviceNumber', 'serviceBy', 'serviceWhere', 'nextDate'],
  rest: ['detail', 'more', 'skip'],
};
const MANY: readonly FieldId[] = ['otherPhone', 'familyPhone', 'optOut', 'consent', 'detail', 'more', 'skip'];

/** All a person can choose for a column, in the order to show them. */
export const fieldCatalogue: readonly FieldInfo[] = (Object.entries(GROUPS) as [FieldGroup, readonly FieldId[]][]).flatMap(([group, ids]) =>
  ids.map((id) => ({ id, group, many: MANY.includes(id) })),
);

/** The names of the columns as they are kept: blank ones by the spreadsheet's letter, doubled ones numbered. */
export function columnNames(header: readonly string[]): string[] {
  // A row kept under this name would lose it: it is the one property that an object does not take.
  const used = new Set<string>(['__proto__']);
  return header.map((cell, column) => {
    const base = cell.trim().replace(/\s+/g, ' ').slice(0, 110) || columnLetter(column);
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base} (${n})`;
    used.add(name);
    return name;
  });
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetter(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetter(Math.floor(column / 26) - 1) + last;
}

const SAMPLE = 200;
const COMPANY = /公司|集团|工厂|厂$|企业|商行|事务所|医院|学校|\b(?:ltd|limited|inc|llc|llp|plc|gmbh|ag|bv|sa|co|corp|company|group|sp\. ?z ?o\.? ?o)\b\.?/i;
const DATE_OPTIONS = { shortYearFirst: false, today: '2100-12-31' };
const PHONES: readonly FieldId[] = ['phone', 'otherPhone', 'familyPhone'];

/** Share of the filled cells that could be values of the field; null where any text could. */
function shareFitting(field: FieldId, cells: readonly string[]): number | null {
  const test = FITS[field];
  const filled = cells.filter((cell) => !isNothing(cell));
  if (!test || filled.length === 0) return null;
  return filled.filter(test).length / filled.length;
}

/** Shaped like a date: one that cannot be (2026-02-30) is a date too, and refused as one later. */
const isDate = (read: typeof readDate) => (cell: string) => {
  const date = read(cell, { ...DATE_OPTIONS, dayFirst: true });
  return date.ok || date.reason.code !== 'date-unreadable';
};
const isPhoneLike = (cell: string) =>
  /^[\d.,]+e\+?\d+$/i.test(cell.trim()) || (!isDate(readDate)(cell) && /^\D{0,6}\+?(?:[\s().-]*\d){6,}/.test(cell.normalize('NFKC')));
const FITS: { readonly [F in FieldId]?: (cell: string) => boolean } = {
  phone: isPhoneLike,
  otherPhone: isPhoneLike,
  familyPhone: isPhoneLike,
  extension: (cell) => /^\D{0,4}\d{1,8}$/.test(cell.trim()),
  email: (cell) => cell.includes('@'),
  birthday: isDate(readBirthday),
  serviceDate: isDate(readDate),
  serviceEnd: isDate(readDate),
  nextDate: isDate(readDate),
  age: (cell) => readAge(cell) !== null,
  sex: (cell) => readSex(cell) !== undefined,
  salutation: (cell) => sexOfSalutation(cell) !== undefined || cell.trim().length <= 12,
  language: (cell) => readLanguage(cell) !== null,
  optOut: (cell) => readOptOut(cell) !== undefined,
  consent: (cell) => readConsent(cell) !== undefined,
};

type Guess = { field: FieldId | null; confidence: number };

/** Columns to fields, by the headers' words and confirmed by the values below them. Columns that are nothing else are kept as they are. */
export function guessMapping(header: readonly string[], rows: readonly (readonly string[])[]): Mapping {
  const samples = header.map((_, column) => rows.slice(0, SAMPLE).map((cells) => cells[column] ?? ''));
  const guesses = header.map((cell, column) => guessColumn(cell, samples[column] ?? []));
  settleCompany(header, guesses, samples);
  findByValues(guesses, samples);
  keepOneEach(guesses);
  const fields = guesses.map((guess) => guess.field);
  if (!fields.includes('serviceDate')) replace(guesses, 'serviceEnd', 'serviceDate');
  if (!fields.includes('phone')) replace(guesses, 'otherPhone', 'phone');
  const rest: FieldId = guesses.some((guess) => guess.field === 'serviceDate') ? 'detail' : 'more';
  return header.map((cell, column) => {
    const guess = guesses[column] ?? { field: null, confidence: 0 };
    const blank = cell.trim() === '' && (samples[column] ?? []).every((value) => value.trim() === '');
    return { column, header: cell, field: guess.field ?? (blank ? 'skip' : rest), confidence: guess.field === null ? 0.3 : guess.confidence };
  });
}

function guessColumn(header: string, cells: readonly string[]): Guess {
  const said = fieldOfHeader(header);
  if (!said) return { field: null, confidence: 0 };
  if (header.trim().toLowerCase() === 'title' && fitsMostly(cells, (cell) => sexOfSalutation(cell) !== undefined))
    return { field: 'salutation', confidence: 0.9 };
  const share = shareFitting(said.field, cells);
  if (share === null) return said;
  // A whole header that we know keeps its meaning, to be looked at: its cells may be what is wrong.
  if (share < 0.2) return said.confidence > 0.9 ? { field: said.field, confidence: 0.3 } : { field: null, confidence: 0 };
  return { field: said.field, confidence: share < 0.5 ? said.confidence * share : Math.min(0.99, said.confidence + 0.04 * share) };
}

function fitsMostly(cells: readonly string[], test: (cell: string) => boolean): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && filled.filter(test).length / filled.length >= 0.5;
}

/** 客户名称 or Customer is the organisation beside a contact or where the values are organisations, otherwise the person. */
function settleCompany(header: readonly string[], guesses: Guess[], samples: readonly (readonly string[])[]): void {
  const persons = guesses.filter((guess) => (guess.field === 'name' && guess.confidence > 0.7) || guess.field === 'family').length;
  guesses.forEach((guess, column) => {
    if (guess.field !== 'name') return;
    const organisations = fitsMostly(samples[column] ?? [], (cell) => COMPANY.test(cell));
    const general = /^(?:客户名称|客户|customer|customer name|client|client name)$/i.test((header[column] ?? '').trim());
    const other = persons - (guess.confidence > 0.7 ? 1 : 0) > 0;
    if (general && (organisations || (other && guess.confidence <= 0.7))) guesses[column] = { field: 'company', confidence: organisations ? 0.95 : 0.7 };
  });
}

/** A file whose phone column has a header that nobody knows. */
function findByValues(guesses: Guess[], samples: readonly (readonly string[])[]): void {
  const looks: readonly (readonly [FieldId, (cell: string) => boolean])[] = [
    ['phone', (cell) => isPhoneLike(cell) && cell.replace(/\D/g, '').length >= 9 && cell.replace(/\D/g, '').length <= 15],
    ['email', (cell) => /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/.test(cell.trim())],
  ];
  for (const [field, test] of looks) {
    if (guesses.some((guess) => guess.field === field)) continue;
    const found = guesses.findIndex((guess, column) => guess.field === null && fitsMostly(samples[column] ?? [], test));
    if (found >= 0) guesses[found] = { field, confidence: 0.5 };
  }
}

/** The surest column of each field keeps it; further phones stay phones, others become columns of their own. */
function keepOneEach(guesses: Guess[]): void {
  for (const id of fieldIds) {
    if (MANY.includes(id)) continue;
    const columns = guesses.map((_, column) => column).filter((column) => guesses[column]?.field === id);
    const [, ...others] = columns.sort((a, b) => (guesses[b]?.confidence ?? 0) - (guesses[a]?.confidence ?? 0) || a - b);
    for (const column of others) guesses[column] = id === 'phone' ? { field: 'otherPhone', confidence: 0.6 } : { field: null, confidence: 0 };
  }
}

function replace(guesses: Guess[], from: FieldId, to: FieldId): void {
  const column = guesses.findIndex((guess) => guess.field === from);
  const guess = guesses[column];
  if (guess) guesses[column] = { field: to, confidence: guess.confidence };
}

export type MappingProblem = { severity: 'error' | 'warning'; field: FieldId | null; columns: number[]; reason: Reason };

/** What a person must mend (errors) or should know (warnings) before the rows are read. */
export function checkMapping(mapping: Mapping): MappingProblem[] {
  const at = (id: FieldId) => mapping.filter((meaning) => meaning.field === id);
  const has = (...ids: FieldId[]) => ids.some((id) => at(id).length > 0);
  const problems: MappingProblem[] = [];
  const error = (field: FieldId, reason: Reason, columns: number[] = []) => problems.push({ severity: 'error', field, columns, reason });
  if (!has('name', 'family', 'given', 'company')) error('name', importReason('mapping-no-name', {}));
  if (!has(...PHONES)) error('phone', importReason('mapping-no-phone', {}));
  for (const { id, many } of fieldCatalogue) {
    const same = at(id);
    if (many || same.length < 2) continue;
    const columns = same.map((meaning) => meaning.header || columnLetter(meaning.column)).join(', ');
    error(
      id,
      importReason('mapping-twice', { field: id, columns: columns.slice(0, 300) }),
      same.map((meaning) => meaning.column),
    );
  }
  const warn = (field: FieldId, reason: Reason) => problems.push({ severity: 'warning', field, columns: [], reason });
  if (has('family') !== has('given') && !has('name')) warn('name', importReason('mapping-family-only', { field: has('family') ? 'family' : 'given' }));
  if (!has('serviceDate', 'serviceEnd')) warn('serviceDate', importReason('mapping-no-service-date', {}));
  if (!has('number')) warn('number', importReason('mapping-no-number', {}));
  return problems;
}
