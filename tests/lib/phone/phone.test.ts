import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneSchema } from '../../../lib/contract/customer.ts';
import { dialLink, formatPhone, parsePhone, splitPhones } from '../../../lib/phone/phone.ts';

const readable: [text: string, region: string, e164: string, extension: string | null, doubtful: boolean][] = [
  ['13800000001', 'CN', '+8613800000001', null, false],
  ['138 0000 0001', 'CN', '+8613800000001', null, false],
  ['138-0000-0001', 'CN', '+8613800000001', null, false],
  ['+86 13500000002', 'CN', '+8613500000002', null, false],
  ['8613500000002', 'CN', '+8613500000002', null, false],
  ['008613500000002', 'CN', '+8613500000002', null, false],
  ['１３８０００００００４', 'CN', '+8613800000004', null, false],
  ["'13700000005", 'CN', '+8613700000005', null, false],
  ['13700000005.0', 'CN', '+8613700000005', null, false],
  ['1.3700000005E+10', 'CN', '+8613700000005', null, false],
  ['\u202d13700000005\u202c', 'CN', '+8613700000005', null, false],
  ['手机：13700000005', 'CN', '+8613700000005', null, false],
  ['13700000005（本人）', 'CN', '+8613700000005', null, false],
  ['0757-80000000', 'CN', '+8675780000000', null, false],
  ['020-30000002', 'CN', '+862030000002', null, false],
  ['020-30000019-801', 'CN', '+862030000019', '801', false],
  ['020-30000019转801', 'CN', '+862030000019', '801', false],
  ['020 3000 0019 分机:801', 'CN', '+862030000019', '801', false],
  ['30000019', 'CN', '+8630000019', null, true],
  ['+447700900000', 'GB', '+447700900000', null, true],
  ['(07700) 900-001', 'GB', '+447700900001', null, true],
  ['07700 900002', 'GB', '+447700900002', null, true],
  ['7700900002', 'GB', '+447700900002', null, true],
  ['+44 (0)7700 900002', 'GB', '+447700900002', null, true],
  ['07700–900002 ext. 12', 'GB', '+447700900002', '12', true],
  ['(212) 555-0123 x45', 'US', '+12125550123', '45', false],
  ['+44 7700 900001', 'CN', '+447700900001', null, true],
];

const unreadable: [text: string, region: string, code: string][] = [
  ['', 'CN', 'phone-missing'],
  ['  ', 'CN', 'phone-missing'],
  ["'", 'CN', 'phone-missing'],
  ['1.35000E+10', 'CN', 'phone-mangled'],
  ['1,35E+10', 'CN', 'phone-mangled'],
  ['4.4770E+11', 'GB', 'phone-mangled'],
  ['########', 'CN', 'phone-unreadable'],
  ['见备注', 'CN', 'phone-unreadable'],
  ['<b>13800000001</b>', 'CN', 'phone-unreadable'],
  ['13800000001 妈妈', 'CN', 'phone-unreadable'],
  ['1370000053', 'CN', 'phone-mobile-length'],
  ['138000000471', 'CN', 'phone-mobile-length'],
  ['110', 'CN', 'phone-not-possible'],
  ['07700', 'GB', 'phone-not-possible'],
  ['123456789012345678', 'CN', 'phone-not-possible'],
];

describe('parsePhone', () => {
  it.each(readable)('reads %s in %s as %s', (text, region, e164, extension, doubtful) => {
    expect(parsePhone(text, region)).toEqual({ ok: true, phone: { original: text, e164, label: 'main', extension, doubtful } });
  });
  it.each(unreadable)('refuses "%s" in %s: %s', (text, region, code) => {
    const parsed = parsePhone(text, region);
    expect(parsed.ok ? parsed.phone : parsed.reason.code).toBe(code);
  });
  it('answers something the contract takes for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('CN', 'GB', 'US', 'XX'), (text, region) => {
        const parsed = parsePhone(text, region);
        expect(parsed.ok ? phoneSchema.safeParse(parsed.phone).success : parsed.reason.code !== '').toBe(true);
      }),
    );
  });
});

describe('splitPhones', () => {
  it.each([
    ['13800000001/13900000002', ['13800000001', '13900000002']],
    ['13800000001、0757-80000000', ['13800000001', '0757-80000000']],
    ['13800000001；妈妈', ['13800000001；妈妈']],
    ['138 0000 0001', ['138 0000 0001']],
  ])('cuts %s into %j', (text, parts) => {
    expect(splitPhones(text)).toEqual(parts);
  });
});

function phone(text: string, region = 'CN') {
  const parsed = parsePhone(text, region);
  if (!parsed.ok) throw new Error(parsed.reason.code);
  return parsed.phone;
}

describe('formatPhone', () => {
  it.each([
    [phone('13800000001'), undefined, '138 0000 0001'],
    [phone('+44 7700 900001'), 'CN', '+44 7700 900001'],
    [phone('(07700) 900-001', 'GB'), 'GB', '07700 900001'],
    [phone('020-30000019-801'), 'CN', '020 3000 0019 #801'],
    [{ ...phone('13800000001'), e164: null, original: '见备注' }, 'CN', '见备注'],
  ])('shows %j in %s as %s', (value, region, shown) => {
    expect(formatPhone(value, region)).toBe(shown);
  });
});

describe('dialLink', () => {
  const desk = phone('020-30000019-801');
  it.each([
    [{ dialScheme: 'tel', dialHost: null } as const, 'tel:+862030000019;ext=801'],
    [{ dialScheme: 'callto', dialHost: null } as const, 'callto:+862030000019'],
    [{ dialScheme: 'sip', dialHost: null } as const, 'sip:+862030000019'],
    [{ dialScheme: 'sip', dialHost: 'pbx.example.com:5060' } as const, 'sip:+862030000019@pbx.example.com:5060'],
    [{ dialScheme: 'sip', dialHost: 'pbx example"><x' } as const, 'sip:+862030000019@pbxexamplex'],
  ])('dials through %j with %s', (place, href) => {
    expect(dialLink(desk, place)).toEqual({ href });
  });
  it('dials the digits as written when the number is not understood', () => {
    expect(dialLink({ ...desk, e164: null, extension: null, original: 'javascript:1#23' }, { dialScheme: 'tel', dialHost: null })).toEqual({
      href: 'tel:1%2323',
    });
  });
});
