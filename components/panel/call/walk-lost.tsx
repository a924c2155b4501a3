import { useTranslation } from 'react-i18next';

/** The stored walk does not fit its script: should not happen, since versions are immutable. The record can still be written. */
export function WalkLost() {
  const { t } = useTranslation();
  return (
    <p role="alert" className="m-0 mb-3 rounded-lg bg-bad-soft p-2.5 text-fact text-bad">
      {t('call.walkLost')}
    </p>
  );
}
