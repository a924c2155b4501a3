import type { i18n } from 'i18next';
import { startI18n, type Words } from '../i18n/i18n.ts';
import { type UiLanguage, uiLanguageOf } from '../i18n/language.ts';
import { languageItem, type Theme, themeItem } from './session.ts';

/** What every page does first: the language and the look that the person chose, kept up to date while it is open. */
export async function openPage(words: { [L in UiLanguage]: Words }[]): Promise<i18n> {
  showTheme(await themeItem.getValue());
  themeItem.watch(showTheme);
  const language = (await languageItem.getValue()) ?? uiLanguageOf(navigator.language);
  const instance = await startI18n(language, words);
  const show = (tag: string) => document.documentElement.setAttribute('lang', tag);
  show(language);
  instance.on('languageChanged', show);
  languageItem.watch((next) => void instance.changeLanguage(next ?? uiLanguageOf(navigator.language)));
  return instance;
}

function showTheme(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}
