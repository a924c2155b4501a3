import { storage } from 'wxt/utils/storage';
import type { Agent } from '../contract/agent.ts';
import type { Place } from '../contract/place.ts';
import type { UiLanguage } from '../i18n/language.ts';
import type { DeviceTokens } from '../sync/tokens.ts';

/** Signed in at an endpoint. `since`: when (this machine's time). `login`: what this person signs in with, where it is known. */
export type TeamSession = { mode: 'team'; endpoint: string; tokens: DeviceTokens; since: number; login: string | null; agent: Agent; place: Place };

/** Who works here. `alone`: this computer owns everything (design 10). */
export type Session = TeamSession | { mode: 'alone'; agent: Agent; place: Place };

type Session1 = Session | { mode: 'team'; endpoint: string; token: string; agent: Agent; place: Place } | null;

export const sessionItem = storage.defineItem<Session | null>('local:session', {
  fallback: null,
  version: 2,
  migrations: {
    // A token of before tokens ended. One that is of this form already has been written past the item.
    2: (old: Session1): Session | null => {
      if (!old || !('token' in old)) return old;
      const { token, ...rest } = old;
      return { ...rest, tokens: { access: token, refresh: null }, since: 0, login: null };
    },
  },
});

/** Where and as whom somebody last signed in with this browser: offered the next time. */
export const lastSignInItem = storage.defineItem<{ endpoint: string; login: string | null } | null>('local:lastSignIn', { fallback: null });

/** Milliseconds to add to this machine's clock while the endpoint runs on a demo clock; null on real time. */
export const demoOffsetItem = storage.defineItem<number | null>('local:demoOffset', { fallback: null });

export type Theme = 'system' | 'light' | 'dark';

/** What dialling does besides starting the call: opens the softphone's link, or only copies the number. */
export type Dialling = 'link' | 'copy';
export const diallingItem = storage.defineItem<Dialling>('local:dialling', { fallback: 'link' });

export const languageItem = storage.defineItem<UiLanguage | null>('local:language', { fallback: null });
export const themeItem = storage.defineItem<Theme>('local:theme', { fallback: 'system' });
