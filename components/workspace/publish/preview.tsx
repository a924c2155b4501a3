import { RotateCcw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extensionUrl } from '../../../lib/browser/url.ts';
import type { DraftContent } from '../../../lib/contract/publishing.ts';
import { type Script, scriptSchema } from '../../../lib/contract/script.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { fillPreview, PREVIEW_DB } from '../../../lib/db/preview.ts';
import { uiLanguageOf } from '../../../lib/i18n/language.ts';
import type { Problem } from '../../../lib/script/parse.ts';
import { tidyScript } from '../../../lib/script/tidy.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { useInUse } from './use-content.ts';

/** The agents' real panel with this draft and an invented customer. Nothing that is done in it is kept or sent. */
export function Preview({ content, problems }: { content: DraftContent; problems: readonly Problem[] | undefined }) {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  const script = content.kind === 'script' ? whole(content.body) : null;
  return (
    <section aria-label={t('publish.preview.title')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 items-center gap-2 border-b border-line px-3">
        <h2 className="m-0 text-fact font-bold">{t('publish.preview.title')}</h2>
        <Button className="ml-auto text-label" isDisabled={!script} onPress={() => setRound(round + 1)}>
          <RotateCcw size={14} aria-hidden="true" />
          {t('publish.preview.again')}
        </Button>
      </div>
      <p className="m-0 border-b border-line px-3 py-1.5 text-label text-muted">{t('publish.preview.explain')}</p>
      {script ? (
        <Panel key={round} script={script} />
      ) : (
        <p className="m-0 p-3 text-fact text-fair">{t('publish.preview.notYet', { count: problems?.length ?? 0 })}</p>
      )}
    </section>
  );
}

/** Null while a text has no words at all, or an answer leads nowhere: the panel could not show it. */
function whole(draft: Script): Script | null {
  const read = scriptSchema.safeParse(tidyScript(draft));
  return read.success ? read.data : null;
}

/** As it was when the preview was opened or begun again: a call does not change under its agent. */
function Panel({ script }: { script: Script }) {
  const { t, i18n } = useTranslation();
  const { session, clock } = useWorkspace();
  const lists = useInUse()?.phraseLists;
  const first = useRef(script);
  const [ready, setReady] = useState(false);
  const fill = useCallback(async () => {
    if (!lists) return;
    const db = new CallsideDb(PREVIEW_DB);
    const { agent, place } = session;
    await fillPreview(db, { script: first.current, phraseLists: lists, agent, place, language: uiLanguageOf(i18n.language), now: clock.now() });
    db.close();
    setReady(true);
  }, [lists, session, clock, i18n]);
  useEffect(() => void fill(), [fill]);
  return ready ? (
    <iframe title={t('publish.preview.title')} src={extensionUrl('/sidepanel.html?preview')} className="min-h-0 w-full flex-1 border-0 bg-bg" />
  ) : (
    <p className="m-3 text-muted">{t('common.loading')}</p>
  );
}
