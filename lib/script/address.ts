import type { Language } from '../contract/basics.ts';
import type { Person } from '../contract/customer.ts';

/** Family names of two characters that are still in use. */
const compound = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 ' +
    '司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 ' +
    '公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 ' +
    '歐陽 東方 南宮 聞人 諸葛 尉遲 赫連 濮陽 公孫 鍾離 長孫 司馬'
  ).split(' '),
);

const han = /^\p{Script=Han}+$/u;

const zhTitles: { [title: string]: string } = {
  先生: '先生',
  女士: '女士',
  小姐: '女士',
  太太: '女士',
  夫人: '女士',
  老师: '老师',
  教授: '教授',
  医生: '医生',
};
const enTitles: { [title: string]: { en: string; zh: string | null } } = {
  mr: { en: 'Mr', zh: '先生' },
  mrs: { en: 'Mrs', zh: '女士' },
  ms: { en: 'Ms', zh: '女士' },
  miss: { en: 'Miss', zh: '女士' },
  mx: { en: 'Mx', zh: null },
  dr: { en: 'Dr', zh: '医生' },
  prof: { en: 'Prof', zh: '教授' },
};

/** Under this age the call is with a parent. */
const CHILD = 14;

/** The family name: as the file has it, else read off a Chinese name of two to four characters. Null when it cannot be told. */
export function familyOf(person: Pick<Person, 'name' | 'family'>): string | null {
  const family = person.family?.trim();
  if (family) return family;
  const name = person.name.trim();
  const length = [...name].length;
  if (!han.test(name) || length > 4) return null;
  if (length > 2 && compound.has(name.slice(0, 2))) return name.slice(0, 2);
  if (length === 2 && compound.has(name)) return name;
  return length === 4 ? null : ([...name][0] ?? null);
}

function titleOf(person: Pick<Person, 'sex' | 'salutation'>, language: Language): string | null {
  const written = person.salutation?.trim() ?? '';
  const english = enTitles[written.toLowerCase().replace(/\.$/, '')];
  const chinese = zhTitles[written];
  if (isChinese(language)) {
    // A doctorate does not make a physician, so Dr gives way to what the sex says.
    const bySex = person.sex === null ? null : person.sex === 'male' ? '先生' : '女士';
    return chinese ?? (english && english.en !== 'Dr' ? english.zh : bySex);
  }
  if (english) return english.en;
  if (person.sex !== null) return person.sex === 'male' ? 'Mr' : 'Ms';
  return chinese === '先生' ? 'Mr' : chinese === '女士' ? 'Ms' : null;
}

export function isChinese(language: Language): boolean {
  return /^(zh|yue|wuu|nan|hak)(-|$)/i.test(language);
}

/** The call is with a parent. */
export function isChild(person: Pick<Person, 'age'>): boolean {
  return person.age !== null && person.age < CHILD;
}

/**
 * How to address somebody in the talk: 王女士, Ms Müller; the full name with the title when no family name can be told (买买提先生, Ms Wang Jiaqi);
 * the full name alone when the sex is not known; of a child, its parent. Empty when there is no name.
 */
export function addressOf(person: Person, language: Language): string {
  if (isChild(person)) return fullAddressOf(person, language);
  const family = familyOf(person);
  const title = titleOf(person, language);
  return title === null ? person.name.trim() || (family ?? '') : titled(family ?? person.name.trim(), title, language);
}

/** The full name with the title, to check that it is the right person: 王佳琪女士, Ms Zoë Walker. Empty when there is no name. */
export function fullAddressOf(person: Person, language: Language): string {
  const name = person.name.trim() || familyOf(person) || '';
  if (name === '') return '';
  if (isChild(person)) return isChinese(language) ? `${name}小朋友的家长` : `${name}’s parent`;
  const title = titleOf(person, language);
  return title === null ? name : titled(name, title, language);
}

function titled(name: string, title: string, language: Language): string {
  if (name === '') return '';
  return isChinese(language) ? `${name}${title}` : `${title} ${name}`;
}
