import type { TFunction } from 'i18next';
import type { Reason } from '../contract/reason.ts';
import { importReasonParams } from '../import/reasons.ts';
import { type ParamKind, reasonParams } from '../plan/reasons.ts';
import { type FormatContext, formatLocalDate, formatMoment, formatTime } from './format.ts';

const kinds: { [code: string]: { [param: string]: string } } = { ...importReasonParams, ...reasonParams };

/** The two ends of one window, on the day that the words are about. */
const ONLY_TIME = new Set(['from', 'to']);

/** A reason in words, its instants and days as the reader writes them. */
export function wordReason(t: TFunction, reason: Reason, context: FormatContext): string {
  const params: { [name: string]: string | number } = {};
  for (const [name, value] of Object.entries(reason.params))
    params[name] =
      ONLY_TIME.has(name) && typeof value === 'number'
        ? formatTime(value, context)
        : wordParam(t, (kinds[reason.code]?.[name] ?? 'text') as ParamKind, value, context);
  const counted = Object.values(reason.params).find((value) => typeof value === 'number' && value < 1_000_000);
  // From midnight to midnight tells nothing.
  if (reason.code === 'open-now' && params.from === params.to) return t('reason.open-all-day');
  const words = t(`reason.${reason.code}`, { ...params, ...(counted === undefined ? {} : { count: counted as number }) });
  // A service without an item, an appointment without a note: what would have led to it goes with it.
  return Object.values(reason.params).includes('') ? words.replace(/^\s+|(?<![\s·:：])[\s·:：]+$/g, '') : words;
}

function wordParam(t: TFunction, kind: ParamKind, value: string | number, context: FormatContext): string | number {
  if (kind === 'time' && typeof value === 'number') return formatMoment(value, context);
  if (kind === 'day' && typeof value === 'string') return formatLocalDate(value, context);
  if (kind === 'holiday' && typeof value === 'string') return t(`holiday.${value}`, { defaultValue: value });
  if (kind === 'festival' && typeof value === 'string') return t(`festival.${value}`, { defaultValue: value });
  if (kind === 'outcome' && typeof value === 'string') return t(`outcome.${value}`, { defaultValue: value });
  return value;
}
