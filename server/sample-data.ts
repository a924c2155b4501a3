import type { Agent } from '../lib/contract/agent.ts';
import type { PreferredHours } from '../lib/contract/customer.ts';

/** Invented people and numbers that nobody has. `days`: how many days ago the service ended. */
export type SampleCustomer = {
  name: string;
  sex: 'male' | 'female';
  class: string | null;
  phone: string;
  language?: string;
  kind: string;
  item: string;
  days: number;
  by: string;
  detail?: { [header: string]: string };
  preferredHours?: PreferredHours;
  optOut?: true;
  note?: string;
  /** Days until the birthday. */
  birthdayIn?: number;
};

export const sampleAgents: Agent[] = [
  { id: 'agent-li', name: '李晓萌', role: 'agent', placeId: 'store-hexi', languages: ['zh-CN'] },
  { id: 'agent-clarke', name: 'Emma Clarke', role: 'agent', placeId: 'store-hexi', languages: ['en', 'zh-CN'] },
  { id: 'lead-zhou', name: '周敏', role: 'lead', placeId: 'store-hexi', languages: ['zh-CN', 'en'] },
  { id: 'qa-chen', name: '陈立', role: 'qa', placeId: 'centre', languages: ['zh-CN', 'en'] },
  { id: 'lead-liu', name: '刘芳', role: 'lead', placeId: 'dept-aftercare', languages: ['zh-CN'] },
  { id: 'agent-zhao', name: '赵宁', role: 'agent', placeId: 'dept-aftercare', languages: ['zh-CN', 'en'] },
];

const evening: PreferredHours = { original: '晚上七点以后', days: 'any', from: '19:00', to: '20:00' };
const weekend: PreferredHours = { original: '周末', days: 'weekends', from: null, to: null };

/** The first is the first to be offered: the only repair of two days ago, due tomorrow. */
export const retailCustomers: SampleCustomer[] = [
  {
    name: '王佳琪',
    sex: 'female',
    class: '金卡',
    phone: '138 0000 0001',
    kind: '维修',
    item: '羊毛西装外套',
    days: 2,
    by: '孙倩',
    detail: { 维修内容: '袖口返修' },
    birthdayIn: 2,
  },
  { name: '陈明', sex: 'male', class: '银卡', phone: '138 0000 0002', kind: '维修', item: '羽绒服', days: 1, by: '孙倩', detail: { 维修内容: '更换拉链' } },
  { name: '刘燕', sex: 'female', class: '钻石卡', phone: '138 0000 0003', kind: '换货', item: '真丝连衣裙', days: 2, by: '何静' },
  { name: '何国华', sex: 'male', class: null, phone: '138 0000 0004', kind: '退货', item: '休闲皮鞋', days: 2, by: '何静', note: '尺码偏小' },
  {
    name: 'Emily Carter',
    sex: 'female',
    class: '金卡',
    phone: '+44 7700 900101',
    language: 'en',
    kind: 'purchase',
    item: 'cashmere coat',
    days: 2,
    by: 'Emma Clarke',
  },
  { name: '赵婷', sex: 'female', class: '银卡', phone: '138 0000 0006', kind: '购买', item: '羊绒围巾', days: 2, by: '孙倩' },
  { name: '孙浩', sex: 'male', class: '金卡', phone: '138 0000 0007', kind: '购买', item: '商务衬衫', days: 1, by: '何静', preferredHours: evening },
  {
    name: '周丽华',
    sex: 'female',
    class: '银卡',
    phone: '138 0000 0008',
    kind: '维修',
    item: '真皮手袋',
    days: 1,
    by: '孙倩',
    detail: { 维修内容: '五金更换' },
  },
  {
    name: '阿依古丽·买买提江·艾山江·吐尔逊娜依',
    sex: 'female',
    class: '钻石卡',
    phone: '138 0000 0009',
    kind: '换货',
    item: '手工刺绣羊毛混纺双面穿长款大衣（含可拆卸内胆）',
    days: 1,
    by: '何静',
  },
  { name: '吴建国', sex: 'male', class: null, phone: '138 0000 0010', kind: '购买', item: '男士大衣', days: 1, by: '孙倩' },
  { name: '郑雅文', sex: 'female', class: '金卡', phone: '138 0000 0011', kind: '购买', item: '针织套装', days: 2, by: '何静', optOut: true },
  {
    name: 'James Okafor',
    sex: 'male',
    class: '银卡',
    phone: '+44 7700 900102',
    language: 'en',
    kind: 'repair',
    item: 'leather jacket',
    days: 1,
    by: 'Emma Clarke',
  },
  { name: '冯雪', sex: 'female', class: '银卡', phone: '138 0000 0013', kind: '退货', item: '半身裙', days: 1, by: '何静' },
  { name: '褚文杰', sex: 'male', class: '金卡', phone: '138 0000 0014', kind: '购买', item: '西裤', days: 0, by: '孙倩' },
  { name: '卫兰', sex: 'female', class: null, phone: '138 0000 0015', kind: '维修', item: '皮靴', days: 0, by: '孙倩', detail: { 维修内容: '换鞋跟' } },
  { name: '蒋思远', sex: 'male', class: '银卡', phone: '138 0000 0016', kind: '换货', item: '运动外套', days: 0, by: '何静' },
  { name: '沈玉珍', sex: 'female', class: '钻石卡', phone: '138 0000 0017', kind: '购买', item: '貂绒披肩', days: 1, by: '何静', preferredHours: weekend },
  { name: '韩磊', sex: 'male', class: '银卡', phone: '138 0000 0018', kind: '购买', item: '羊毛背心', days: 2, by: '孙倩' },
  { name: '杨柳', sex: 'female', class: '金卡', phone: '138 0000 0019', kind: '维修', item: '旗袍', days: 1, by: '孙倩', detail: { 维修内容: '改腰围' } },
  { name: '朱宏伟', sex: 'male', class: null, phone: '138 0000 0020', kind: '退货', item: '皮带', days: 2, by: '何静' },
  { name: '秦岚', sex: 'female', class: '银卡', phone: '138 0000 0021', kind: '购买', item: '风衣', days: 1, by: '何静' },
  { name: '尤国栋', sex: 'male', class: '金卡', phone: '138 0000 0022', kind: '换货', item: '羊绒衫', days: 2, by: '孙倩' },
  { name: '许晴', sex: 'female', class: '银卡', phone: '138 0000 0023', kind: '购买', item: '丝巾', days: 3, by: '孙倩' },
  { name: '何雨桐', sex: 'female', class: '银卡', phone: '138 0000 0024', kind: '购买', item: '童装外套', days: 40, by: '何静' },
];

export const hospitalCustomers: SampleCustomer[] = [
  { name: '高桂英', sex: 'female', class: null, phone: '139 0000 0001', kind: '到诊已治疗', item: '腰椎理疗', days: 0, by: '许医生' },
  { name: '林志强', sex: 'male', class: null, phone: '139 0000 0002', kind: '到诊未治疗', item: '膝关节咨询', days: 2, by: '许医生' },
  { name: '马小玲', sex: 'female', class: null, phone: '139 0000 0003', kind: '预约未到诊', item: '皮肤科复诊', days: 1, by: '钟医生' },
  { name: '罗永辉', sex: 'male', class: null, phone: '139 0000 0004', kind: '治疗中断', item: '针灸疗程', days: 2, by: '钟医生' },
  { name: '梁秀芳', sex: 'female', class: null, phone: '139 0000 0005', kind: '门诊手术', item: '甲沟炎手术', days: 1, by: '许医生' },
  { name: '宋德明', sex: 'male', class: 'VIP', phone: '139 0000 0006', kind: '住院手术', item: '阑尾切除术', days: 3, by: '龙医生' },
  { name: '唐慧', sex: 'female', class: null, phone: '139 0000 0007', kind: '到诊已治疗', item: '牙周治疗', days: 0, by: '龙医生' },
  {
    name: 'Oliver Bennett',
    sex: 'male',
    class: null,
    phone: '+44 7700 900103',
    language: 'en',
    kind: 'outpatient surgery',
    item: 'mole removal',
    days: 1,
    by: '许医生',
  },
];

/** For a demonstration in English: the first three to be offered, instead of the first above. */
export const englishCustomers: SampleCustomer[] = [
  {
    name: 'Zoë Walker',
    sex: 'female',
    class: 'Gold',
    phone: '+44 7700 900111',
    language: 'en',
    kind: 'repair',
    item: 'wool jacket',
    days: 2,
    by: 'Priya',
    detail: { Work: 'sleeve lining' },
  },
  {
    name: 'Liam O’Brien',
    sex: 'male',
    class: 'Silver',
    phone: '+44 7700 900112',
    language: 'en',
    kind: 'repair',
    item: 'walking boots',
    days: 2,
    by: 'Sam',
    detail: { Work: 'new heels' },
  },
  {
    name: 'Amelia Green',
    sex: 'female',
    class: null,
    phone: '+44 7700 900113',
    language: 'en',
    kind: 'repair',
    item: 'leather bag',
    days: 2,
    by: 'Priya',
    detail: { Work: 'zip' },
  },
];
