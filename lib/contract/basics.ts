import { z } from 'zod';

/** Letters, digits and `_ . : -`, 1 to 64 of them. New ids are UUIDs; sample data and packs use words. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'id');
export type Id = z.infer<typeof idSchema>;

/** UTC milliseconds since 1970. Clients' clocks are data: the endpoint's sequence orders things. */
export const instantSchema = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
export type Instant = z.infer<typeof instantSchema>;

/** A day on somebody's calendar, `YYYY-MM-DD`, without a zone. */
export const localDateSchema = z.iso.date();
export type LocalDate = z.infer<typeof localDateSchema>;

/** A day of any year, `MM-DD`. */
export const monthDaySchema = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'MM-DD');

/** A time on a wall clock, `HH:MM`; `24:00` is the end of a day. */
export const localTimeSchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'HH:MM');
export type LocalTime = z.infer<typeof localTimeSchema>;

/** Times of a day in which somebody may be called. */
export const windowSchema = z.strictObject({ from: localTimeSchema, to: localTimeSchema }).refine((w) => w.from < w.to, 'a window ends after it begins');
export type CallWindow = z.infer<typeof windowSchema>;

/** BCP 47, as in `zh-CN`, `yue`, `en`, `en-GB`, `pl`. */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'language tag');
export type Language = z.infer<typeof languageSchema>;

/** The same words in one or more languages. At least one. */
export const textSchema = z
  .record(languageSchema, z.string().min(1).max(2000))
  .refine((text) => Object.keys(text).length > 0, 'a text needs at least one language');
export type Text = z.infer<typeof textSchema>;

/** Whose words a text is: what the customer said, what we said or wrote, or a note among ourselves (design 5). */
export const voiceSchema = z.enum(['customer', 'ours', 'internal']);
export type Voice = z.infer<typeof voiceSchema>;

/** Free text somebody typed. Kept exactly as typed; HTML, formulas and emoji are text. */
export const freeTextSchema = z.string().max(10_000);

/** An IANA zone, as in `Asia/Shanghai`. Checked against the machine's own list. */
export const timeZoneSchema = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'time zone');
