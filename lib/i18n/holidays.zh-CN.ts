import type { holidaysEn } from './holidays.en.ts';
import type { SameKeys } from './i18n.ts';

/** Public holidays by their names in lib/plan/holidays.ts. */
export const holidaysZh: SameKeys<typeof holidaysEn> = {
  holiday: {
    'new-year': '元旦',
    'spring-festival': '春节',
    qingming: '清明节',
    'labour-day': '劳动节',
    'dragon-boat': '端午节',
    'mid-autumn': '中秋节',
    'national-day': '国庆节',
  },
};
