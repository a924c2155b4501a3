import { addDays, localDateAt } from '../../lib/plan/zone.ts';
import { retailCustomers } from '../../server/sample-data.ts';

export type CrmRow = {
  number: string;
  name: string;
  sex: 'male' | 'female';
  class: string | null;
  phone: string;
  language: string;
  service: { kind: string; item: string; endedOn: string; by: string; detail: Record<string, string> };
  note: string;
};

/** The sample team's retail customers as another company's CRM would list them, newest service first. `now` in UTC ms. */
export function crmRows(now: number): CrmRow[] {
  const today = localDateAt(now, 'Asia/Shanghai');
  const rows = retailCustomers.map((customer, index) => ({
    number: `S-${String(index + 1).padStart(4, '0')}`,
    name: customer.name,
    sex: customer.sex,
    class: customer.class,
    phone: customer.phone,
    language: customer.language ?? 'zh-CN',
    service: { kind: customer.kind, item: customer.item, endedOn: addDays(today, -customer.days), by: customer.by, detail: customer.detail ?? {} },
    note: customer.note ?? '',
  }));
  return rows.sort((a, b) => b.service.endedOn.localeCompare(a.service.endedOn) || a.number.localeCompare(b.number));
}
