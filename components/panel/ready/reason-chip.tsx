import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../lib/contract/reason.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { usePanel } from '../context.ts';

const urgent = new Set(['overdue', 'due-today', 'appointment-late', 'appointment-missed']);
const soon = new Set(['due-tomorrow', 'tried', 'preference-ignored']);

/** A reason on the card. Urgent ones are red and say so in their words. */
export function ReasonChip({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const colours = urgent.has(reason.code) ? 'bg-bad-soft text-bad' : soon.has(reason.code) ? 'bg-fair-soft text-fair' : 'bg-accent-soft text-accent';
  return <li className={`chip rounded-[4px] px-2 py-0.5 text-label font-semibold ${colours}`}>{wordReason(t, reason, format())}</li>;
}
