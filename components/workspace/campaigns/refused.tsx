import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../lib/sync/request.ts';

const KNOWN = ['basedOn', 'to', 'from', 'agents', 'supervisorId', 'placeId', 'lastTo', 'campaign', 'id'];

/** Why it was not done, and what to do. */
export function CampaignRefused({ failure }: { failure: Failure | null }) {
  const { t } = useTranslation();
  if (!failure) return null;
  const field = failure.field ?? '';
  const part = field.startsWith('rule') ? 'rule' : (field.split('.').at(-1) ?? '');
  const isKnown = part === 'rule' || (failure.kind !== 'forbidden' && KNOWN.includes(part));
  return (
    <p role="alert" className="m-0 mt-3 text-fact font-semibold text-bad">
      {isKnown ? t(`campaigns.refused.${part}`) : t('team.failed', { why: t(`error.${failure.kind}`) })}
    </p>
  );
}
