import { strToU8, zipSync } from 'fflate';
import { type CustomerFile, openCustomerFile } from '../../../lib/import/import-file.ts';
import { TODAY } from './customer-files.ts';

/** A cell as its element in the sheet; a text is written as one. */
export type Cell = string | { xml: (address: string) => string } | null;
export type SheetOf = { name: string; rows: Cell[][]; state?: 'hidden' | 'veryHidden' };

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const number = (value: string | number, style = 0): Cell => ({ xml: (r) => `<c r="${r}" s="${style}"><v>${value}</v></c>` });
export const yes = (value: boolean): Cell => ({ xml: (r) => `<c r="${r}" t="b"><v>${value ? 1 : 0}</v></c>` });
export const formula = (of: string, text: string): Cell => ({ xml: (r) => `<c r="${r}" t="str"><f>${escaped(of)}</f><v>${escaped(text)}</v></c>` });
export const sum = (of: string, value: number): Cell => ({ xml: (r) => `<c r="${r}"><f>${escaped(of)}</f><v>${value}</v></c>` });
export const fault = (code: string): Cell => ({ xml: (r) => `<c r="${r}" t="e"><f>VLOOKUP(1,A:B,2)</f><v>${code}</v></c>` });
export const shared = (index: number): Cell => ({ xml: (r) => `<c r="${r}" t="s"><v>${index}</v></c>` });

/** Formats of `styles`: a day, a day and time, a Chinese day of one's own format, a time, an amount, eleven digits, a number in groups. */
export const DAY = 1;
export const DAY_TIME = 2;
export const OWN_DAY = 3;
export const TIME = 4;
export const AMOUNT = 5;
export const ELEVEN = 6;
export const GROUPS = 7;
const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="&quot;¥&quot;#,##0.00"/><numFmt numFmtId="166" formatCode="00000000000"/><numFmt numFmtId="167" formatCode="000\\-0000\\-0000"/></numFmts><cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>';

export const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const cellXml = (cell: Cell, address: string) =>
  cell === null || cell === ''
    ? ''
    : typeof cell === 'string'
      ? `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
      : cell.xml(address);

export const sheetXml = (rows: readonly (readonly Cell[])[], head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${head}<sheetData>${rows
    .map((cells, row) => `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`)).join('')}</row>`)
    .join('')}</sheetData></worksheet>`;

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook by their paths, to be changed before they are packed. */
export function partsOf(sheets: readonly SheetOf[], { epoch1904 = false, strings = [] as string[] } = {}): { [path: string]: Uint8Array } {
  const relations = [
    ...sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`),
    `<Relationship Id="rId90" Type="${OFFICE}/styles" Target="/xl/styles.xml"/>`,
    `<Relationship Id="rId91" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>`,
  ];
  const list = sheets
    .map(({ name, state }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 7}" ${state ? `state="${state}" ` : ''}r:id="rId${index + 1}"/>`)
    .join('');
  return {
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="${OFFICE}">${epoch1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${list}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations.join('')}</Relationships>`),
    'xl/styles.xml': strToU8(STYLES),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`),
    ...Object.fromEntries(sheets.map(({ rows }, index) => [`xl/worksheets/sheet${index + 1}.xml`, strToU8(sheetXml(rows))])),
  };
}

export const workbook = (sheets: readonly SheetOf[], options?: Parameters<typeof partsOf>[1]): Uint8Array => zipSync(partsOf(sheets, options), { level: 6 });
export const oneSheet = (rows: Cell[][], options?: Parameters<typeof partsOf>[1]): Uint8Array => workbook([{ name: 'Sheet1', rows }], options);

export async function openedFile(bytes: Uint8Array, over: { sheet?: string; headerRow?: number; region?: string } = {}): Promise<CustomerFile> {
  const read = await openCustomerFile(bytes, 'customers.xlsx', { region: 'CN', today: TODAY, ...over });
  if (!read.ok) throw new Error(`the file is refused: ${JSON.stringify(read.reason)}`);
  return read.file;
}

export async function refusedBecause(bytes: Uint8Array) {
  const read = await openCustomerFile(bytes, 'customers.xlsx', { region: 'CN', today: TODAY });
  return read.ok ? null : read.reason;
}
