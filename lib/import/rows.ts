import type { LocalDate } from '../contract/basics.ts';
import type { Person, Phone } from '../contract/customer.ts';
import type { ImportedService, ImportRow } from '../contract/import.ts';
import type { Reason } from '../contract/reason.ts';
import { parsePhone, splitPhones } from '../phone/phone.ts';
import { type Cells, cellsOf, type Fault, type Layout, layoutOf } from './cells.ts';
import type { Mapping } from './columns.ts';
import { type DateOptions, readBirthday, readDate, yearFirst } from './dates.ts';
import { readHours } from './hours.ts';
import { sameName } from './identity.ts';
import { importReason } from './reasons.ts';
import type { NotData, Table, TableRow } from './table.ts';
import { isNothing, readAge, readConsent, readLanguage, readNumber, readOptOut, readSex, sexOfSalutation } from './values.ts';

export type RowOptions = {
  /** ISO 3166: phones without a country code belong to it. */
  region: string;
  /** How `03/04/2026` is read. */
  dayFirst: boolean;
  today: LocalDate;
};
/** Why a row is not taken. `reason` is the first fault, with its column's header (null: the row as a whole) and cell; `reasons` are all. */
export type RefusedRow = Fault & { row: number; reasons: Reason[] };
/** A row that is taken although something in it was not understood; the cell is kept as it is under its header. */
export type RowWarning = Fault & { row: number };
/** Every data row is in `ready` or in `refused`, never in both. */
export type ConvertedRows = { ready: ImportRow[]; refused: RefusedRow[]; warnings: RowWarning[]; notData: NotData[] };

const SLICE = 500;

/** Rows of a table to rows of an import. `onProgress` hears of every 500 rows. Mappings with errors (checkMapping) give nonsense. */
export function convertRows(table: Table, mapping: Mapping, options: RowOptions, onProgress?: (done: number, total: number) => void): ConvertedRows {
  const result: ConvertedRows = { ready: [], refused: [], warnings: [], notData: table.notData };
  const layout = layoutOf(table.header, mapping);
  const holders: Holders = new Map();
  for (const [index, tableRow] of table.rows.entries()) {
    const { row, faults, warnings } = convertRow(tableRow, layout, options);
    if (row && faults.length === 0) refuseConflict(row, holders, faults);
    const [first] = faults;
    if (first) result.refused.push({ row: tableRow.row, ...first, reasons: faults.map((fault) => fault.reason) });
    else if (row) {
      result.ready.push(row);
      result.warnings.push(...warnings.map((warning) => ({ row: tableRow.row, ...warning })));
    }
    if ((index + 1) % SLICE === 0 || index + 1 === table.rows.length) onProgress?.(index + 1, table.rows.length);
  }
  return result;
}

function convertRow(source: TableRow, layout: Layout, options: RowOptions) {
  const cells = cellsOf(source, layout);
  const whole = (reason: Reason): Fault => ({ column: null, value: '', reason });
  if (source.fault) return { row: null, faults: [whole(source.fault)], warnings: [] };
  if (source.remark) cells.warnings.push(whole(source.remark));
  const dates: DateOptions = { dayFirst: options.dayFirst, shortYearFirst: yearFirst(options.region), today: options.today };
  const { more, detail } = cells.kept();
  const service = readService(cells, dates, detail, more);
  const person = readPerson(cells, dates, options.region, more);
  const wishes = readWishes(cells, more);
  const row: ImportRow = { row: source.row, customer: { person, class: cells.text('class', 60), ...wishes }, service };
  return { row, faults: cells.faults, warnings: cells.warnings };
}

type Kept = { [header: string]: string };

function readPerson(cells: Cells, dates: DateOptions, region: string, more: Kept): Person {
  const phones = readPhones(cells, region, more);
  const family = cells.text('family', 100);
  const given = cells.text('given', 100);
  const company = cells.text('company', 200);
  const name = cells.text('name', 200) ?? fullName(family, given) ?? company ?? '';
  if (name === '') cells.fault(cells.first('name', 'family', 'given', 'company'), importReason('name-missing', {}));
  const number = cells.first('number');
  const read = number && readNumber(number.value);
  if (number && read === undefined) cells.fault(number, importReason('number-mangled', {}));
  const sex = readSexAndTitle(cells, more);
  const birthday = readOwnBirthday(cells, dates, more);
  return {
    name,
    family,
    given,
    ...sex,
    company,
    jobTitle: cells.text('jobTitle', 100),
    number: read ? cells.cut(number, read, 80) : null,
    phones,
    email: cells.text('email', 320),
    birthday,
    age: birthday === null || birthday.startsWith('-') ? readOwnAge(cells, more) : null,
    note: cells.asItIs('note', 10_000),
    more,
  };
}

/** 戴梓海 is written together, Theo Müller apart. */
function fullName(family: string | null, given: string | null): string | null {
  if (family === null || given === null) return family ?? given;
  return /\p{Script=Han}$/u.test(family) && /^\p{Script=Han}/u.test(given) ? family + given : `${given} ${family}`;
}

/** The main column must be readable when it is filled; another that is not is kept as it was written. */
function readPhones(cells: Cells, region: string, more: Kept): Phone[] {
  const phones: Phone[] = [];
  const labels: readonly (readonly ['phone' | 'otherPhone' | 'familyPhone', Phone['label']])[] = [
    ['phone', 'main'],
    ['otherPhone', 'other'],
    ['familyPhone', 'family'],
  ];
  for (const [field, label] of labels) {
    for (const cell of cells.all(field)) {
      if (isNothing(cell.value)) continue;
      for (const part of splitPhones(cell.value)) {
        const parsed = parsePhone(part, region, label === 'main' && phones.length > 0 ? 'other' : label);
        if (parsed.ok) {
          if (!phones.some((phone) => phone.e164 === parsed.phone.e164 && phone.extension === parsed.phone.extension)) phones.push(parsed.phone);
        } else if (label === 'main') cells.fault(cell, parsed.reason);
        else {
          cells.warn(cell, importReason('other-phone-unreadable', {}));
          more[cell.name] = cell.value.slice(0, 2000);
        }
      }
    }
  }
  const main = phones[0];
  const extension = cells.text('extension', 20)?.replace(/\D/g, '') ?? '';
  if (main && extension !== '' && main.extension === null) phones[0] = { ...main, extension };
  if (main?.label === 'other') phones[0] = { ...(phones[0] ?? main), label: 'main' };
  if (phones.length === 0 && !cells.hasFaultIn('phone')) cells.fault(cells.first('phone', 'otherPhone', 'familyPhone'), importReason('phone-missing', {}));
  return phones.slice(0, 10);
}

function readSexAndTitle(cells: Cells, more: Kept): { sex: Person['sex']; salutation: string | null } {
  const title = cells.text('salutation', 40);
  const cell = cells.first('sex');
  const read = cell ? readSex(cell.value) : { sex: null, salutation: null };
  if (cell && read === undefined) cells.keep(cell, importReason('sex-unreadable', {}), more);
  const byTitle = title === null ? null : (sexOfSalutation(title) ?? null);
  return { sex: read?.sex ?? byTitle, salutation: title ?? read?.salutation ?? null };
}

/** A wrong birthday does not cost the customer: it stays in the file's own words. */
function readOwnBirthday(cells: Cells, dates: DateOptions, more: Kept): string | null {
  const cell = cells.first('birthday');
  if (!cell || isNothing(cell.value)) return null;
  const read = readBirthday(cell.value, dates);
  if (read.ok) return read.value;
  cells.keep(cell, importReason('birthday-unreadable', {}), more);
  return null;
}

function readOwnAge(cells: Cells, more: Kept): number | null {
  const cell = cells.first('age');
  if (!cell || isNothing(cell.value)) return null;
  const age = readAge(cell.value);
  if (age === null) cells.keep(cell, importReason('age-unreadable', {}), more);
  return age;
}

function readWishes(cells: Cells, more: Kept): Pick<ImportRow['customer'], 'language' | 'preferredHours' | 'optOut'> {
  const spoken = cells.first('language');
  const language = spoken && !isNothing(spoken.value) ? readLanguage(spoken.value) : null;
  if (spoken && !isNothing(spoken.value) && language === null) cells.keep(spoken, importReason('language-unknown', {}), more);
  const wished = cells.first('preferredHours');
  const hours = wished && !isNothing(wished.value) ? readHours(wished.value) : null;
  if (wished && hours && !hours.understood) cells.warn(wished, importReason('hours-not-understood', {}));
  const answers: (boolean | null)[] = [];
  for (const cell of cells.all('optOut')) answers.push(clear(cells, cell, readOptOut(cell.value)));
  for (const cell of cells.all('consent')) answers.push(clear(cells, cell, readConsent(cell.value)?.optOut));
  const optOut = answers.includes(true) ? true : answers.includes(false) ? false : null;
  return { language, preferredHours: hours?.hours ?? null, optOut };
}

/** Whether somebody wants no calls is not to be guessed: a person decides. */
function clear(cells: Cells, cell: { column: number; name: string; value: string }, read: boolean | null | undefined): boolean | null {
  if (read === undefined) cells.fault(cell, importReason('wish-unclear', {}));
  return read ?? null;
}

/** Null without a day: a customer without a service. What the file says of it all the same is kept with the person. */
function readService(cells: Cells, dates: DateOptions, detail: Kept, more: Kept): ImportedService | null {
  const began = readDay(cells, 'serviceDate', dates);
  const ended = readDay(cells, 'serviceEnd', dates);
  const number = cells.first('serviceNumber');
  const read = number && readNumber(number.value);
  if (number && read === undefined) cells.fault(number, importReason('number-mangled', {}));
  const endedOn = ended?.day ?? began?.day;
  if (endedOn === undefined) {
    for (const field of ['serviceKind', 'serviceItem', 'serviceBy', 'serviceWhere', 'serviceNumber', 'nextDate'] as const) {
      const cell = cells.first(field);
      if (cell && cell.value.trim() !== '') more[cell.name] = cell.value.slice(0, 2000);
    }
    Object.assign(more, detail);
    return null;
  }
  if (began && ended) detail[began.name] = began.day;
  const next = cells.first('nextDate');
  const nextDay = next && !isNothing(next.value) ? readDate(next.value, dates) : null;
  if (next && nextDay && !nextDay.ok) cells.keep(next, importReason('next-date-unreadable', {}), detail);
  return {
    kind: cells.text('serviceKind', 120) ?? '',
    item: cells.text('serviceItem', 200),
    endedOn,
    by: cells.text('serviceBy', 100),
    where: cells.text('serviceWhere', 100),
    nextDate: nextDay?.ok ? nextDay.value : null,
    number: read ? cells.cut(number, read, 80) : null,
    detail,
  };
}

function readDay(cells: Cells, field: 'serviceDate' | 'serviceEnd', dates: DateOptions): { day: LocalDate; name: string } | null {
  const cell = cells.first(field);
  if (!cell || isNothing(cell.value)) return null;
  const read = readDate(cell.value, dates);
  if (read.ok) return { day: read.value, name: cell.name };
  cells.fault(cell, read.reason);
  return null;
}

type Holders = Map<string, { row: number; names: string[]; phones: Set<string> }>;

/**
 * One card with two people of different names and different phones is a mistake in the file, and which row is wrong only
 * its owner knows: the later one is refused. A typing error in the name with the same phone, or a new phone with the same
 * name, is the same customer.
 */
function refuseConflict(row: ImportRow, holders: Holders, faults: Fault[]): void {
  const { number, name, phones } = row.customer.person;
  if (number === null) return;
  const e164s = phones.flatMap((phone) => phone.e164 ?? []);
  const holder = holders.get(number);
  if (!holder) {
    holders.set(number, { row: row.row, names: [name], phones: new Set(e164s) });
    return;
  }
  if (holder.names.some((held) => sameName(held, name)) || e164s.some((e164) => holder.phones.has(e164))) {
    holder.names.push(name);
    for (const e164 of e164s) holder.phones.add(e164);
    return;
  }
  faults.push({ column: null, value: number, reason: importReason('number-of-another', { row: holder.row }) });
}
