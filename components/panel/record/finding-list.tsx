import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../lib/contract/phrases.ts';

/** What the guard noticed in this call, and what became of it: all of it goes into the record. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h4 id="findings" className="m-0 text-fact font-normal text-muted">
        {t('finding.title')}
      </h4>
      <ul className="m-0 mt-1 list-none p-0 text-fact">
        {findings.map((finding) => (
          <li key={`${finding.at}${finding.phraseId}${finding.start}`} className="flex justify-between gap-2 border-b border-line py-1">
            <span className="min-w-0">
              {t(`category.${finding.category}`)}
              {finding.quote ? <span className="text-muted"> “{finding.quote}”</span> : null}
            </span>
            <span className="shrink-0 text-muted">{t(`finding.${finding.heeded}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
