import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { guardedCsv, guardedLines, unguard } from '../../../lib/text/guarded-csv.ts';

const cellsOf = (csv: string) => Papa.parse<string[]>(csv.replace(/^\ufeff/, ''), { delimiter: ',', newline: '\r\n' }).data.slice(0, -1);
const written = (cell: string) => cellsOf(guardedCsv([['first', cell, 'last']]))[0]?.[1];

describe('a CSV for spreadsheets', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(1)',
    '\t=1',
    '\tplain',
    '\r=1',
    '\n=1',
    ' =1+1',
    '\u00a0=1+1',
    '\u3000+1',
    '\u200b=1',
    '\ufeff@a',
    '\u0007-1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '﹦1',
    '−1',
    "'=1",
    '=HYPERLINK("http://example.invalid","x")',
  ])('runs nothing of %j, and has it whole behind the guard', (cell) => {
    expect(written(cell)).toBe(`'${cell}`);
    expect(unguard(written(cell) ?? '')).toBe(cell);
  });

  it.each(['13800000001', '07700900123', '+86 138 0000 0001', '006', '12E3', '1.35000E+10', '420500199001010010', ' 07700900123 '])(
    'keeps every digit of %j',
    (cell) => expect(written(cell)).toBe(`'${cell}`),
  );

  it.each(['', '0', '5', '2026-11-22 19:05', '0:02:14', '138 0000 0001', '(201) 555-0123', 'a=b', '袖口又脱线了', '“quoted”'])('leaves %j as it is', (cell) =>
    expect(written(cell)).toBe(cell),
  );

  it('loses its guards also where somebody changed what is behind them', () => {
    expect(["'1350000000", "'135", "''quoted", 'plain'].map(unguard)).toEqual(['1350000000', '135', "'quoted", 'plain']);
  });

  it('is not parted by the separators of other settings', () => {
    expect(guardedLines([['a;=1+1', 'b\t=1', 'c|=1', 'd']])).toBe('"a;=1+1","b\t=1","c|=1",d\r\n');
  });

  it('begins with a byte order mark, and ends every line with CRLF', () => {
    expect(guardedCsv([['客户'], ['王佳琪']])).toBe('\ufeff客户\r\n王佳琪\r\n');
    expect(guardedLines([])).toBe('');
  });

  it('gives back any text, and begins no cell with anything live', () => {
    const blank = fc.constantFrom('', ' ', '\u00a0', '\t', '\n', '\r', '\u3000', '\u200b');
    const live = fc.constantFrom('=', '+', '-', '@', "'", '＝', '＋', '－', '＠', '0', '13800000001', '1e9');
    const cell = fc.tuple(blank, fc.oneof(live, fc.constant('')), fc.string({ unit: 'binary', maxLength: 12 })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (lines) => {
        const again = cellsOf(guardedCsv(lines));
        for (const one of again.flat()) expect(one).not.toMatch(/^[\s\u200b]*[=+\-@＝＋－＠]|^\d{10,}$|^0\d+$/);
        expect(again.map((cells) => cells.map(unguard))).toEqual(lines);
      }),
    );
  });
});
