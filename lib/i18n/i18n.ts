import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { UiLanguage } from './language.ts';

/** Words of one language, nested by the part of the interface they belong to. */
export type Words = { [key: string]: string | Words };

/** The same keys in the other language. `_one` forms exist only where the language has them. */
export type SameKeys<T> = { [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : SameKeys<T[K]> } & {
  [K in keyof T as K extends `${string}_one` ? K : never]?: string;
};

/** Both languages are in the bundle, so switching needs no request; `addWords` brings a page's own. */
export async function startI18n(language: UiLanguage, words: { [L in UiLanguage]: Words }[]): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      'zh-CN': { translation: Object.assign({}, ...words.map((one) => one['zh-CN'])) },
      en: { translation: Object.assign({}, ...words.map((one) => one.en)) },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
