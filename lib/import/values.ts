import type { Language } from '../contract/basics.ts';
import type { Person } from '../contract/customer.ts';

/** What people and programs write for "nothing". Never applied to names, notes and free columns. */
const NOTHING = new Set([
  '',
  '-',
  '--',
  '—',
  '/',
  '\\',
  '.',
  '无',
  '暂无',
  '没有',
  '未填',
  '未填写',
  'n/a',
  'na',
  '#n/a',
  'null',
  'none',
  'nil',
  'undefined',
  'nan',
  '(blank)',
]);
const UNKNOWN = new Set(['未知', '不详', '保密', '其他', 'unknown', 'other', 'not specified', 'prefer not to say', 'unspecified', 'u', 'x', '?', '待定']);

export function plainText(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

export function isNothing(text: string): boolean {
  return NOTHING.has(plainText(text));
}

/** Undefined: not understood. Null: unknown or not said. A title in the column for sex is a form of address too. */
export function readSex(text: string): { sex: Person['sex']; salutation: string | null } | undefined {
  const plain = plainText(text).replace(/\.$/, '');
  if (NOTHING.has(plain) || UNKNOWN.has(plain)) return { sex: null, salutation: null };
  if (['男', '男性', 'm', 'male', 'man', '1', '男士'].includes(plain)) return { sex: 'male', salutation: null };
  if (['女', '女性', 'f', 'female', 'woman', '2', '0'].includes(plain)) return { sex: 'female', salutation: null };
  const sex = sexOfSalutation(text);
  return sex === undefined ? undefined : { sex, salutation: text.trim().slice(0, 40) };
}

/** Undefined: no title that we know. Null: one for everybody (Mx, Dr, 老师). */
export function sexOfSalutation(text: string): Person['sex'] | undefined {
  const plain = plainText(text).replace(/\.$/, '');
  if (['先生', 'mr', 'mister', 'sir', 'herr', 'monsieur', 'pan', 'señor', 'sr'].includes(plain)) return 'male';
  if (['女士', '小姐', '太太', '夫人', 'ms', 'mrs', 'miss', 'madam', 'mme', 'frau', 'pani', 'señora', 'sra', 'lady'].includes(plain)) return 'female';
  if (['mx', 'dr', 'prof', 'rev', '老师', '教授', '医生', '博士', '同志', '总', '经理'].includes(plain)) return null;
  return undefined;
}

const YES = new Set([
  '是',
  '对',
  '有',
  '真',
  '同意',
  '愿意',
  '接受',
  'y',
  'yes',
  'true',
  't',
  '1',
  '√',
  '✓',
  '✔',
  'x',
  'on',
  'do not allow',
  'do not call',
  'dnc',
  '拒绝',
  '拒绝来电',
  '勿扰',
  'opted out',
  'opt out',
]);
const NO = new Set([
  '否',
  '不',
  '不是',
  '假',
  '不同意',
  '不愿意',
  '不接受',
  'n',
  'no',
  'false',
  'f',
  '0',
  '×',
  '✗',
  '✘',
  'off',
  'allow',
  '不拒绝',
  '未拒绝',
  '允许',
  'opted in',
  '正常',
]);

/** An answer in a column that asks "does not want calls?". Undefined: not understood. */
export function readOptOut(text: string): boolean | null | undefined {
  const plain = plainText(text);
  if (NOTHING.has(plain) && plain !== '无') return null;
  if (YES.has(plain)) return true;
  if (NO.has(plain) || plain === '无' || plain === '没有') return false;
  return UNKNOWN.has(plain) ? null : undefined;
}

/** An answer in a column that asks "agrees to be called?": no is an opt-out. Undefined: not understood. */
export function readConsent(text: string): { optOut: boolean | null } | undefined {
  const plain = plainText(text);
  if (['拒绝', '拒绝来电', '勿扰', 'do not call', 'do not allow', 'dnc', 'opted out', 'opt out', 'withdrawn', 'refused'].includes(plain))
    return { optOut: true };
  if (['允许', 'allow', 'opted in', 'given', 'granted', '正常', 'x'].includes(plain)) return { optOut: false };
  const agrees = readOptOut(text);
  return agrees === undefined ? undefined : { optOut: agrees === null ? null : !agrees };
}

const LANGUAGES: readonly [Language, readonly string[]][] = [
  [
    'zh-CN',
    [
      '普通话',
      '国语',
      '國語',
      '汉语',
      '漢語',
      '中文',
      '华语',
      '官话',
      '四川话',
      '东北话',
      'mandarin',
      'chinese',
      'putonghua',
      'zh',
      'zh-hans',
      'cn',
      'chinese (simplified)',
    ],
  ],
  ['zh-TW', ['台湾国语', 'zh-hant', 'chinese (traditional)']],
  ['yue', ['粤语', '粵語', '广东话', '廣東話', '白话', 'cantonese', 'zh-yue']],
  ['hak', ['客家话', '客语', 'hakka']],
  ['nan', ['闽南语', '闽南话', '潮汕话', '潮州话', '台语', 'hokkien', 'teochew']],
  ['wuu', ['吴语', '上海话', '苏州话', 'shanghainese']],
  ['hsn', ['湘语', '湖南话', '长沙话']],
  ['en', ['英语', '英文', 'english']],
  ['en-GB', ['english (uk)', 'british english', 'english (united kingdom)']],
  ['en-US', ['english (us)', 'american english', 'english (united states)']],
  ['pl', ['波兰语', 'polish', 'polski']],
  ['de', ['德语', 'german', 'deutsch']],
  ['fr', ['法语', 'french', 'français', 'francais']],
  ['es', ['西班牙语', 'spanish', 'español', 'espanol']],
  ['pt', ['葡萄牙语', 'portuguese', 'português']],
  ['it', ['意大利语', 'italian', 'italiano']],
  ['ru', ['俄语', 'russian']],
  ['uk', ['乌克兰语', 'ukrainian']],
  ['ro', ['罗马尼亚语', 'romanian']],
  ['ar', ['阿拉伯语', 'arabic']],
  ['hi', ['印地语', 'hindi']],
  ['pa', ['旁遮普语', 'punjabi']],
  ['ur', ['乌尔都语', 'urdu']],
  ['ja', ['日语', '日文', 'japanese', 'jp']],
  ['ko', ['韩语', '韩文', '朝鲜语', 'korean', 'kr']],
  ['vi', ['越南语', 'vietnamese']],
  ['th', ['泰语', 'thai']],
  ['tr', ['土耳其语', 'turkish']],
  ['nl', ['荷兰语', 'dutch']],
  ['bo', ['藏语', 'tibetan']],
  ['ug', ['维吾尔语', 'uyghur']],
  ['mn', ['蒙古语', '蒙语', 'mongolian']],
];
const LANGUAGE_OF = new Map(LANGUAGES.flatMap(([tag, words]) => words.map((word) => [word, tag] as const)));
const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const TAG = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$/;

/** BCP 47. Null: no language that we know. */
export function readLanguage(text: string): Language | null {
  const plain = plainText(text);
  const known = LANGUAGE_OF.get(plain);
  if (known) return known;
  const match = TAG.exec(plain);
  if (!match || !knownTag(match[1] ?? '')) return null;
  const [, language = '', script, region] = match;
  return [language, script && script.charAt(0).toUpperCase() + script.slice(1), region?.toUpperCase()].filter((part) => part).join('-');
}

function knownTag(language: string): boolean {
  const name = NAMES.of(language);
  return name !== undefined && name.toLowerCase() !== language;
}

/** Whole years. Null: no age. */
export function readAge(text: string): number | null {
  const plain = plainText(text);
  if (/^\d{1,2}\s*(?:个月|月龄|months?)$/.test(plain)) return Math.floor(Number.parseInt(plain, 10) / 12);
  const match = /^(\d{1,3})(?:\.0+)?\s*(?:岁|周岁|歲|years?(?: old)?|yrs?|y)?$/.exec(plain);
  const age = match ? Number(match[1]) : Number.NaN;
  return age <= 130 ? age : null;
}

/** A card or order number as text. Undefined: a spreadsheet threw digits away (6.22848E+18), so that it would be everybody's. */
export function readNumber(text: string): string | null | undefined {
  if (isNothing(text)) return null;
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^['’]\s*/, '')
    .replace(/^="(.*)"$/, '$1')
    .trim();
  if (/^\d[.,]\d+e\+\d{1,2}$/i.test(plain)) return undefined;
  return plain === '' || /^0+$/.test(plain) ? null : plain;
}
