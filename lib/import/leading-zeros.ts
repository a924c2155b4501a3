import { elementsOf } from './xml.ts';

/** A number without a type of its own, and its value right behind it. */
const NUMBER = /(<(?:[^\s<>/:!?]*:)?c(?=\s)[^<>]*)>(<(?:[^\s<>/:!?]*:)?v>)(\d{1,15})(?=<)/g;

/**
 * A phone or an id that was typed as a number keeps the zeros before it only in its format, `00000000000`: such cells become the text that a person sees
 * in the spreadsheet, and that it writes into a CSV. The sheet's own text where there are none.
 */
export function withLeadingZeros(sheet: string, styles: string): string {
  const digits = digitsByStyle(styles);
  if (digits.size === 0) return sheet;
  return sheet.replace(NUMBER, (whole, tag: string, open: string, value: string) => {
    const wanted = digits.get(/\ss\s*=\s*["'](\d{1,6})["']/.exec(tag)?.[1] ?? '');
    const isNumber = !/\st\s*=/.test(tag);
    return wanted !== undefined && isNumber && value.length < wanted ? `${tag} t="str">${open}${value.padStart(wanted, '0')}` : whole;
  });
}

/** How many digits the cells of a style show, for formats that are zeros and what separates them: `00000`, `000-0000-0000`. */
function digitsByStyle(styles: string): Map<string, number> {
  const formats = new Map<string, number>();
  for (const format of elementsOf(styles, 'numFmt')) {
    const zeros = (format.get('formatCode') ?? '').split(';', 1)[0]?.replace(/[\s\-()\\"]/g, '') ?? '';
    if (/^0{2,15}$/.test(zeros)) formats.set(format.get('numFmtId') ?? '', zeros.length);
  }
  const from = styles.indexOf('cellXfs');
  const cells = from < 0 || formats.size === 0 ? '' : styles.slice(from, styles.indexOf('cellXfs', from + 7));
  const digits = new Map<string, number>();
  for (const [index, cell] of elementsOf(cells, 'xf').entries()) {
    const wanted = formats.get(cell.get('numFmtId') ?? '');
    if (wanted !== undefined) digits.set(String(index), wanted);
  }
  return digits;
}
