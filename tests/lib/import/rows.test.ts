import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { importRowSchema } from '../../../lib/contract/import.ts';
import { convert } from '../../../lib/import/import-file.ts';
import { bytesOf, fileOf, refusalOf, rowsOf, TODAY } from './customer-files.ts';

function only(text: string, region = 'CN') {
  const { ready, refused, warnings } = rowsOf(bytesOf(text), region);
  return {
    row: ready[0],
    refused: refused.map(({ row, column, value, reason }) => [row, column, value, reason.code]),
    warnings: warnings.map(({ column, value, reason }) => [column, value, reason.code]),
  };
}

describe('convertRows', () => {
  it('refuses a row with an impossible day of service and names all that is wrong with it', () => {
    const { refused } = rowsOf(bytesOf('姓名,手机号,消费日期\n王一,1.35E+10,2026-02-30\n'));
    expect(refused).toEqual([
      {
        row: 2,
        column: '消费日期',
        value: '2026-02-30',
        reason: { code: 'date-impossible', params: {} },
        reasons: [
          { code: 'date-impossible', params: {} },
          { code: 'phone-mangled', params: {} },
        ],
      },
    ]);
  });

  it('does not lose a customer to a wrong birthday, age, sex or language, and keeps the words', () => {
    const { row, refused, warnings } = only(
      '姓名,手机号,生日,性别,语言,年龄\n王一,13800000001,2026-02-30,蓝,火星语,很老\n李二,13800000002,1990-01-01,男,粤语,36\n赵三,13800000003,1990-01-01,男,粤语,36\n',
    );
    expect(refused).toEqual([]);
    expect(row?.customer).toMatchObject({
      language: null,
      person: { birthday: null, sex: null, age: null, more: { 生日: '2026-02-30', 性别: '蓝', 语言: '火星语', 年龄: '很老' } },
    });
    expect(warnings).toEqual([
      ['性别', '蓝', 'sex-unreadable'],
      ['生日', '2026-02-30', 'birthday-unreadable'],
      ['年龄', '很老', 'age-unreadable'],
      ['语言', '火星语', 'language-unknown'],
    ]);
  });

  it('does not guess whether somebody wants no calls', () => {
    expect(only('姓名,手机号,是否拒绝来电\n王一,13800000001,看心情\n李二,13800000002,是\n赵三,13800000003,否\n').refused).toEqual([
      [2, '是否拒绝来电', '看心情', 'wish-unclear'],
    ]);
  });

  it('takes a refusal from either of two columns', () => {
    const { ready } = rowsOf(bytesOf('姓名,手机号,是否拒绝来电,同意回访\n王一,13800000001,否,否\n李二,13800000002,否,是\n赵三,13800000003,,\n'));
    expect(ready.map(({ customer }) => customer.optOut)).toEqual([true, false, null]);
  });

  it('refuses rows without a name, and card numbers whose digits are lost', () => {
    expect(only('会员卡号,姓名,手机号\nA1,,13800000001\n6.22848E+18,李二,13800000002\n').refused).toEqual([
      [2, '姓名', '', 'name-missing'],
      [3, '会员卡号', '6.22848E+18', 'number-mangled'],
    ]);
  });

  it('takes several numbers from one cell, the first as the main one', () => {
    const { row } = only('姓名,手机号,备用电话\n王一,13800000001/0757-80000000,+44 7700 900001\n');
    expect(row?.customer.person.phones.map(({ e164, label }) => [e164, label])).toEqual([
      ['+8613800000001', 'main'],
      ['+8675780000000', 'other'],
      ['+447700900001', 'other'],
    ]);
  });

  it('keeps an unreadable second number as it was written', () => {
    const { row, warnings } = only('姓名,手机号,家属电话\n王一,13800000001,妈妈知道\n李二,13800000002,13800000003\n');
    expect(row?.customer.person.phones).toHaveLength(1);
    expect(row?.customer.person.more).toEqual({ 家属电话: '妈妈知道' });
    expect(warnings).toEqual([['家属电话', '妈妈知道', 'other-phone-unreadable']]);
  });

  it('makes a customer without a service where the day is blank, and loses nothing of the row', () => {
    const { row } = only('姓名,手机号,消费日期,服务类型,商品,尺码\n王一,13800000001,,购买,风衣,XL\n李二,13800000002,2026-11-01,购买,风衣,L\n');
    expect(row?.service).toBeNull();
    expect(row?.customer.person.more).toEqual({ 服务类型: '购买', 商品: '风衣', 尺码: 'XL' });
  });

  it('reads 03/04/2026 as it is told', () => {
    const file = fileOf(bytesOf('Name,Phone,Service date\nAnn Example,07700 900001,03/04/2026\n'), 'GB');
    expect(file.dayFirst).toEqual({ dayFirst: true, certain: false });
    const day = (dayFirst: boolean) => convert(file.table, file.mapping, { region: 'GB', dayFirst, today: TODAY }).ready[0]?.service?.endedOn;
    expect([day(true), day(false)]).toEqual(['2026-04-03', '2026-03-04']);
  });

  it('refuses cells that are longer than they can be kept, without cutting them', () => {
    expect(only(`姓名,手机号,备注\n王一,13800000001,${'长'.repeat(10_001)}\n`).refused.map(([row, column, , code]) => [row, column, code])).toEqual([
      [2, '备注', 'cell-too-long'],
    ]);
  });

  it('tells how far it is', () => {
    const file = fileOf(bytesOf(`姓名,手机号\n${'王一,13800000001\n'.repeat(1_200)}`));
    const heard: [number, number][] = [];
    convert(file.table, file.mapping, { region: 'CN', dayFirst: true, today: TODAY }, (done, total) => heard.push([done, total]));
    expect(heard).toEqual([
      [500, 1200],
      [1000, 1200],
      [1200, 1200],
    ]);
  });

  it('has every row of any table in exactly one list, and gives only rows the contract takes', () => {
    const header = [
      '会员卡号',
      '姓名',
      '性别',
      '手机号',
      '生日',
      '会员等级',
      '消费日期',
      '商品',
      '服务类型',
      '方便时间',
      '是否拒绝来电',
      '备注',
      '尺码',
      '语言',
      '家属电话',
      '订单号',
    ];
    const likely = fc.constantFrom(
      '',
      '王一',
      '13800000001',
      '1.35E+10',
      '2026-02-30',
      '2026-11-01',
      '是',
      '否',
      '合计',
      '女士',
      '周末',
      'VIP1',
      '粤语',
      '=1+1',
      '33400',
      '020-30000019转801',
    );
    const cell = fc.oneof(
      likely,
      fc.string({ unit: 'binary', maxLength: 150 }).map((text) => text.replaceAll('\0', '')),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 18 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rows, (values) => {
        const bytes = bytesOf(Papa.unparse([header, ...values], { quotes: true }));
        // A file with nothing but blank rows and totals is refused as a whole, see table.test.ts.
        fc.pre(refusalOf(bytes) !== 'file-no-rows');
        const { file, ready, refused, notData } = rowsOf(bytes);
        const all = [...ready, ...refused, ...notData].map(({ row }) => row).sort((a, b) => a - b);
        expect(all).toEqual(values.map((_, index) => index + 2));
        expect(file.table.rows).toHaveLength(ready.length + refused.length);
        for (const row of ready) expect(importRowSchema.safeParse(row).error).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
