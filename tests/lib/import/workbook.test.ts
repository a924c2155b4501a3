import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type CustomerFile, convert } from '../../../lib/import/import-file.ts';
import { numberText } from '../../../lib/import/sheet.ts';
import { createXlsx } from '../../../lib/quality/xlsx.ts';
import { bytesOf, fileOf, fixture, TODAY } from './customer-files.ts';
import {
  AMOUNT,
  type Cell,
  DAY,
  DAY_TIME,
  ELEVEN,
  fault,
  formula,
  GROUPS,
  number,
  OWN_DAY,
  oneSheet,
  openedFile,
  partsOf,
  refusedBecause,
  shared,
  sheetXml,
  sum,
  TIME,
  workbook,
  yes,
} from './workbooks.ts';

const HEADER = ['姓名', '手机号', '消费日期', '备注'];
const cellsOf = async (rows: Cell[][], options?: Parameters<typeof oneSheet>[1]) =>
  (await openedFile(oneSheet([HEADER, ...rows], options))).table.rows.map(({ cells }) => cells);
const converted = (file: CustomerFile, region = 'CN') => convert(file.table, file.mapping, { region, dayFirst: file.dayFirst.dayFirst, today: TODAY });

/** A CSV as Excel would keep it: dates and phones that look like numbers become such. */
function asWorkbook(file: CustomerFile): Uint8Array {
  const rows: Cell[][] = [];
  for (const { row, cells } of [{ row: file.headerRow, cells: file.header }, ...file.table.rows]) {
    while (rows.length < row - 1) rows.push([]);
    rows.push(cells.map((cell) => (/^(?:1\d{10}|[1-9]\d{0,5})$/.test(cell) ? number(cell) : cell)));
  }
  return oneSheet(rows);
}

describe('a workbook', () => {
  it.each([
    ['members-retail-gb18030.csv', 'CN'],
    ['patients-hospital-utf8.csv', 'CN'],
    ['projects-safety-utf8.csv', 'CN'],
    ['workshop-customers-utf8bom.csv', 'GB'],
  ])('gives the same rows as the CSV it was made of: %s', async (name, region) => {
    const csv = fileOf(fixture(name), region);
    const xlsx = await openedFile(asWorkbook(csv), { region });
    expect(xlsx.headerRow).toBe(csv.headerRow);
    expect(xlsx.mapping).toEqual(csv.mapping);
    const [of, from] = [converted(xlsx, region), converted(csv, region)];
    expect(of.ready).toEqual(from.ready);
    expect(of.refused).toEqual(from.refused);
  });

  it('as this program writes it is read again', async () => {
    const xlsx = createXlsx({ sheet: '客户', columns: HEADER.map((title) => ({ title, width: 12 })), cut: '…', now: Date.UTC(2026, 10, 22) });
    const chunks = [...xlsx.add([['王一', '13800000001', '2026-11-20', '多行\n<文字> & _x0041_']]), ...xlsx.end()];
    const file = await openedFile(new Uint8Array(Buffer.concat(chunks)));
    expect(file).toMatchObject({ encoding: null, workbook: { sheets: ['客户'], sheet: '客户' }, header: HEADER });
    expect(file.table.rows[0]?.cells).toEqual(['王一', '13800000001', '2026-11-20', '多行\n<文字> & _x0041_']);
  });

  it('gives text as it is, and numbers with every digit', async () => {
    const cells = await cellsOf(
      [
        [' 王一 ', number('13800000001'), number('1.3800000001E10'), shared(0)],
        ['007', number('0.1'), number('1234.5', AMOUNT), number('-12')],
      ],
      { strings: ['共用的文字'] },
    );
    expect(cells).toEqual([
      [' 王一 ', '13800000001', '13800000001', '共用的文字'],
      ['007', '0.1', '1234.5', '-12'],
    ]);
  });

  it('gives the zeros before a number that only its format shows', async () => {
    const rows = [[number('7700900001', ELEVEN), number('7700900001', GROUPS), number('7700900001'), number('7700900001', AMOUNT)]];
    expect(await cellsOf(rows)).toEqual([['07700900001', '07700900001', '7700900001', '7700900001']]);
  });

  it('gives days as days, in both systems of counting them', async () => {
    const day = Math.round((Date.UTC(2026, 10, 20) - Date.UTC(1899, 11, 30)) / 86_400_000);
    const rows = [[number(day, DAY), number(day + 0.75, DAY_TIME), number(day, OWN_DAY), number(0.5, TIME)]];
    expect(await cellsOf(rows)).toEqual([['2026-11-20', '2026-11-20', '2026-11-20', '12:00']]);
    const said = (text: string): Cell => ({ xml: (r) => `<c r="${r}" s="1" t="d"><v>${text}</v></c>` });
    expect(await cellsOf([[said('2026-11-20'), said('2026-11-20T00:00:00'), said('2026-11-20T23:59:59.5'), '']])).toEqual([
      ['2026-11-20', '2026-11-20', '2026-11-20', ''],
    ]);
    const later = rows.map(() => [number(day - 1462, DAY), number(day - 1462 + 0.999_999_99, DAY_TIME), number(day - 1462, OWN_DAY)]);
    expect((await cellsOf(later, { epoch1904: true })).map((cells) => cells.slice(0, 3))).toEqual([['2026-11-20', '2026-11-21', '2026-11-20']]);
  });

  it('gives what formulas came to, answers, and nothing for a cell in error, with a remark', async () => {
    const file = await openedFile(
      oneSheet([HEADER, [formula('A1&"一"', '王一'), sum('1+1', 13800000001), yes(true), fault('#N/A')], [yes(false), '13800000002', '', '']]),
    );
    expect(file.table.rows).toEqual([
      { row: 2, cells: ['王一', '13800000001', 'TRUE', ''], fault: null, remark: { code: 'row-error-cells', params: { cells: 1 } } },
      { row: 3, cells: ['FALSE', '13800000002', '', ''], fault: null, remark: null },
    ]);
  });

  it('refuses a number whose digits a spreadsheet lost, as a CSV with 1.35000E+10 is refused', async () => {
    const file = await openedFile(
      oneSheet([
        ['姓名', '手机号', '会员卡号'],
        ['王一', '13800000001', number('6222021234567890123')],
        ['李二', number('1234567890123456'), 'K2'],
      ]),
    );
    expect(converted(file).refused.map(({ row, reason }) => [row, reason.code])).toEqual([
      [2, 'number-mangled'],
      [3, 'phone-mangled'],
    ]);
  });

  it('keeps every number of up to fifteen digits', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const text = numberText(String(value));
        if (Math.abs(value) < 1e15) expect(text).toBe(String(value));
        else expect(text).toMatch(/^-?\d\.\d+E\+\d+$/);
      }),
    );
    expect(['0', '1E-7', '0.30000000000000004', '1.5E3'].map(numberText)).toEqual(['0', '0.0000001', '0.3', '1500']);
  });

  it('counts rows as the spreadsheet does: titles, blank rows and the header where it stands', async () => {
    const file = await openedFile(oneSheet([['十一月客户名单'], [], HEADER, ['王一', '13800000001', '2026-11-20', ''], [], ['李二', '13800000002', '', '']]));
    expect(file.headerRow).toBe(3);
    expect(file.table.rows.map(({ row }) => row)).toEqual([4, 6]);
    expect(file.table.notData.map(({ row, why }) => [row, why.code])).toEqual([
      [1, 'row-title'],
      [2, 'row-blank'],
      [5, 'row-blank'],
    ]);
  });

  it('is read in its first sheet that is a table, or in the one that was chosen', async () => {
    const sheets = [
      { name: '说明', rows: [['请先看这里'], ['每周更新']] },
      { name: 'old', rows: [HEADER, ['旧名', '13800000009', '', '']], state: 'hidden' as const },
      { name: 'A & B', rows: [HEADER, ['王一', '13800000001', '', '']] },
      { name: '二月', rows: [['标题'], HEADER, ['李二', '13800000002', '', '']] },
    ];
    const file = await openedFile(workbook(sheets));
    expect(file.workbook).toEqual({ sheets: ['说明', 'A & B', '二月'], sheet: 'A & B' });
    const other = await openedFile(workbook(sheets), { sheet: '二月' });
    expect([other.headerRow, other.table.rows[0]?.cells[0], other.workbook?.sheet]).toEqual([2, '李二', '二月']);
  });

  it('may have elements with a prefix, and texts in pieces', async () => {
    const parts = partsOf([{ name: 'x', rows: [] }]);
    const xml = sheetXml([HEADER, ['王', '13800000001', '', '']]).replace('<t xml:space="preserve">王</t>', '<r><t>王</t></r><r><t>一</t></r>');
    parts['xl/worksheets/sheet1.xml'] = strToU8(xml.replace(/<(\/?)(worksheet|sheetData|row|c|is|t|r|v)\b/g, '<$1x:$2'));
    expect((await openedFile(zipSync(parts))).table.rows[0]?.cells[0]).toBe('王一');
  });
});

describe('a file that is no workbook that can be read', () => {
  const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
  const ole = (stream: string) => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600), ...utf16(stream)]);
  const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, bytesOf('x')])));
  const whole = oneSheet([HEADER, ['王一', '13800000001', '', '']]);
  it.each<[string, Uint8Array, string]>([
    ['an old XLS', ole('Workbook'), 'file-is-xls'],
    ['a workbook with a password', ole('EncryptedPackage'), 'file-is-protected'],
    ['an old letter', ole('WordDocument'), 'file-is-document'],
    ['an ODS', zipSync({ mimetype: [bytesOf('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }], 'content.xml': bytesOf('x') }), 'file-is-ods'],
    ['a Numbers document', zip('Index/Document.iwa', 'Index/Tables/Tile.iwa'), 'file-is-numbers'],
    ['a binary workbook', zip('xl/workbook.bin', 'xl/worksheets/sheet1.bin'), 'file-is-xlsb'],
    ['a letter', zip('word/document.xml'), 'file-is-document'],
    ['an archive', zip('photos/1.txt'), 'file-is-archive'],
    ['half a workbook', whole.subarray(0, whole.length - 300), 'workbook-damaged'],
    ['a workbook without its sheet', zip('xl/workbook.xml'), 'workbook-damaged'],
    ['a workbook of blank sheets', oneSheet([]), 'file-empty'],
    ['a workbook of one column', oneSheet([['姓名'], ['王一']]), 'file-no-table'],
    [
      'a workbook without headers',
      oneSheet([
        ['王一', '13800000001'],
        ['李二', '13800000002'],
      ]),
      'file-no-header',
    ],
  ])('%s is refused with what it is', async (_, bytes, code) => {
    expect((await refusedBecause(bytes))?.code).toBe(code);
  });

  it('is refused, never thrown, whichever byte of a workbook is broken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ by;
        await refusedBecause(bytes);
      }),
      { numRuns: 150 },
    );
  });
});
