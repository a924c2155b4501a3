import type { SameKeys } from './i18n.ts';
import type { mergeEn } from './merge.en.ts';

export const mergeZh: SameKeys<typeof mergeEn> = {
  merge: {
    title: '整份资料',
    export: {
      button: '导出全部资料',
      hint: '包含这里保存的此人全部资料的文件，可交给本人。',
      busy: '正在导出…',
      failed: '没有导出：{{why}}。请稍后再试。',
      done: '已保存为 {{name}}。',
    },
    open: '与另一份资料合并',
    heading: '{{name}}：与另一份资料合并',
    find: '另一位客户的姓名、电话或编号',
    search: '查找',
    searching: '正在查找…',
    none: '本单位没有其他符合的客户。请输入部分姓名或电话再试。',
    many: '还有更多，请输入更完整的姓名。',
    choose: '选择',
    pick: '选择 {{name}}',
    other: '换一位',
    field: '项目',
    stays: '这份资料',
    goes: '另一份资料',
    same: '两份资料没有不同之处。',
    moves:
      '另一份资料的服务、待拨回访、记录和未办事项都并入这份；两边的电话和标签都保留，任何一方不愿接听来电的意愿也保留。另一份资料从所有列表中消失。可以在本页撤销。',
    held: '{{name}} 正在联系这位客户，请等通话结束。',
    submit: '合并',
    busy: '正在合并…',
    failed: '没有合并：{{why}}。请稍后再试。',
    heldByNow: '没有合并：其中一位正由他人联系，请等通话结束。',
    back: {
      open: '撤销合并',
      heading: '撤销合并？',
      what: '另一份资料连同来自它的内容会恢复。此后在这里做的改动保留。',
      submit: '撤销',
      busy: '正在撤销…',
      failed: '没有撤销：{{why}}。请重新载入页面后再试。',
      heldByNow: '没有撤销：这位客户正由他人联系，请等通话结束。',
    },
  },
};
