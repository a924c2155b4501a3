import type { SameKeys } from './i18n.ts';
import type { reviewEn } from './review.en.ts';

export const reviewZh: SameKeys<typeof reviewEn> = {
  went: {
    title: '通话经过',
    scriptUnknown: '这里没有话术的这个版本，所选的内容以编号显示。',
    customer: '客户',
    we: '我方',
    none: '无',
  },
  review: {
    title: '质检',
    notes: '关于“{{what}}”的批注',
    madeRevision: '第 {{n}} 版',
    commentHere: '批注这一步：{{what}}',
    whole: '整条记录',
    kind: { comment: '批注', return: '退回', answer: '回复', correction: '已更正', check: '已检查' },
    state: { noted: '有批注', open: '待坐席处理', answered: '已回复', corrected: '已更正', closed: '已检查', none: '未检查' },
  },
  own: {
    title: '我的记录',
    badge_other: '{{count}} 条退回',
    returned: '退回给您',
    noneReturned: '没有退回给您的记录。',
    today: '今天',
    noneToday: '今天还没有记录。',
    unknown: '陌生来电',
    nameless: '客户资料不在本机',
    onItsWay: '正在发给质检',
    onItsWayLong: '您的回复或更正已保存，正在发给质检。',
    noScript: '这里还没有话术的这个版本，暂时不能更正。请一分钟后再看。',
    back: '返回',
    read: '已阅',
    answer: '回复',
    yourAnswer: '给质检的回复',
    send: '发送',
    correct: '更正',
    correctExplain: '原来的内容会保留，并注明谁改的、为什么改。客户资料和预约不变。',
    why: '更正原因',
    saveCorrection: '保存更正',
    problem: { why: '还没有保存：请写明更正原因。', missing: '还没有保存：这个结果需要的内容不全，表单里已标出。' },
  },
};
