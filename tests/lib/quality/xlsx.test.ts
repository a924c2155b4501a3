import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createXlsx } from '../../../lib/quality/xlsx.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const two = [
  { title: '客户', width: 12 },
  { title: 'Phone', width: 20 },
];

function fileOf(rows: readonly string[][], columns = two): { [name: string]: string } {
  const xlsx = createXlsx({ sheet: '记录 & records', columns, cut: ' […]', now: NOW });
  const parts = [...rows.flatMap((row) => xlsx.add([row])), ...xlsx.end()];
  const whole = Buffer.concat(parts);
  return Object.fromEntries(Object.entries(unzipSync(whole)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const ENTITIES: { [entity: string]: string } = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
/** What a spreadsheet reads: ECMA-376, 22.9.2.19. */
const decoded = (xml: string) =>
  xml.replace(/&\w+;/g, (one) => ENTITIES[one] ?? one).replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
const sheetOf = (rows: readonly string[][], columns = two) => fileOf(rows, columns)['xl/worksheets/sheet1.xml'] ?? '';
const textsOf = (sheet: string) => [...sheet.matchAll(/<c r="([A-Z]+\d+)"[^>]*><is><t[^>]*>([^<]*)<\/t>/g)].map(([, at, text]) => [at, decoded(text ?? '')]);

describe('a workbook', () => {
  it('has every cell as text, and no formula', () => {
    const sheet = sheetOf([
      ['=1+1', '+86 138 0000 0001'],
      ['@SUM(A1)', '07700900123'],
    ]);
    expect(textsOf(sheet)).toEqual([
      ['A1', '客户'],
      ['B1', 'Phone'],
      ['A2', '=1+1'],
      ['B2', '+86 138 0000 0001'],
      ['A3', '@SUM(A1)'],
      ['B3', '07700900123'],
    ]);
    expect(sheet).not.toMatch(/<f[ >]|<v[ >]/);
    for (const [cell] of sheet.matchAll(/<c [^>]*>/g)) expect(cell).toMatch(/ s="[12]" t="inlineStr"/);
  });

  it('keeps a cell text when somebody edits it', () => {
    const styles = fileOf([])['xl/styles.xml'] ?? '';
    // The number format `@`.
    const formats = [...styles.matchAll(/<xf( numFmtId="49")?/g)].map(([, text]) => text !== undefined);
    expect(formats.slice(-3)).toEqual([false, true, true]);
  });

  it('has all parts that a workbook needs, each well-formed', () => {
    const parts = fileOf([['王佳琪', '138 0000 0001']]);
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    expect(parts['xl/workbook.xml']).toContain('name="记录 &amp; records"');
    for (const xml of Object.values(parts)) expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<[\s\S]+>$/);
  });

  it('names columns past Z', () => {
    const columns = Array.from({ length: 30 }, (_, n) => ({ title: `c${n}`, width: 8 }));
    expect(textsOf(sheetOf([], columns)).map(([at]) => at)).toEqual(expect.arrayContaining(['A1', 'Z1', 'AA1', 'AD1']));
  });

  it.each(['constructor', '__proto__', 'toString', ' leading', 'a\nb', 'a\r\nb', '_x0041_', '\u0000\u0007', '</t></is></c><c><f>1+1</f>', '👩‍👩‍👧', ''])(
    'gives back %j',
    (text) => expect(textsOf(sheetOf([[text, 'x']])).filter(([at]) => at === 'A2')).toEqual(text === '' ? [] : [['A2', text]]),
  );

  it('cuts a text that is too long for a cell, and says so', () => {
    const [, [, text] = []] = textsOf(sheetOf([['a'.repeat(40_000), '']], two)).slice(1);
    expect([text?.length, text?.slice(-6)]).toEqual([32_767, 'aa […]']);
  });

  it('gives back any text', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
        const found = new Map(textsOf(sheetOf(rows)).map(([at, text]) => [at, text]));
        for (const [n, [first, second]] of rows.entries()) expect([found.get(`A${n + 2}`) ?? '', found.get(`B${n + 2}`) ?? '']).toEqual([first, second]);
      }),
    );
  });
});
