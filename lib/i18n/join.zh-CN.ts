import type { SameKeys } from './i18n.ts';
import type { joinEn } from './join.en.ts';

export const joinZh: SameKeys<typeof joinEn> = {
  join: {
    open: '加入团队',
    title: '加入团队，资料一并带去',
    explain: '以下内容会上传到服务端一次，之后归团队所有：',
    customers_other: '{{count}} 位客户',
    services_other: '{{count}} 项服务',
    tasks_other: '{{count}} 个回访，已排或已打',
    records_other: '{{count}} 条记录',
    goesOn: '可能要一些时间，会自动进行，中断后接着传；顶栏显示还剩多少。服务端不收的会留在这里并显示出来。',
    call: '还有一通电话没有保存，请先保存。',
  },
};
