import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { entriesOf, unpack } from '../../../lib/import/zip.ts';
import { type Cell, number, oneSheet, openedFile, partsOf, refusedBecause, shared, sheetXml } from './workbooks.ts';

const HEADER = ['姓名', '手机号'];
const MEGABYTE = 1024 * 1024;
const SHEET = 'xl/worksheets/sheet1.xml';
const TOO_LARGE = { code: 'workbook-too-large', params: { max: 300 } };

/** A workbook of 1 MB whose one sheet is a gigabyte of zeros: the same packed piece a thousand times. `declared` is what its zip says of it. */
function bomb(declared: number, path = SHEET): Uint8Array {
  const piece = deflateRawSync(new Uint8Array(MEGABYTE), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat(Array.from({ length: 1024 }, () => piece));
  const bytes = Buffer.from(zipSync({ ...partsOf([{ name: 'x', rows: [HEADER] }]), [path]: [packed, { level: 0 }] }));
  const at = entriesOf(bytes)?.get(path)?.at ?? 0;
  const directory = bytes.lastIndexOf(Buffer.from(path)) - 46;
  for (const [method, size] of [
    [at + 8, at + 22],
    [directory + 10, directory + 24],
  ] as const) {
    bytes.writeUInt16LE(8, method);
    bytes.writeUInt32LE(declared, size);
  }
  return new Uint8Array(bytes);
}

const withSheet = (xml: string) => zipSync({ ...partsOf([{ name: 'x', rows: [] }]), [SHEET]: strToU8(xml) });
const rowsXml = (inside: string) => withSheet(sheetXml([HEADER]).replace('</sheetData>', `${inside}</sheetData>`));

describe('a workbook that was made to do harm', () => {
  it('unpacks to a gigabyte: refused by what its zip declares, before anything of it is unpacked', async () => {
    const bytes = bomb(2 ** 30);
    const entry = entriesOf(bytes)?.get(SHEET);
    expect(entry).toMatchObject({ unpacked: 2 ** 30 });
    // Of a sheet that would not even unpack, this is said too: nobody has looked.
    expect(entry && unpack(new Uint8Array(0), entry, 300 * MEGABYTE)).toBe('too-large');
    expect(await refusedBecause(bytes)).toEqual(TOO_LARGE);
  });

  it('unpacks to a gigabyte and declares a kilobyte: refused by counting, where it passes the most', async () => {
    const bytes = bomb(1024);
    const entry = entriesOf(bytes)?.get(SHEET);
    expect(entry && unpack(bytes, entry, MEGABYTE)).toBe('too-large');
    expect(await refusedBecause(bytes)).toEqual(TOO_LARGE);
  });

  it.each(['xl/sharedStrings.xml', 'xl/styles.xml', 'xl/workbook.xml'])('has its gigabyte in %s', async (path) => {
    expect(await refusedBecause(bomb(2 ** 30, path))).toEqual(TOO_LARGE);
  });

  it('has a gigabyte that nobody needs: it is left packed', async () => {
    const parts = { ...partsOf([{ name: 'x', rows: [HEADER, ['王一', '13800000001']] }]), 'xl/media/image1.png': new Uint8Array(16 * MEGABYTE) };
    expect((await openedFile(zipSync(parts))).table.rows).toHaveLength(1);
  });

  const cell = (attributes: string) => `<row r="2"><c ${attributes}><v>1</v></c></row>`;
  it.each<[string, string, string]>([
    ['a cell in the last column', cell('r="XFD2"'), 'file-too-many-columns'],
    ['a cell in the last row', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', 'file-too-many-rows'],
    ['two hundred columns of a million rows', `${cell('r="GR2"')}<row r="999999"><c r="A999999"><v>1</v></c></row>`, 'file-too-many-rows'],
    ['a row of a billion', '<row r="1000000000"/>', 'workbook-damaged'],
    ['a row that hides its number behind a prefix', '<row x:r="900000000"/>', 'workbook-damaged'],
    ['a cell with a second address', cell('r="A2" x:r="ZZZZZ2"'), 'workbook-damaged'],
    ['an address in entities', cell('r="&#90;ZZZZ2"'), 'workbook-damaged'],
    ['an address behind a bracket', cell('a=">" r="ZZZZZ2"'), 'workbook-damaged'],
    ['a cell without an address', cell('s="1"'), 'workbook-damaged'],
    ['a format that is not there', cell('r="A2" s="999"'), 'workbook-damaged'],
    ['a tag that never closes', '<row r="2"><c r="A2"', 'workbook-damaged'],
  ])('has %s', async (_, inside, code) => {
    expect((await refusedBecause(rowsXml(inside)))?.code).toBe(code);
  });

  it('has blank cells to the end of the sheet, which are no columns', async () => {
    const file = await openedFile(
      rowsXml('<row r="2"><c r="A2" t="str"><v>王一</v></c><c r="B2"><v>13800000001</v></c><c r="XFD2" s="1"/></row><row r="1048576"/>'),
    );
    expect(file.table.rows.map(({ cells }) => cells)).toEqual([['王一', '13800000001']]);
  });

  it('has one long text in a hundred thousand cells', async () => {
    const rows: Cell[][] = Array.from({ length: 5000 }, () => [shared(0), shared(0)]);
    expect(await refusedBecause(oneSheet([HEADER, ...rows], { strings: ['x'.repeat(32_000)] }))).toMatchObject({ code: 'file-too-large' });
  });

  it('has entities that name each other: they stay words', async () => {
    const xml = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${sheetXml([HEADER, ['王一', number(13800000001)]]).replace('王一', '王&b;')}`;
    const file = await openedFile(withSheet(xml.replace(/<\?xml[^>]*>/, '')));
    expect(file.table.rows[0]?.cells[0]).toBe('王&b;');
  });
});
