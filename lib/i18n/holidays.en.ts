/** Public holidays by their names in lib/plan/holidays.ts. */
export const holidaysEn = {
  holiday: {
    'new-year': 'New Year',
    'spring-festival': 'Spring Festival',
    qingming: 'Qingming',
    'labour-day': 'Labour Day',
    'dragon-boat': 'Dragon Boat Festival',
    'mid-autumn': 'Mid-Autumn Festival',
    'national-day': 'National Day',
  },
};
