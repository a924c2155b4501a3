import { Zip, ZipDeflate } from 'fflate';
import type { Instant } from '../contract/basics.ts';

/** Excel calls a file with a longer cell damaged. */
const MOST_TEXT = 32_767;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const TEXT_STYLE = 1;
const HEADER_STYLE = 2;

/** What a workbook of one sheet has besides the sheet. Style 1 is the number format `@`, text, wrapped; 2 the same in bold. */
const PARTS: readonly [name: string, xml: (sheet: string) => string][] = [
  [
    '[Content_Types].xml',
    () =>
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    () => `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    () =>
      `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    (sheet) => `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/styles.xml',
    () =>
      `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
  ],
];

export type Xlsx = {
  /** More rows; answers what of the file is finished. */
  add(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer>[];
  /** The rest of the file. */
  end(): Uint8Array<ArrayBuffer>[];
};

/**
 * A workbook of one sheet in which every cell is text, so that nothing in it is a formula and no digit is lost, also when somebody edits the cell. It is
 * written row by row: 100,000 rows need no more memory than what the file has in the end. Own code, because the packages that write workbooks in a browser
 * do it in one piece, or compress in a worker of a `blob:` address, which an extension's content security policy forbids.
 * @param cut stands at the end of a text that is longer than a cell may be
 */
export function createXlsx({
  sheet,
  columns,
  cut,
  now,
}: {
  sheet: string;
  /** `width` in characters. */
  columns: readonly { title: string; width: number }[];
  cut: string;
  now: Instant;
}): Xlsx {
  const encoder = new TextEncoder();
  let made: Uint8Array<ArrayBuffer>[] = [];
  let row = 0;
  const zip = new Zip((_, chunk) => void made.push(new Uint8Array(chunk)));
  const open = (name: string) => {
    const file = new ZipDeflate(name, { level: 3 });
    file.mtime = now;
    zip.add(file);
    return file;
  };
  for (const [name, xml] of PARTS) open(name).push(encoder.encode(HEAD + xml(sheet)), true);
  const cells = open('xl/worksheets/sheet1.xml');
  const widths = columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('');
  const write = (xml: string, last: boolean) => cells.push(encoder.encode(xml), last);
  const rowOf = (texts: readonly string[], style: number) => {
    row += 1;
    const xml = texts.map((text, column) =>
      text === '' ? '' : `<c r="${letters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(fitting(text, cut))}</t></is></c>`,
    );
    return `<row r="${row}">${xml.join('')}</row>`;
  };
  const taken = () => {
    const parts = made;
    made = [];
    return parts;
  };
  const header = rowOf(
    columns.map(({ title }) => title),
    HEADER_STYLE,
  );
  // The header stays in sight.
  const view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  write(`${HEAD}<worksheet xmlns="${MAIN}">${view}<cols>${widths}</cols><sheetData>${header}`, false);
  return {
    add(rows) {
      write(rows.map((texts) => rowOf(texts, TEXT_STYLE)).join(''), false);
      return taken();
    },
    end() {
      write('</sheetData></worksheet>', true);
      zip.end();
      return taken();
    },
  };
}

/** `A`, `Z`, `AA`. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

function fitting(text: string, cut: string): string {
  return text.length <= MOST_TEXT ? text : text.slice(0, MOST_TEXT - cut.length) + cut;
}

const MARKUP: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As ECMA-376 has it (22.9.2.19): what XML cannot hold, and a carriage return, as `_x000D_`; what looks like that already keeps its underscore. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (one) => MARKUP[one] ?? one);
}
