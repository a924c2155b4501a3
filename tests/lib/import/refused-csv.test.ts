import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { REASON_HEADER } from '../../../lib/import/headers.ts';
import { refusedCsv } from '../../../lib/import/refused-csv.ts';
import { bytesOf, fileOf, fixture, rowsOf } from './customer-files.ts';

const word = ({ code }: { code: string }) => code;

describe('refusedCsv', () => {
  it('holds the refused rows under the file’s own header, with a byte order mark and the reasons', () => {
    const { file, refused } = rowsOf(fixture('members-retail-gb18030.csv'));
    const csv = refusedCsv(file.table, refused, word);
    expect(csv.startsWith('\ufeff会员卡号,姓名,')).toBe(true);
    const again = rowsOf(bytesOf(csv));
    expect(again.file.header).toEqual([...file.header, REASON_HEADER]);
    expect(again.file.mapping.at(-1)?.field).toBe('skip');
    expect(again.file.table.rows.map(({ cells }) => cells.at(-1))).toEqual(refused.map(({ reasons }) => reasons.map(word).join('; ')));
  });

  it('is imported again once it is mended, formulas and phones as they were', () => {
    const text = '姓名,手机号,备注\n王一,1.35000E+10,"=HYPERLINK(""http://example.invalid"")"\n李二,+86 135,-1+1\n赵三,\'13800000003,\n';
    const first = rowsOf(bytesOf(text));
    expect(first.refused.map(({ row }) => row)).toEqual([2, 3]);
    const csv = refusedCsv(first.file.table, first.refused, word);
    expect(csv).toContain(`'=HYPERLINK`);
    expect(csv).toContain(`'+86 135`);
    const mended = csv.replace('1.35000E+10', '13500000001').replace(`'+86 135`, `'+86 13500000002`);
    const second = rowsOf(bytesOf(mended));
    expect(second.refused).toEqual([]);
    expect(second.ready.map(({ customer }) => [customer.person.phones[0]?.original, customer.person.note, customer.person.more])).toEqual([
      ['13500000001', '=HYPERLINK("http://example.invalid")', {}],
      ['+86 13500000002', '-1+1', {}],
    ]);
  });

  it('gives back any cell unchanged, and leaves no formula live', () => {
    const live = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "'=", '＝', '<b>', '😀'), fc.string({ unit: 'binary', maxLength: 20 }))
      .map((parts) => parts.join(''));
    const cell = fc.oneof(live, fc.string({ unit: 'binary', maxLength: 20 })).filter((text) => !text.includes('\0'));
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(rows, (values) => {
        const lines = [['姓名', '手机号', '备注', '邮箱'], ...values.map((cells) => ['王一', '见备注', ...cells])];
        const first = rowsOf(bytesOf(Papa.unparse(lines, { quotes: true })));
        expect(first.refused).toHaveLength(values.length);
        const csv = refusedCsv(first.file.table, first.refused, word);
        for (const written of Papa.parse<string[]>(csv.slice(1), { newline: '\r\n' }).data.flat()) expect(written).not.toMatch(/^[=+\-@\t\r]/);
        const again = fileOf(bytesOf(csv));
        expect(again.table.rows.map(({ cells }) => cells.slice(0, 4))).toEqual(lines.slice(1));
        const thrice = refusedCsv(again.table, rowsOf(bytesOf(csv)).refused, word);
        expect(thrice).toBe(csv);
      }),
    );
  });

  it('keeps the cells that a row has too many', () => {
    const { file, refused } = rowsOf(bytesOf('姓名,手机号,备注\n王一,13800000001,好,多了\n'));
    expect(refusedCsv(file.table, refused, word)).toContain("王一,'13800000001,好,row-too-long,多了");
  });
});
