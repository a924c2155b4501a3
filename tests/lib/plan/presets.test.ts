import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportRow } from '../../../lib/contract/import.ts';
import { ruleSchema } from '../../../lib/contract/rule.ts';
import { convert, readCustomerFile } from '../../../lib/import/import-file.ts';
import { mergeRows } from '../../../lib/import/merge.ts';
import { checkRules } from '../../../lib/plan/check-rules.ts';
import { planCustomer } from '../../../lib/plan/plan-customer.ts';
import { presetRules, type Trade, trades } from '../../../lib/plan/presets.ts';
import { touchesIn } from '../../../lib/plan/touches.ts';
import { addDays, localDateAt } from '../../../lib/plan/zone.ts';
import { ids, shippedScripts } from '../../support/builders.ts';
import { always, at, place, SHANGHAI } from './build.ts';

const purposes = new Map(shippedScripts().map(({ id, purpose }) => [id, purpose]));
const now = at('2026-11-22', '12:00');
const files: { [T in Trade]: [file: string, region: string] } = {
  retail: ['members-retail-gb18030.csv', 'CN'],
  hospital: ['patients-hospital-utf8.csv', 'CN'],
  workshop: ['workshop-customers-utf8bom.csv', 'GB'],
  safety: ['projects-safety-utf8.csv', 'CN'],
};

function rowsOf(bytes: Uint8Array, region: string): ImportRow[] {
  const today = localDateAt(now, SHANGHAI);
  const read = readCustomerFile(bytes, 'customers.csv', { region, today });
  if (!read.ok) throw new Error(read.reason.code);
  const { table, mapping, dayFirst } = read.file;
  return convert(table, mapping, { region, dayFirst: dayFirst.dayFirst, today }).ready;
}

/** What a file of this trade comes to when it is imported with the rules of the trade. */
function planned(trade: Trade) {
  const [name, region] = files[trade];
  const rows = rowsOf(new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../fixtures/customers', name))), region);
  const merged = mergeRows({
    rows,
    existing: { byNumber: () => undefined, byPhoneHash: () => [], services: () => [] },
    importId: 'i',
    source: name,
    placeId: 'store-1',
    startDate: addDays(localDateAt(now, SHANGHAI), -7),
    now,
    newId: ids('x'),
    hash: (text) => `h-${text}`,
  });
  const services = Map.groupBy(merged.services, ({ customerId }) => customerId);
  const places = new Map([['store-1', place({ rules: presetRules(trade, purposes), hours: always })]]);
  const touches: string[] = [];
  let calls = 0;
  let owed = 0;
  for (const { customer } of merged.customers) {
    const file = { customer, services: services.get(customer.id) ?? [], tasks: [], calls: [] };
    const tasks = planCustomer({ file, places, now, newId: ids(customer.id) }).changed;
    calls += tasks.length;
    touches.push(...tasks.flatMap(touchesIn).map(({ ruleId }) => ruleId));
    // Counted from the file, not by the plan: who can be called is called after every service since the start date that has ended.
    if (!customer.optOut && customer.person.phones.some(({ e164 }) => e164 !== null)) {
      owed += file.services.filter(({ history, endedOn }) => !history && endedOn <= localDateAt(now, SHANGHAI)).length;
    }
  }
  return { calls, touches, owed };
}

describe('the rules of a trade', () => {
  it.each(trades)('%s name scripts that ship, and nothing is wrong in them', (trade) => {
    const rules = presetRules(trade, purposes);
    for (const rule of rules) ruleSchema.parse(rule);
    expect(checkRules(rules, { scripts: purposes, classes: null, today: '2026-11-22' })).toEqual([]);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('leave out what has no script in use', () => {
    expect(presetRules('retail', new Map([['retail-repair', 'after-repair']])).map(({ id }) => id)).toEqual(['after-repair']);
  });

  it.each<[Trade, string[]]>([
    ['retail', ['after-repair', 'after-return', 'after-service', 'birthday', 'lapsed', 'points']],
    [
      'hospital',
      ['after-treated', 'after-not-treated', 'after-no-show', 'after-broken-off', 'after-outpatient-surgery', 'after-inpatient-surgery', 'check-up'],
    ],
    ['workshop', ['after-workshop', 'mot-due']],
    ['safety', ['after-project', 'half-year', 'yearly', 'permit']],
  ])('%s give every kind of call on a file of the trade, and one after every service', (trade, wanted) => {
    const { calls, touches, owed } = planned(trade);
    expect(new Set(touches)).toEqual(new Set(wanted));
    expect(touches.filter((id) => id.startsWith('after-')).length).toBe(owed);
    expect(owed).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(touches.length);
  });
});
