import { describe, expect, it } from 'vitest';
import { type ImportShape, importShapesSchema, MAX_SHAPES } from '../../../lib/contract/import-shape.ts';
import { fieldsOf, mappingOf, shapeText, withShape } from '../../../lib/import/shape.ts';
import { bytesOf, fileOf } from './customer-files.ts';

const laid = (header: string[], over = {}) => shapeText({ header, delimiter: ',', workbook: null, ...over });
const one = (n: number, at = n): ImportShape => ({ shape: n.toString(16).padStart(64, '0'), fields: ['name', 'phone'], dayFirst: null, at });

describe('the shape of a file', () => {
  it('is the same whatever the spelling of its headers, and another for other headers, another order or another way to lay it out', () => {
    const shape = laid(['姓名', 'Mobile No.']);
    expect(laid([' 姓名（必填）', 'MOBILE NO'])).toBe(shape);
    const others = [
      laid(['Mobile No.', '姓名']),
      laid(['姓名', 'Mobile No.', '']),
      laid(['姓名', 'Mobile No.'], { delimiter: ';' }),
      laid(['姓名', 'Mobile No.'], { workbook: { sheets: ['a'], sheet: 'a' } }),
    ];
    expect(new Set([shape, ...others]).size).toBe(5);
  });

  it('of a sheet does not count its numbers: every month has a sheet of its own', () => {
    const of = (sheet: string) => laid(['姓名'], { workbook: { sheets: [sheet], sheet } });
    expect(of('2026-12')).toBe(of('2026-11'));
    expect(of('客户')).not.toBe(of('员工'));
  });

  it('gives the mapping back, and none that this program does not know', () => {
    const { mapping } = fileOf(bytesOf('姓名,手机号,备注\n王一,13800000001,好\n'));
    expect(fieldsOf(mapping)).toEqual(['name', 'phone', 'note']);
    expect(mappingOf({ fields: ['company', 'phone', 'skip'] }, mapping)?.map(({ field, confidence }) => [field, confidence])).toEqual([
      ['company', 1],
      ['phone', 1],
      ['skip', 1],
    ]);
    expect(mappingOf({ fields: ['name', 'phone', 'shoe-size'] }, mapping)).toBeNull();
    expect(mappingOf({ fields: ['name', 'phone'] }, mapping)).toBeNull();
  });

  it('is kept for fifty files, the oldest go first, and once for each', () => {
    let shapes: ImportShape[] = [];
    for (let n = 1; n <= MAX_SHAPES + 3; n++) shapes = withShape(shapes, one(n));
    expect([shapes.length, shapes.at(-1)?.at]).toEqual([MAX_SHAPES, 4]);
    shapes = withShape(shapes, one(4, 1000));
    expect([shapes.length, shapes[0]?.at, shapes.filter(({ shape }) => shape === one(4).shape).length]).toEqual([MAX_SHAPES, 1000, 1]);
    expect(importShapesSchema.parse(shapes)).toEqual(shapes);
  });
});
