import type { Id } from '../contract/basics.ts';
import type { Covers, Rule, Trigger } from '../contract/rule.ts';

export const trades = ['retail', 'hospital', 'workshop', 'safety'] as const;
export type Trade = (typeof trades)[number];

type Row = {
  id: Id;
  trigger: Trigger;
  days: readonly [from: number, within: number];
  scriptId: Id;
  priority: number;
  covers?: Covers;
  windows?: Rule['windows'];
};

const ended = (kinds: string[] | null): Trigger => ({ on: 'service-ended', kinds });
/** What a company renews, with the first reminder the rule's own window and a second one as the date comes near (P7). */
const renewal = (kinds: string[], everyMonths: number | null, second: readonly [from: number, within: number]): Trigger => ({
  on: 'renewal',
  kinds,
  everyMonths,
  second: { fromDays: second[0], withinDays: second[1] },
});

/** A complaint that was answered is followed by a call (P8). */
const afterComplaint: Row = { id: 'after-complaint', trigger: { on: 'complaint' }, days: [1, 3], scriptId: 'occasion-complaint', priority: 0 };
/** Whoever is assigned to somebody new hears from them within a week (P13). */
const firstContact: Row = { id: 'first-contact', trigger: { on: 'assigned' }, days: [0, 7], scriptId: 'occasion-first-contact', priority: 6 };

const rows: { [T in Trade]: readonly Row[] } = {
  retail: [
    { id: 'after-repair', trigger: ended(['维修', '返修', '保养', 'repair', 'Repair', 'Alteration']), days: [1, 3], scriptId: 'retail-repair', priority: 1 },
    { id: 'after-return', trigger: ended(['换货', '退货', 'exchange', 'return', 'Exchange', 'Return']), days: [1, 3], scriptId: 'retail-return', priority: 2 },
    // Whatever else a service is called, its customer is called within three days.
    { id: 'after-service', trigger: ended(null), days: [1, 3], scriptId: 'retail-purchase', priority: 3 },
    // That morning (P5).
    { id: 'birthday', trigger: { on: 'birthday' }, days: [0, 0], scriptId: 'occasion-birthday', priority: 4, windows: [{ from: '09:00', to: '11:30' }] },
    { id: 'spring-festival', trigger: { on: 'festival', festival: 'spring-festival' }, days: [-3, 0], scriptId: 'occasion-festival', priority: 6 },
    { id: 'mid-autumn', trigger: { on: 'festival', festival: 'mid-autumn' }, days: [-2, 0], scriptId: 'occasion-festival', priority: 6 },
    {
      id: 'points',
      trigger: { on: 'points', column: '可用积分', atLeast: 3000, everyMonths: 6 },
      // All the half year through: with whatever else there is to call about.
      days: [0, 180],
      scriptId: 'occasion-points',
      priority: 7,
    },
    { id: 'lapsed', trigger: { on: 'lapsed', kinds: null }, days: [60, 90], scriptId: 'occasion-win-back', priority: 5 },
    {
      id: 'care',
      trigger: { on: 'recurring', since: 'call', kinds: null, everyMonths: 3 },
      days: [-14, 0],
      scriptId: 'occasion-care',
      priority: 8,
    },
  ],
  // Six kinds of visitor, each with their own call and time (P16): the treated the same evening.
  hospital: [
    { id: 'after-treated', trigger: ended(['到诊已治疗']), days: [0, 0], scriptId: 'hospital-treated', priority: 1 },
    { id: 'after-not-treated', trigger: ended(['到诊未治疗']), days: [1, 2], scriptId: 'hospital-not-treated', priority: 2 },
    { id: 'after-no-show', trigger: ended(['预约未到诊']), days: [0, 2], scriptId: 'hospital-no-show', priority: 3 },
    { id: 'after-broken-off', trigger: ended(['治疗中断']), days: [1, 3], scriptId: 'hospital-broken-off', priority: 4 },
    { id: 'after-outpatient-surgery', trigger: ended(['门诊手术']), days: [1, 2], scriptId: 'hospital-outpatient-surgery', priority: 5 },
    { id: 'after-inpatient-surgery', trigger: ended(['住院手术']), days: [1, 7], scriptId: 'hospital-inpatient-surgery', priority: 6 },
    { id: 'after-visit', trigger: ended(null), days: [1, 3], scriptId: 'hospital-treated', priority: 7 },
    { id: 'check-up', trigger: { on: 'renewal', kinds: null, everyMonths: null }, days: [-3, -1], scriptId: 'occasion-check-up', priority: 8 },
  ],
  workshop: [
    { id: 'after-workshop', trigger: ended(null), days: [1, 3], scriptId: 'workshop-service', priority: 1 },
    {
      id: 'mot-due',
      trigger: { on: 'renewal', kinds: null, everyMonths: 12, second: { fromDays: -10, withinDays: -3 } },
      days: [-45, -25],
      scriptId: 'workshop-due',
      priority: 2,
    },
  ],
  safety: [
    { id: 'after-project', trigger: ended(null), days: [1, 3], scriptId: 'safety-project', priority: 1 },
    {
      id: 'half-year',
      trigger: renewal(['应急预案演练(半年)', '半年现场检查'], 6, [-15, -5]),
      days: [-45, -25],
      scriptId: 'safety-half-year',
      priority: 3,
    },
    {
      id: 'yearly',
      trigger: renewal(['标准化年度自评', '应急预案演练(年度)', '安全培训'], 12, [-20, -7]),
      days: [-60, -35],
      scriptId: 'safety-half-year',
      priority: 4,
    },
    {
      id: 'permit',
      trigger: renewal(['危化品经营许可', '剧毒品备案', '标准化三年评审'], 36, [-60, -30]),
      days: [-180, -120],
      scriptId: 'safety-permit',
      priority: 2,
    },
  ],
};

/** The rules a trade starts with, as far as their scripts are in use. `purposes`: of each script that is. */
export function presetRules(trade: Trade, purposes: ReadonlyMap<Id, Id>): Rule[] {
  return [...rows[trade], afterComplaint, firstContact].flatMap(({ id, trigger, days, scriptId, priority, covers, windows }): Rule[] => {
    const purpose = purposes.get(scriptId);
    return purpose === undefined
      ? []
      : [{ id, trigger, ...(covers && { covers }), ...(windows && { windows }), fromDays: days[0], withinDays: days[1], purpose, scriptId, priority }];
  });
}
