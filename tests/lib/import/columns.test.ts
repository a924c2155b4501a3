import { describe, expect, it } from 'vitest';
import { checkMapping, columnLetter, columnNames, fieldCatalogue, guessMapping } from '../../../lib/import/columns.ts';
import { fieldIds } from '../../../lib/import/headers.ts';

const fieldsOf = (header: string, ...rows: string[]) =>
  guessMapping(
    header.split(','),
    rows.map((row) => row.split(',')),
  )
    .map(({ field }) => field)
    .join(' ');

describe('guessMapping', () => {
  it.each([
    [
      'Salesforce',
      'Contact ID,Salutation,First Name,Last Name,Title,Account Name,Phone,Mobile,Email,Birthdate,Do Not Call,Lead Source',
      'number salutation given family jobTitle company phone otherPhone email birthday optOut more',
    ],
    [
      'HubSpot',
      'Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company name,Job Title,Preferred language,Lifecycle Stage',
      'number given family email phone otherPhone company jobTitle language more',
    ],
    [
      'Zoho',
      'Contact Id,First Name,Last Name,Account Name,Email,Phone,Mobile,Date of Birth,Description',
      'number given family company email phone otherPhone birthday note',
    ],
    [
      'Dynamics',
      'Full Name,Business Phone,Mobile Phone,Job Title,Company Name,Do not allow Phone Calls,Email',
      'name otherPhone phone jobTitle company optOut email',
    ],
    ['纷享销客', '客户名称,姓名,手机1,电话1,职务,邮件,客户级别,备注', 'company name phone otherPhone jobTitle email class note'],
    ['有赞', '客户姓名,手机号,会员等级,累计消费金额,上次消费时间,成为客户时间,生日,性别,积分', 'name phone class more serviceDate more birthday sex more'],
    ['a shop', '收货人姓名,收货人手机号,订单号,商品名称,付款时间,订单状态', 'name phone serviceNumber serviceItem serviceDate detail'],
    [
      'a clinic',
      'MRN,Patient name,DOB,Telephone,Next of kin phone,Visit date,Department,Doctor,Consent to call',
      'number name birthday phone familyPhone serviceDate serviceWhere serviceBy consent',
    ],
  ])('reads the headers of %s', (_, header, fields) => {
    expect(fieldsOf(header)).toBe(fields);
  });

  it('takes 客户名称 for the organisation beside a contact or by its values, otherwise for the person', () => {
    expect(fieldsOf('客户名称,联系人,电话', '广州恒达电子有限公司,戴华,020-30000002')).toBe('company name phone');
    expect(fieldsOf('客户名称,电话', '广州恒达电子有限公司,020-30000002')).toBe('company phone');
    expect(fieldsOf('客户名称,电话', '戴华,13800000001')).toBe('name phone');
  });

  it('believes the values more than the header', () => {
    expect(fieldsOf('Name,Title,Phone', 'Ann Example,Mrs,07700 900001')).toBe('name salutation phone');
    expect(fieldsOf('Name,Title,Phone', 'Ann Example,Director,07700 900001')).toBe('name jobTitle phone');
    expect(fieldsOf('Name,Mobile,Date', 'Ann Example,07700 900001,every Monday')).toBe('name phone more');
    expect(fieldsOf('Name,Phone,Mobile', 'Ann Example,see note,07700 900001')).toBe('name otherPhone phone');
    expect(fieldsOf('姓名,Rufnr', '王一,13800000001')).toBe('name phone');
  });

  it('keeps what nobody knows: with the service when there is one, otherwise with the person; blank columns nowhere', () => {
    expect(fieldsOf('姓名,手机号,消费日期,鞋码,', '王一,13800000001,2026-11-01,42,')).toBe('name phone serviceDate detail skip');
    expect(fieldsOf('姓名,手机号,鞋码,', '王一,13800000001,42,x')).toBe('name phone more more');
  });

  it('keeps a whole header whose cells are wrong, to be looked at', () => {
    const [, phone, day] = guessMapping(['姓名', '手机号', '消费日期'], [['王一', '见备注', '2026-02-30']]);
    expect([phone?.field, phone?.confidence, day?.field]).toEqual(['phone', 0.3, 'serviceDate']);
    expect(day?.confidence).toBeGreaterThan(0.9);
  });

  it('is sure of a whole header whose values fit, and unsure of a general one', () => {
    const [name, phone, city] = guessMapping(['姓名', '手机号', '城市'], [['王一', '13800000001', '广州']]);
    expect(phone?.confidence).toBeGreaterThan(0.95);
    expect(name?.confidence).toBeGreaterThan(0.9);
    expect(city?.confidence).toBeLessThan(0.7);
  });
});

describe('checkMapping', () => {
  const codes = (...fields: (typeof fieldIds)[number][]) =>
    checkMapping(fields.map((field, column) => ({ column, header: field, field, confidence: 1 }))).map(({ severity, reason }) => `${severity} ${reason.code}`);

  it.each([
    [codes('number', 'name', 'phone', 'serviceDate'), []],
    [codes('number', 'phone', 'serviceDate'), ['error mapping-no-name']],
    [codes('number', 'name', 'serviceDate'), ['error mapping-no-phone']],
    [codes('number', 'name', 'name', 'phone', 'serviceDate'), ['error mapping-twice']],
    [codes('number', 'family', 'phone', 'serviceDate', 'detail', 'detail'), ['warning mapping-family-only']],
    [codes('company', 'otherPhone'), ['warning mapping-no-service-date', 'warning mapping-no-number']],
  ])('finds %j', (found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('columns for the screen', () => {
  it('offers every field once', () => {
    expect(fieldCatalogue.map(({ id }) => id).sort()).toEqual([...fieldIds].sort());
  });
  it('names blank and doubled columns apart', () => {
    expect(columnNames(['备注', '', '备注', ' 备注 '])).toEqual(['备注', 'B', '备注 (2)', '备注 (3)']);
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
