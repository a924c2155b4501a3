import { Sparkles } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { News } from '../../../lib/db/news.ts';
import { differenceOf } from '../../../lib/script/difference.ts';
import { DifferenceView } from '../../changes/difference-view.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** More would push the customer off a small panel; the rest is one press away. */
const SHOWN = 2;

export function NewsCard({ news, onGot }: { news: readonly News[]; onGot: () => void }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const parts = useMemo(
    () =>
      news.map(({ before, after }) => ({
        key: `${after.kind} ${after.body.id}`,
        heading: t(`changes.notice.${after.kind}`, {
          title: after.body.title[i18n.language] ?? Object.values(after.body.title)[0] ?? '',
          version: after.body.version,
        }),
        things: differenceOf(before, after),
      })),
    [news, t, i18n.language],
  );
  const count = parts.reduce((sum, { things }) => sum + things.length, 0);
  const [first] = parts;
  if (!first) return null;
  const hidden = count - Math.min(SHOWN, first.things.length);
  return (
    <section aria-label={first.heading} className="panel-card mb-3 rounded-[10px] border border-accent bg-accent-soft p-3">
      <p role="status" className="m-0 flex items-start gap-1.5 text-fact font-bold text-accent">
        <Sparkles size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
        {first.heading}
      </p>
      <div className="mt-2 max-h-36 overflow-y-auto">
        <DifferenceView things={first.things.slice(0, SHOWN)} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        <Button tight shortcut="G" keyLabel="G" onPress={onGot}>
          {t('changes.notice.got')}
        </Button>
        {hidden > 0 ? (
          <Button kind="quiet" tight onPress={() => setAll(true)} className="text-label">
            {t('changes.notice.more', { count: hidden })}
          </Button>
        ) : null}
      </div>
      {all ? (
        <Dialog title={t('changes.notice.all')} onClose={() => setAll(false)} text>
          {parts.map(({ key, heading, things }) => (
            <section key={key} className="mb-4">
              <h3 className="m-0 mb-2 text-body font-bold">{heading}</h3>
              <DifferenceView things={things} />
            </section>
          ))}
        </Dialog>
      ) : null}
    </section>
  );
}
