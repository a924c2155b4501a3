import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../lib/contract/phrases.ts';

/** What the guard noticed, and what became of it, heeded or not. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="record-findings" className="mt-2">
      <h3 id="record-findings" className="m-0 mb-1 text-label font-bold text-muted">
        {t('finding.title')}
      </h3>
      <ul className="m-0 list-none p-0 text-fact">
        {findings.map((finding) => {
          const heeded = finding.heeded === 'replaced' || finding.heeded === 'changed';
          return (
            <li key={`${finding.at}${finding.phraseId}${finding.start}`} className="flex justify-between gap-3 border-b border-line py-1">
              <span className="min-w-0">
                <span className={heeded ? '' : finding.severity === 'stop' ? 'font-semibold text-bad' : 'font-semibold text-fair'}>
                  {t(`category.${finding.category}`)}
                </span>
                {finding.quote ? <span className={`ml-1.5 text-muted ${heeded ? 'line-through' : ''}`}>{finding.quote}</span> : null}
                {finding.where === 'answered' || finding.where === 'spoken' ? null : (
                  <span className="text-muted"> · {t(`workspace.record.channel.${finding.where}`)}</span>
                )}
              </span>
              <span className={`shrink-0 ${heeded ? 'text-muted' : 'font-semibold'}`}>{t(`finding.${finding.heeded}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
