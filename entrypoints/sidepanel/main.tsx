import '../../lib/browser/zod-in-page.ts';
import '../../components/ui/theme.css';
import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from '../../components/panel/app.tsx';
import { useStored } from '../../components/ui/use-stored.ts';
import { type Clock, openClock } from '../../lib/browser/clock.ts';
import { followHintsHere } from '../../lib/browser/hints.ts';
import { checkStorage, followOutbox } from '../../lib/browser/loss.ts';
import { sendMessage } from '../../lib/browser/messages.ts';
import { openPage } from '../../lib/browser/page.ts';
import { demoOffsetItem, type Session, sessionItem } from '../../lib/browser/session.ts';
import { CallsideDb } from '../../lib/db/database.ts';
import { PREVIEW_DB, previewPlace } from '../../lib/db/preview.ts';
import { hasNobody } from '../../lib/db/queue.ts';
import { callEn } from '../../lib/i18n/call.en.ts';
import { callZh } from '../../lib/i18n/call.zh-CN.ts';
import { changesEn } from '../../lib/i18n/changes.en.ts';
import { changesZh } from '../../lib/i18n/changes.zh-CN.ts';
import { directoryEn } from '../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../lib/i18n/directory.zh-CN.ts';
import { holidaysEn } from '../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../lib/i18n/holidays.zh-CN.ts';
import { joinEn } from '../../lib/i18n/join.en.ts';
import { joinZh } from '../../lib/i18n/join.zh-CN.ts';
import { panelEn } from '../../lib/i18n/panel.en.ts';
import { panelZh } from '../../lib/i18n/panel.zh-CN.ts';
import { reasonsEn } from '../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../lib/i18n/reasons.zh-CN.ts';
import { reviewEn } from '../../lib/i18n/review.en.ts';
import { reviewZh } from '../../lib/i18n/review.zh-CN.ts';
import { signInEn } from '../../lib/i18n/sign-in.en.ts';
import { signInZh } from '../../lib/i18n/sign-in.zh-CN.ts';
import { syncEn } from '../../lib/i18n/sync.en.ts';
import { syncZh } from '../../lib/i18n/sync.zh-CN.ts';
import { versionsEn } from '../../lib/i18n/versions.en.ts';
import { versionsZh } from '../../lib/i18n/versions.zh-CN.ts';

/** The workspace shows a lead's draft in this very panel, over a database of its own: nothing leaves it, and nothing in it can be missed. */
const preview = new URLSearchParams(location.search).has('preview');
const db = new CallsideDb(preview ? PREVIEW_DB : undefined);
// Before anything of ours opens the database. The screen need not wait for it.
if (!preview)
  void checkStorage(db, { now: Date.now, newId: () => crypto.randomUUID() })
    .catch(() => undefined)
    .then(() => followOutbox(db));
const HOLD_EVERY_MS = 60_000;
const newId = () => crypto.randomUUID();
/** The background may be asleep, or gone for a moment: what waits is on disk, and the next alarm sends it. */
const sync = () => (preview ? Promise.resolve() : sendMessage('sync', { hold: true }).catch(() => undefined));

/** The same person at the same place, as if alone: there is nobody to send to. */
function previewSession({ agent, place }: Session): Session {
  return { mode: 'alone', agent, place: previewPlace(place) };
}

function Panel({ clock }: { clock: Clock }) {
  const stored = useStored(sessionItem);
  const session = useMemo(() => (preview && stored ? previewSession(stored) : stored), [stored]);
  // Shown again when the endpoint's clock moves.
  useStored(demoOffsetItem);
  return session === undefined ? null : <App db={db} clock={clock} newId={newId} session={session} sync={sync} preview={preview} />;
}

const root = document.getElementById('root');
if (root) {
  const i18n = await openPage([
    { en: callEn, 'zh-CN': callZh },
    { en: directoryEn, 'zh-CN': directoryZh },
    { en: panelEn, 'zh-CN': panelZh },
    { en: changesEn, 'zh-CN': changesZh },
    { en: reasonsEn, 'zh-CN': reasonsZh },
    { en: reviewEn, 'zh-CN': reviewZh },
    { en: signInEn, 'zh-CN': signInZh },
    { en: holidaysEn, 'zh-CN': holidaysZh },
    { en: versionsEn, 'zh-CN': versionsZh },
    { en: syncEn, 'zh-CN': syncZh },
    { en: joinEn, 'zh-CN': joinZh },
  ]);
  const clock = await openClock();
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <Panel clock={clock} />
    </I18nextProvider>,
  );
  if (!preview) keepUp();
}

function keepUp(): void {
  void sync();
  // The endpoint says when something is worth fetching; without its word the background asks twice a minute. Who has nobody to call asks for somebody then.
  followHintsHere(
    db,
    () =>
      void hasNobody(db)
        .then((hold) => sendMessage('sync', { hold }))
        .catch(() => undefined),
  );
  // A worker that sleeps does not hear that the network is back.
  window.addEventListener('online', () => void sync());
  // What is held is renewed while the panel is open, and falls back to the pool some time after it was closed.
  setInterval(() => void sync(), HOLD_EVERY_MS);
}
