import { storage } from 'wxt/utils/storage';
import type { Agent } from '../contract/agent.ts';
import type { Place } from '../contract/place.ts';
import type { UiLanguage } from '../i18n/language.ts';

/** Who works here. `team`: signed in at an endpoint. `alone`: this computer owns everything (design 10). */
export type Session = { mode: 'team'; endpoint: string; token: string; agent: Agent; place: Place } | { mode: 'alone'; agent: Agent; place: Place };

export const sessionItem = storage.defineItem<Session | null>('local:session', { fallback: null });

/** Milliseconds to add to this machine's clock while the endpoint runs on a demo clock; null on real time. */
export const demoOffsetItem = storage.defineItem<number | null>('local:demoOffset', { fallback: null });

export type Theme = 'system' | 'light' | 'dark';

/** What dialling does besides starting the call: opens the softphone's link, or only copies the number. */
export type Dialling = 'link' | 'copy';
export const diallingItem = storage.defineItem<Dialling>('local:dialling', { fallback: 'link' });

export const languageItem = storage.defineItem<UiLanguage | null>('local:language', { fallback: null });
export const themeItem = storage.defineItem<Theme>('local:theme', { fallback: 'system' });
