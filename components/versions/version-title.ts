import type { TFunction } from 'i18next';
import type { Divergence } from '../../lib/contract/divergence.ts';
import { type FormatContext, formatMoment } from '../../lib/i18n/format.ts';

/** What stands side by side, and of whom. */
export function titleOf(t: TFunction, divergence: Divergence, name: string | undefined, context: FormatContext): string {
  const at = divergence.kind === 'record' ? formatMoment(divergence.versions[0]?.record.startedAt ?? divergence.createdAt, context) : '';
  const what = t(`versions.about.${divergence.kind === 'record' ? 'record' : divergence.field}`, { at });
  return t('versions.of', { what, name: name || t('versions.nobody') });
}
