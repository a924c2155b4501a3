import { elementsOf } from './xml.ts';

/** A number without a type of its own, and its value right behind it. */
const NUMBER = /(<(?:[^\s<>/:!?]*:)?c(?=\s)[^<>]*)>(<(?:[^\s<>/:!?]*:)?v>)(\d{1,15})(?=<)/g;

/** A day in words of its own instead of a number; a time after it has no zone, and would be taken for one of this computer. */
const DAY = /(<(?:[^\s<>/:!?]*:)?c(?=\s)[^<>]*>)(<(?:[^\s<>/:!?]*:)?v>)(\d{4}-\d\d-\d\d)(?:T[^<]{0,40})?(?=<)/g;

/** A sheet whose cells are the text that a person sees in the spreadsheet, and that it writes into a CSV, where the number alone would be another one. */
export function asShown(sheet: string, styles: string): string {
  const day = (whole: string, tag: string, open: string, value: string) =>
    tag.includes(' t="d"') ? `${tag.replace(' t="d"', ' t="str"')}${open}${value}` : whole;
  const days = sheet.includes(' t="d"') ? sheet.replace(DAY, day) : sheet;
  return withLeadingZeros(days, styles);
}

/** A phone or an id that was typed as a number keeps the zeros before it only in its format, `00000000000`. */
function withLeadingZeros(sheet: string, styles: string): string {
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
