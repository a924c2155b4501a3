import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../lib/import/table.ts';

function tableOf(text: string) {
  const read = readTable(text);
  if (!read.ok) throw new Error(read.reason.code);
  return read.table;
}

describe('readTable', () => {
  it.each([
    [',', '姓名,手机号,备注\n王一,13800000001,"a;b;c"\n'],
    [';', 'Name;Phone;Total\nAnn Example;07700 900001;1.234,50\nBob Example;07700 900002;2,5\n'],
    ['\t', 'Name\tPhone\nAnn, Example\t07700 900001\n'],
    ['|', 'Name|Phone\nAnn, Example|07700 900001\n'],
    [';', 'sep=;\r\nName;Phone\r\nAnn Example;07700 900001\r\n'],
    [';', 'Customers, all branches, 2026\n\nName;Phone\nAnn Example;07700 900001\n'],
  ])('finds the delimiter %j', (delimiter, text) => {
    const table = tableOf(text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.rows[0]?.cells[1]).toMatch(/^\d/);
  });

  it('counts rows as a spreadsheet does: titles, blank rows, cells of two lines', () => {
    const table = tableOf('会员导出,\n\n姓名,手机号\n王一,13800000001\n"李\n二",13800000002\n\n赵三,13800000003\n合计,3\n');
    expect(table.headerRow).toBe(3);
    expect(table.rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [4, '王一'],
      [5, '李\n二'],
      [7, '赵三'],
    ]);
    expect(table.notData.map(({ row, why }) => [row, why.code])).toEqual([
      [1, 'row-title'],
      [2, 'row-blank'],
      [6, 'row-blank'],
      [8, 'row-totals'],
    ]);
  });

  it('sets repeated headers and closing remarks aside, and no customer for a name like one', () => {
    const table = tableOf('Name,Phone,Note\nAnn Example,07700 900001,\nName,Phone,Note\nTotal,07700 900002,her name\nExported on 2026-11-22,,\n');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(table.notData.map(({ row, why }) => [row, why.code])).toEqual([
      [3, 'row-header-again'],
      [5, 'row-footer'],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('takes %j as the end of rows', (end) => {
    expect(tableOf(['姓名,手机号', '王一,13800000001', '李二,13800000002', ''].join(end)).rows.map(({ cells }) => cells)).toEqual([
      ['王一', '13800000001'],
      ['李二', '13800000002'],
    ]);
  });

  it('reads a file that mixes line ends', () => {
    expect(tableOf('姓名,手机号\r\n王一,13800000001\n李二,13800000002\r\n').rows.map(({ cells }) => cells[1])).toEqual(['13800000001', '13800000002']);
  });

  it('fills short rows with a remark and names rows that are too long', () => {
    const [short, long] = tableOf('姓名,手机号,备注\n王一,13800000001\n李二,13800000002,好,多了\n').rows;
    expect(short).toEqual({ row: 2, cells: ['王一', '13800000001', ''], fault: null, remark: { code: 'row-short', params: { cells: 2, columns: 3 } } });
    expect(long?.fault).toEqual({ code: 'row-too-long', params: { cells: 4, columns: 3 } });
  });

  it('reads back whatever cells were written', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0'));
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\r\n', '\n'), (values, delimiter, newline) => {
        const lines = [['姓名', '手机号', '备注', '邮箱'], ...values.map((cells) => ['王一', ...cells])];
        const table = tableOf(Papa.unparse(lines, { delimiter, newline, quotes: true }));
        expect(table.rows.map(({ cells }) => cells)).toEqual(lines.slice(1));
        expect(table.rows.map(({ row }) => row)).toEqual(values.map((_, index) => index + 2));
      }),
    );
  });
});
