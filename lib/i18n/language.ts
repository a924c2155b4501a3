export const uiLanguages = ['zh-CN', 'en'] as const;
export type UiLanguage = (typeof uiLanguages)[number];

/** The interface's language for a browser language: Chinese of any kind reads zh-CN, everybody else English. */
export function uiLanguageOf(tag: string): UiLanguage {
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
