import { describe, expect, it } from 'vitest';
import { customerSchema, serviceSchema } from '../../../lib/contract/customer.ts';
import { importedRowSchema, importRowSchema } from '../../../lib/contract/import.ts';
import { fixture, rowsOf, Shelf } from './customer-files.ts';

const files = [
  {
    name: 'members-retail-gb18030.csv',
    region: 'CN',
    encoding: 'gb18030',
    delimiter: ',',
    headerRow: 2,
    notData: { 1: 'row-title', 603: 'row-blank', 604: 'row-totals' },
    ready: 585,
    refused: {
      'phone-mangled': [3, 100, 197, 391, 488],
      'phone-missing': [104, 205, 306, 407, 508],
      'phone-mobile-length': [181, 270, 359, 537],
      'number-of-another': [123],
    },
    fields: 'number name sex phone birthday class more more serviceDate serviceItem serviceKind serviceWhere serviceBy preferredHours optOut note',
    customers: 584,
    services: 584,
    e164: /^\+861[3-9]\d{9}$/,
  },
  {
    name: 'patients-hospital-utf8.csv',
    region: 'CN',
    encoding: 'utf-8',
    delimiter: ',',
    headerRow: 1,
    notData: {},
    ready: 219,
    refused: { 'phone-mobile-length': [180] },
    fields: 'number name sex age phone familyPhone serviceKind serviceWhere serviceBy serviceDate serviceEnd nextDate detail consent language note',
    customers: 219,
    services: 219,
    e164: /^\+861[3-9]\d{9}$/,
  },
  {
    name: 'projects-safety-utf8.csv',
    region: 'CN',
    encoding: 'utf-8',
    delimiter: ',',
    headerRow: 1,
    notData: {},
    ready: 180,
    refused: {},
    fields: 'company name jobTitle phone extension language serviceWhere serviceKind serviceNumber serviceDate nextDate serviceBy detail note',
    customers: 180,
    services: 180,
    e164: /^\+86(1[3-9]\d{9}|7578\d{7}|203\d{7})$/,
  },
  {
    name: 'workshop-customers-utf8bom.csv',
    region: 'GB',
    encoding: 'utf-8',
    delimiter: ';',
    headerRow: 1,
    notData: {},
    ready: 250,
    refused: {},
    fields: 'number family given salutation phone email serviceItem detail serviceDate serviceKind serviceBy detail nextDate language optOut preferredHours',
    customers: 250,
    services: 250,
    e164: /^\+447700900\d{3}$/,
  },
];

describe.each(files)('$name', ({ name, region, ...expected }) => {
  const { file, ready, refused, warnings, notData } = rowsOf(fixture(name), region);

  it('is read with its encoding, delimiter, header row and columns', () => {
    expect(file).toMatchObject({ encoding: expected.encoding, delimiter: expected.delimiter, headerRow: expected.headerRow, dayFirst: { certain: true } });
    expect(file.mapping.map(({ field }) => field).join(' ')).toBe(expected.fields);
    expect(file.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  });

  it('has title, blank and totals rows set aside', () => {
    expect(Object.fromEntries(notData.map(({ row, why }) => [row, why.code]))).toEqual(expected.notData);
  });

  it('has every data row in exactly one list', () => {
    const rows = [...ready, ...refused].map(({ row }) => row).sort((a, b) => a - b);
    expect(rows).toEqual(file.table.rows.map(({ row }) => row));
    expect(ready).toHaveLength(expected.ready);
  });

  it('has the broken rows refused with their number, value and reason', () => {
    const found: { [code: string]: number[] } = {};
    for (const { row, reason } of refused) found[reason.code] = [...(found[reason.code] ?? []), row];
    expect(found).toEqual(expected.refused);
    expect(warnings).toEqual([]);
  });

  it('has rows that the contract takes, phones as E.164 with the original kept', () => {
    const column = file.mapping.find(({ field }) => field === 'phone')?.column ?? -1;
    const cells = new Map(file.table.rows.map((row) => [row.row, row.cells[column]]));
    for (const row of ready) {
      expect(importRowSchema.safeParse(row).error).toBeUndefined();
      expect(row.customer.person.phones[0]).toMatchObject({ original: cells.get(row.row), e164: expect.stringMatching(expected.e164), label: 'main' });
    }
  });

  it('becomes customers and services, and changes nothing when it comes again', () => {
    const shelf = new Shelf();
    const first = shelf.merge(ready);
    expect(first.rows.map(({ row }) => row)).toEqual(ready.map(({ row }) => row));
    expect([shelf.customers.size, shelf.services.size]).toEqual([expected.customers, expected.services]);
    for (const customer of shelf.customers.values()) expect(customerSchema.safeParse(customer).error).toBeUndefined();
    for (const service of shelf.services.values()) expect(serviceSchema.safeParse(service).error).toBeUndefined();
    for (const row of first.rows) expect(importedRowSchema.safeParse(row).error).toBeUndefined();

    const second = shelf.merge(rowsOf(fixture(name), region).ready, { importId: 'import-2', now: Date.UTC(2026, 11, 1) });
    expect(second.customers).toEqual([]);
    expect(second.services).toEqual([]);
    expect(second.rows.every(({ status, changed }) => status === 'merged' && !changed)).toBe(true);
    expect(second.rows.map(({ customerId }) => customerId)).toEqual(first.rows.map(({ customerId }) => customerId));
  });
});

function rowAt(name: string, row: number, region = 'CN') {
  return rowsOf(fixture(name), region).ready.find((one) => one.row === row);
}

describe('single rows of the samples', () => {
  const retail = rowsOf(fixture('members-retail-gb18030.csv'));

  it('names the cell whose digits a spreadsheet threw away', () => {
    expect(retail.refused[0]).toEqual({
      row: 3,
      column: '手机号',
      value: '1.35000E+10',
      reason: { code: 'phone-mangled', params: {} },
      reasons: [{ code: 'phone-mangled', params: {} }],
    });
  });

  it('reads a member with a birthday without a year, a wish for evenings and a service', () => {
    expect(rowAt('members-retail-gb18030.csv', 5)).toEqual({
      row: 5,
      customer: {
        person: {
          name: '冯国超',
          family: null,
          given: null,
          sex: 'female',
          salutation: null,
          company: null,
          jobTitle: null,
          number: 'VIP100002',
          phones: [{ original: '+86 13500000002', e164: '+8613500000002', label: 'main', extension: null, doubtful: false }],
          email: null,
          birthday: '--08-25',
          age: null,
          note: '家属代接，请客气询问',
          more: { 可用积分: '880', '累计消费(元)': '5680' },
        },
        class: '金卡',
        language: null,
        preferredHours: { original: '晚上7点后', days: 'any', from: '19:00', to: null },
        optOut: null,
      },
      service: { kind: '换货', item: '羽绒服', endedOn: '2026-11-14', by: null, where: '浏阳店', nextDate: null, number: null, detail: {} },
    });
  });

  it('keeps notes of two lines, formulas and emoji exactly', () => {
    const notes = retail.ready.map(({ row, customer }) => [row, customer.person.note] as const).filter(([, note]) => /^[=+]|\n|😀/.test(note ?? ''));
    expect(Object.fromEntries(notes)).toEqual({
      36: '第一行\n第二行 含"引号"',
      47: '=HYPERLINK("http://example.invalid","点我")',
      58: '+1+1',
      69: '😀表情与生僻字𠮷',
    });
  });

  it('takes a wish for the afternoon only from its own column', () => {
    const row = retail.ready.find(({ customer }) => customer.person.note === '要求下午联系' && customer.preferredHours === null);
    expect(row?.row).toBe(33);
  });

  it('proposes, and does not merge, two people with one phone; merges the row that stands there twice', () => {
    const shelf = new Shelf();
    const { rows } = shelf.merge(retail.ready);
    const at = (row: number) => rows.find((one) => one.row === row);
    expect(at(203)).toMatchObject({ status: 'imported', maybeSameAs: at(202)?.customerId });
    expect(at(303)).toMatchObject({ status: 'merged', changed: false, customerId: at(302)?.customerId });
    expect(rows.filter(({ maybeSameAs }) => maybeSameAs !== null)).toHaveLength(1);
    expect(rows.filter(({ status }) => status === 'merged')).toHaveLength(1);
  });

  it('reads a patient discharged after an operation: the stay ended with the discharge, and who does not agree to calls is opted out', () => {
    const patients = rowsOf(fixture('patients-hospital-utf8.csv')).ready;
    expect(patients.find(({ row }) => row === 13)?.service).toEqual({
      kind: '住院手术',
      item: null,
      endedOn: '2026-11-10',
      by: '何医生',
      where: '妇产科',
      nextDate: '2026-11-22',
      number: null,
      detail: { 用药: '阿莫西林 0.5g 3次/日', 就诊或手术日期: '2026-11-08' },
    });
    const optedOut = patients.filter(({ customer }) => customer.optOut === true);
    expect(optedOut).toHaveLength(35);
    const { rows } = new Shelf().merge(patients, { startDate: '2026-01-01' });
    expect(rows.filter(({ noCall }) => noCall?.code === 'opted-out')).toHaveLength(35);
  });

  it('reads a project with its company, contact, extension and number', () => {
    expect(rowAt('projects-safety-utf8.csv', 11)).toMatchObject({
      customer: {
        person: { name: '董霞', company: '江门宏远五金有限公司', number: null, phones: [{ e164: '+8613900000009', extension: '801' }] },
        language: 'yue',
      },
      service: { kind: '剧毒品备案', endedOn: '2025-11-23', nextDate: '2028-11-22', number: 'AZ-2025-009', by: '梁工', where: '广州' },
    });
  });

  it('reads a car owner with day-first dates, a title and an opt-out', () => {
    expect(rowAt('workshop-customers-utf8bom.csv', 8, 'GB')).toMatchObject({
      customer: { person: { name: 'Jack Thompson', family: 'Thompson', given: 'Jack', salutation: 'Mx', sex: null }, language: 'en', optOut: true },
      service: { kind: 'Full service', item: 'Nissan Leaf', endedOn: '2025-10-24', nextDate: '2026-10-24' },
    });
  });
});
