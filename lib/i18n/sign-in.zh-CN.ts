import type { SameKeys } from './i18n.ts';
import type { signInEn } from './sign-in.en.ts';

export const signInZh: SameKeys<typeof signInEn> = {
  lock: {
    title: '屏幕已锁定',
    explain: '{{name}} 正在使用。有一段时间没有操作。内容都已保留。',
    open: '解锁',
    opening: '正在解锁…',
    wrong: '密码不对。',
    wait_other: '错误次数太多，请 {{count}} 秒后再试。',
    otherwise: '忘记密码，或者换人使用？',
  },
  signIn: {
    way: '登录方式',
    byCode: '用登录码',
    byPassword: '用密码',
    endpoint: '服务端地址',
    code: '一次性登录码',
    newPassword: '设置自己的密码',
    newPasswordAdvice: '至少 8 个字符。以后用它登录，也用它解锁屏幕。',
    login: '登录名',
    password: '密码',
    forgotten: '忘记了？请主管再发一个登录码，用它可以重设密码。',
    show: '显示密码',
    submit: '登录',
    busy: '正在登录…',
    'bad-address': '地址的样子：https://callside.example 或 http://127.0.0.1:8787',
    unsent: '没有登录：这台电脑上还有别人没发送的记录，请那位同事先在侧边栏登录。',
    weak: {
      'too-short': '密码太短，至少要 8 个字符。',
      'too-plain': '这个密码太容易猜到。请换一个长一些的，比如几个词连在一起。',
      'is-login': '密码不能和登录名一样，请换一个。',
    },
    failed: '没有登录：{{why}}。{{next}}',
    unknown: { code: '没有这个登录码，或者已过期', password: '登录名或密码不对' },
    next: {
      'code-used': '请主管再发一个。',
      code: '请核对登录码，或要一个新的。',
      password: '请核对后再试。',
      offline: '请核对地址，并确认服务端在运行。',
      'too-many': '请等一分钟再试。',
      other: '请稍后再试。',
    },
  },
};
