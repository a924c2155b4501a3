import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RefusedContent } from '../../../lib/contract/publishing.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { newestPhraseLists, newestScript } from '../../../lib/db/scripts.ts';
import { usePanel } from '../context.ts';
import { useLive } from '../hooks/use-live.ts';

/** A script or list that came and cannot be used: said calmly, as the last good one stays in use. */
export function RefusedNote() {
  const { t, i18n } = useTranslation();
  const { db } = usePanel();
  const refused = useLive([db.meta, db.scripts, db.phraseLists], () => refusedWithNames(db), [db]) ?? [];
  if (refused.length === 0) return null;
  return (
    <section aria-label={t('changes.refused.title')} className="panel-card mb-3 rounded-[10px] border border-line bg-fair-soft p-3 text-fact">
      <p role="status" className="m-0 flex items-start gap-1.5 font-bold text-fair">
        <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
        {t('changes.refused.title')}
      </p>
      {refused.map(({ item, inUse }) => (
        <p key={`${item.kind} ${item.id} ${item.version}`} className="m-0 mt-1">
          {inUse
            ? t(`changes.refused.${item.kind}`, { title: inUse.title[i18n.language] ?? Object.values(inUse.title)[0], version: inUse.version })
            : t('changes.refused.unknown')}{' '}
          {t(`changes.refused.${item.why}`)}
        </p>
      ))}
    </section>
  );
}

async function refusedWithNames(db: CallsideDb): Promise<{ item: RefusedContent; inUse: { title: { [language: string]: string }; version: number } | null }[]> {
  const items = (await readMeta(db, 'refused'))?.items ?? [];
  const lists = await newestPhraseLists(db);
  const found = [];
  for (const item of items) {
    const inUse = item.kind === 'script' ? await newestScript(db, item.id) : (lists.find(({ id }) => id === item.id) ?? null);
    found.push({ item, inUse });
  }
  return found;
}
