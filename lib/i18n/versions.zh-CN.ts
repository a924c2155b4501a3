import type { SameKeys } from './i18n.ts';
import type { versionsEn } from './versions.en.ts';

export const versionsZh: SameKeys<typeof versionsEn> = {
  versions: {
    title: '两个版本',
    explain: '两个人在互不知情时改了同一项。选定之前，两个都保留。',
    recordExplain: '这条记录被两个人在互不知情时更正过。选定之前，两个都保留。',
    about: { phone: '电话', preferredHours: '方便的时间', language: '语言', record: '{{at}} 的记录' },
    of: '{{what}}：{{name}}',
    nobody: '陌生来电',
    fromFile: '客户资料里的',
    holds: '选定前以此为准',
    choose: '哪一个是对的？',
    keep: '用这一个',
    keeping: '正在保存…',
    more: '第 {{n}} 项，共 {{count}} 项',
    why: '原因：{{why}}',
    chosenWhy: '在两个版本中选定',
    nothing: '未填',
    none: '无',
    optOut: '不再接听回访',
    messages_other: '{{count}} 条',
    findings_other: '{{count}} 处用语提醒',
    messagesName: '短信和邮件',
    findingsName: '我方用语',
    empty: '没有需要选定的版本。',
    emptyAdvice: '两个人在互不知情时改了同一处，两个版本会在这里等人选定。',
    gone: '刚刚已经有人选定了。',
    failed: '没有保存：{{why}}。',
    list: '待选定',
    openRecord: '打开这条记录',
  },
};
