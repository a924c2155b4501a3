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
  },
};
