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
};
