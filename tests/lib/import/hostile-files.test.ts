import { describe, expect, it } from 'vitest';
import { readCustomerFile } from '../../../lib/import/import-file.ts';
import { MAX_FILE_BYTES } from '../../../lib/import/read.ts';
import { MAX_ROW_LENGTH, MAX_ROWS } from '../../../lib/import/size.ts';
import { bytesOf, fileOf, rowsOf, TODAY } from './customer-files.ts';

function reasonOf(bytes: Uint8Array) {
  const read = readCustomerFile(bytes, 'customers.csv', { region: 'CN', today: TODAY });
  return read.ok ? null : read.reason;
}

const HEADER = '姓名,手机号\n';
const MOST = MAX_FILE_BYTES - 100;
const full = (piece: string, before = '') => bytesOf(before + piece.repeat(Math.floor((MOST - bytesOf(before).length) / bytesOf(piece).length)));
const tooLong = (row: number) => ({ code: 'file-row-too-long', params: { row, max: MAX_ROW_LENGTH } });
const neverCloses = (row: number) => ({ code: 'file-quotes-open', params: { row } });

describe('a file that was made to do harm', () => {
  // Each is fifty megabytes: read by the parser they cost half a minute and up to four gigabytes.
  it.each<[string, () => Uint8Array, unknown]>([
    ['one line of commas', () => full('a,'), tooLong(1)],
    ['one line of letters', () => full('a'), tooLong(1)],
    ['one line of commas under a header', () => full('a,', HEADER), tooLong(2)],
    ['one cell of blanks', () => full(' ', `${HEADER}王一,`), tooLong(2)],
    ['nothing but quotation marks', () => full('"', HEADER), neverCloses(2)],
    ['quotation marks that close nowhere', () => full('"a" ', HEADER), neverCloses(2)],
    ['lines that a quotation mark swallows', () => full('"a"b,"c"d\n', HEADER), neverCloses(2)],
    ['one line of two delimiters', () => full(';\t'), tooLong(1)],
    ['a row of one letter, over and over', () => full('a\n', HEADER), { code: 'file-too-many-rows', params: { max: MAX_ROWS } }],
    ['line ends', () => full('\n'), { code: 'file-empty', params: {} }],
    ['bytes of no encoding', () => new Uint8Array(MOST).fill(0xff), { code: 'file-encoding-broken', params: { row: 1, encoding: 'gb18030' } }],
    ['NUL bytes', () => new Uint8Array(MOST), { code: 'file-is-binary', params: { row: 1 } }],
  ])('is refused with its place: %s', (_, make, reason) => {
    expect(reasonOf(make())).toEqual(reason);
  });

  it('is refused at the first row that is too wide', () => {
    const wide = `${'x,'.repeat(300)}\n`;
    expect(reasonOf(bytesOf(HEADER + '王一,13800000001\n'.repeat(5) + wide.repeat(1000)))).toEqual({
      code: 'file-too-many-columns',
      params: { columns: 300, max: 200 },
    });
  });

  it('keeps no blank cells behind the last column', () => {
    const { table } = fileOf(bytesOf(HEADER + `王一,13800000001${','.repeat(16_000)}\n`.repeat(20)));
    expect(table.rows.map(({ cells }) => cells)).toEqual(Array.from({ length: 20 }, () => ['王一', '13800000001']));
  });

  it('names the line of a broken character behind the first megabyte', () => {
    const before = `${HEADER}${'王一,13800000001\n'.repeat(100_000)}`;
    const bytes = new Uint8Array([...bytesOf(before), 0xe7, 0x20, 0x0a]);
    expect(reasonOf(bytes)).toEqual({ code: 'file-encoding-broken', params: { row: 100_002, encoding: 'utf-8' } });
  });

  it('may have a row as long as two hundred full cells need', () => {
    const note = 'n'.repeat(MAX_ROW_LENGTH - 100);
    const { refused } = rowsOf(bytesOf(`姓名,手机号,备注\n王一,13800000001,"${note}"\n李二,13800000002,好\n`));
    expect(refused.map(({ row, column, reason }) => [row, column, reason.code])).toEqual([[2, '备注', 'cell-too-long']]);
  });
});

describe('a cell that makes patterns backtrack', () => {
  const long = 100_000;
  // Each of these took from seconds to hours before the patterns were linear, or saw no more than a line.
  it.each<[string, string, string, string]>([
    ['phone', '手机号', `${' '.repeat(10)}1${' '.repeat(long)}(x`, 'phone-unreadable'],
    ['phone', '手机号', `座机${'\t'.repeat(long)}N`, 'phone-unreadable'],
    ['date', '消费日期', `2026${' '.repeat(long)}1`, 'date-unreadable'],
    ['date', '消费日期', `\t${'　'.repeat(long)},${' '.repeat(long)}周一一`, 'date-unreadable'],
    ['e-mail', '邮箱', `a@${'.a'.repeat(long)}@`, 'cell-too-long'],
    ['name', '姓名', '('.repeat(long), 'cell-too-long'],
  ])('in a column of %s is refused with its row and column', (_, column, value, code) => {
    const cells: { [header: string]: string } = { 姓名: '王一', 手机号: '13800000001', 消费日期: '2026-11-20', 邮箱: '', [column]: value };
    const { ready, refused } = rowsOf(
      bytesOf(
        `${Object.keys(cells).join(',')}\n${Object.values(cells)
          .map((cell) => `"${cell}"`)
          .join(',')}\n`,
      ),
    );
    expect(ready).toEqual([]);
    expect(refused.map((row) => [row.row, row.column, row.reason.code])).toEqual([[2, column, code]]);
  });

  it('in a column of hours, or in a header, costs nothing but its meaning', () => {
    const { ready, file } = rowsOf(bytesOf(`姓名,手机号,方便接听时段,${'('.repeat(long)}\n王一,13800000001,mon${' '.repeat(long)}mon,x\n`));
    expect(ready[0]?.customer.preferredHours).toMatchObject({ days: 'any', from: null, to: null });
    expect(file.mapping.map(({ field }) => field)).toEqual(['name', 'phone', 'preferredHours', 'more']);
  });
});

describe('headers and cells that are names of the language', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

  it('are words like others: every cell is kept, and nothing else changes', () => {
    const { ready } = rowsOf(bytesOf(`姓名,手机号,${names.join(',')}\n__proto__,13800000001,${names.join(',')}\nconstructor,13800000002,,,,,,\n`));
    expect(ready.map(({ customer }) => customer.person.name)).toEqual(['__proto__', 'constructor']);
    const more = ready[0]?.customer.person.more ?? {};
    // The one name that an object does not take gets a number, as a doubled one does.
    expect(Object.entries(more)).toEqual(names.map((name) => [name === '__proto__' ? '__proto__ (2)' : name, name]));
    expect(Object.entries(ready[1]?.customer.person.more ?? {})).toEqual([]);
    expect(Object.getPrototypeOf(more)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('in the column of a meaning are no value of it', () => {
    const { refused } = rowsOf(bytesOf('姓名,手机号,性别,是否拒绝来电,语言,消费日期\n王一,__proto__,constructor,toString,valueOf,constructor\n'));
    expect(refused[0]?.reasons.map(({ code }) => code)).toEqual(['date-unreadable', 'phone-unreadable', 'wish-unclear']);
  });
});
