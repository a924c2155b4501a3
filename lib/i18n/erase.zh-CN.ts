import type { eraseEn } from './erase.en.ts';
import type { SameKeys } from './i18n.ts';

export const eraseZh: SameKeys<typeof eraseEn> = {
  erase: {
    open: '删除 {{name}} 的个人信息',
    title: '删除 {{name}} 的个人信息？',
    goes: '以下内容在这里和每个坐席面板上永久删除：',
    goesList: {
      person: '姓名、电话、备注和资料里的其他内容',
      tasks_other: '{{count}} 个待拨回访，随之关闭',
      records: '每条记录里说过和答复过的内容、消息和更正',
    },
    stays: '保留的只有：打过电话、何时、由谁、结果如何，让统计不出错。',
    lastService: '最近服务：{{what}}',
    why: '原因',
    reason: { asked: '本人要求', 'time-over': '保存期限已到', 'by-mistake': '误录入' },
    confirm: '输入“{{word}}”确认',
    word: '删除',
    submit: '永久删除',
    busy: '正在删除…',
    failed: '没有删除：{{why}}。',
    done_other: '已删除。{{count}} 条记录只保留“打过电话”。',
    held: '{{name}} 正在联系这位客户，请等通话结束。',
  },
};
