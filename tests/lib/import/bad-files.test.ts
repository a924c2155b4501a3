import { describe, expect, it } from 'vitest';
import { readCustomerFile } from '../../../lib/import/import-file.ts';
import { MAX_FILE_BYTES, readText } from '../../../lib/import/read.ts';
import { bytesOf, fileOf, fixture, refusalOf, rowsOf, TODAY } from './customer-files.ts';

function reasonOf(bytes: Uint8Array) {
  const read = readCustomerFile(bytes, 'customers.csv', { region: 'CN', today: TODAY });
  return read.ok ? null : read.reason;
}

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const zip = (name: string) => new Uint8Array([...hex('504b03041400'), ...new Uint8Array(20), ...bytesOf(name), ...new Uint8Array(100)]);

describe('files that are no CSV', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'file-empty'],
    ['blank lines only', bytesOf('\r\n  \r\n'), 'file-empty'],
    ['a byte order mark only', hex('efbbbf'), 'file-empty'],
    ['an ODS', zip('content.xml'), 'file-is-ods'],
    ['a DOCX', zip('word/document.xml'), 'file-is-document'],
    ['a ZIP', zip('photos/1.txt'), 'file-is-archive'],
    ['an old XLS', hex('d0cf11e0a1b11ae1'), 'file-is-xls'],
    ['a PDF', bytesOf('%PDF-1.7 …'), 'file-is-pdf'],
    ['a PNG', hex('89504e470d0a1a0a'), 'file-is-image'],
    ['a JPEG', hex('ffd8ffe000104a46'), 'file-is-image'],
    ['an RTF', bytesOf('{\\rtf1 hello'), 'file-is-document'],
    ['a gzip', hex('1f8b0800000000'), 'file-is-archive'],
    ['a web page called XLS', bytesOf('<html><table><tr><td>姓名</td></tr></table>'), 'file-is-web-page'],
    ['a letter', fixture('bad/letter.csv'), 'file-no-table'],
    ['a table without headers', fixture('bad/no-header.csv'), 'file-no-header'],
    ['a header without rows', fixture('bad/header-only.csv'), 'file-no-rows'],
  ])('%s is refused', (_, bytes, code) => {
    expect(refusalOf(bytes)).toBe(code);
  });

  it('NUL bytes are refused with the line', () => {
    expect(reasonOf(bytesOf('姓名,手机号\n王一,1\u00003800000001\n'))).toEqual({ code: 'file-is-binary', params: { row: 2 } });
  });

  it('50 MB and a byte is too large, and nothing is read of it', () => {
    expect(reasonOf(new Uint8Array(MAX_FILE_BYTES + 1).fill(65))).toEqual({ code: 'file-too-large', params: { megabytes: 51, max: 50 } });
  });

  it('50 MB of rows is read', () => {
    const line = '王一,13800000001,2026-11-01,购买,说明说明说明说明说明说明说明说明说明说明说明说明\n';
    const lines = Math.floor(MAX_FILE_BYTES / bytesOf(line).length) - 10;
    const file = fileOf(bytesOf(`姓名,手机号,消费日期,服务类型,备注\n${line.repeat(lines)}`));
    expect(file.table.rows).toHaveLength(lines);
  }, 60_000);

  it('300 columns are refused with their number; 300 of which 290 are blank are not', () => {
    const cells = (value: string) => Array.from({ length: 298 }, () => value).join(',');
    expect(reasonOf(bytesOf(`姓名,手机号,${cells('x')}\n王一,13800000001,${cells('1')}\n`))).toEqual({
      code: 'file-too-many-columns',
      params: { columns: 300, max: 200 },
    });
    expect(fileOf(bytesOf(`姓名,手机号,${cells('')}\n王一,13800000001,${cells('')}\n`)).preview[0]?.cells.slice(0, 2)).toEqual(['王一', '13800000001']);
  });
});

describe('encodings', () => {
  const text = 'Name;Phone\r\nZoë Müller;07700 900001\r\n';
  const utf16 = (little: boolean) => {
    const bytes = new DataView(new ArrayBuffer(text.length * 2 + 2));
    for (const [at, unit] of [0xfeff, ...Array.from(text, (char) => char.charCodeAt(0))].entries()) bytes.setUint16(at * 2, unit, little);
    return new Uint8Array(bytes.buffer);
  };
  it.each<[string, Uint8Array]>([
    ['utf-8', bytesOf(text)],
    ['utf-8', bytesOf(`\ufeff${text}`)],
    ['utf-16le', utf16(true)],
    ['utf-16be', utf16(false)],
    ['windows-1252', Uint8Array.from(text, (char) => char.charCodeAt(0))],
  ])('%s is recognised', (encoding, bytes) => {
    expect(readText(bytes)).toEqual({ ok: true, encoding, text });
  });

  it('a UTF-8 file with a broken character is refused with the line, not read as nonsense', () => {
    const good = bytesOf('姓名,手机号\n王一,13800000001\n李二，妈妈,13800000002\n');
    const bad = Uint8Array.from(good);
    bad[good.lastIndexOf(0x88)] = 0x20;
    expect(reasonOf(bad)).toEqual({ code: 'file-encoding-broken', params: { row: 3, encoding: 'utf-8' } });
  });

  it('a GB18030 file cut off in a character is refused with the line', () => {
    const whole = fixture('members-retail-gb18030.csv');
    const cut = whole.slice(0, whole.indexOf(0xd0, 2000) + 1);
    expect(reasonOf(cut)?.code).toBe('file-encoding-broken');
  });
});

describe('broken quotes', () => {
  it('a quote that never closes names the row where it opens', () => {
    expect(reasonOf(fixture('bad/quote-never-closed.csv'))).toEqual({ code: 'file-quotes-open', params: { row: 3 } });
  });
  it('a quote that runs on into the next row names the row', () => {
    expect(reasonOf(fixture('bad/quote-runs-on.csv'))).toEqual({ code: 'file-quotes-broken', params: { row: 2 } });
  });
  it('a quote inside one cell costs that row only', () => {
    const { ready, refused } = rowsOf(fixture('bad/quote-inside.csv'), 'GB');
    expect(ready.map(({ row }) => row)).toEqual([3]);
    expect(refused).toEqual([
      { row: 2, column: null, value: '', reason: { code: 'row-quotes-broken', params: {} }, reasons: [{ code: 'row-quotes-broken', params: {} }] },
    ]);
  });
});

describe('customers without phone', () => {
  it('a file without a phone column says so before anything is read', () => {
    const { problems } = fileOf(fixture('bad/no-phone-column.csv'));
    expect(problems.filter(({ severity }) => severity === 'error').map(({ reason }) => reason.code)).toEqual(['mapping-no-phone']);
  });
  it('a row without a phone is refused, and a family phone is enough', () => {
    const { ready, refused } = rowsOf(bytesOf('姓名,手机号,家属电话\n王一,,\n李二,,13800000002\n赵三,无,\n'));
    expect(ready.map(({ row, customer }) => [row, customer.person.phones[0]?.label])).toEqual([[3, 'family']]);
    expect(refused.map(({ row, column, reason }) => [row, column, reason.code])).toEqual([
      [2, '手机号', 'phone-missing'],
      [4, '手机号', 'phone-missing'],
    ]);
  });
});
