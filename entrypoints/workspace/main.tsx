import '../../lib/browser/zod-in-page.ts';
import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { useStored } from '../../components/ui/use-stored.ts';
import { WorkspaceApp } from '../../components/workspace/app.tsx';
import { type Clock, openClock } from '../../lib/browser/clock.ts';
import { openPage } from '../../lib/browser/page.ts';
import { demoOffsetItem, sessionItem } from '../../lib/browser/session.ts';
import { CallsideDb } from '../../lib/db/database.ts';
import { callEn } from '../../lib/i18n/call.en.ts';
import { callZh } from '../../lib/i18n/call.zh-CN.ts';
import { campaignsEn } from '../../lib/i18n/campaigns.en.ts';
import { campaignsZh } from '../../lib/i18n/campaigns.zh-CN.ts';
import { changesEn } from '../../lib/i18n/changes.en.ts';
import { changesZh } from '../../lib/i18n/changes.zh-CN.ts';
import { customersEn } from '../../lib/i18n/customers.en.ts';
import { customersZh } from '../../lib/i18n/customers.zh-CN.ts';
import { directoryEn } from '../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../lib/i18n/directory.zh-CN.ts';
import { eraseEn } from '../../lib/i18n/erase.en.ts';
import { eraseZh } from '../../lib/i18n/erase.zh-CN.ts';
import { holidaysEn } from '../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../lib/i18n/holidays.zh-CN.ts';
import { importEn } from '../../lib/i18n/import.en.ts';
import { importZh } from '../../lib/i18n/import.zh-CN.ts';
import { mergeEn } from '../../lib/i18n/merge.en.ts';
import { mergeZh } from '../../lib/i18n/merge.zh-CN.ts';
import { publishEn } from '../../lib/i18n/publish.en.ts';
import { publishZh } from '../../lib/i18n/publish.zh-CN.ts';
import { qualityEn } from '../../lib/i18n/quality.en.ts';
import { qualityZh } from '../../lib/i18n/quality.zh-CN.ts';
import { reasonsEn } from '../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../lib/i18n/reasons.zh-CN.ts';
import { reviewEn } from '../../lib/i18n/review.en.ts';
import { reviewZh } from '../../lib/i18n/review.zh-CN.ts';
import { rulesEn } from '../../lib/i18n/rules.en.ts';
import { rulesZh } from '../../lib/i18n/rules.zh-CN.ts';
import { signInEn } from '../../lib/i18n/sign-in.en.ts';
import { signInZh } from '../../lib/i18n/sign-in.zh-CN.ts';
import { teamEn } from '../../lib/i18n/team.en.ts';
import { teamZh } from '../../lib/i18n/team.zh-CN.ts';
import { versionsEn } from '../../lib/i18n/versions.en.ts';
import { versionsZh } from '../../lib/i18n/versions.zh-CN.ts';
import { workspaceEn } from '../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../lib/i18n/workspace.zh-CN.ts';

const db = new CallsideDb();
const newId = () => crypto.randomUUID();

function Workspace({ clock }: { clock: Clock }) {
  const session = useStored(sessionItem);
  // Shown again when the endpoint's clock moves.
  useStored(demoOffsetItem);
  return session === undefined ? null : <WorkspaceApp db={db} clock={clock} newId={newId} session={session} />;
}

const root = document.getElementById('root');
if (root) {
  const i18n = await openPage([
    { en: callEn, 'zh-CN': callZh },
    { en: directoryEn, 'zh-CN': directoryZh },
    { en: campaignsEn, 'zh-CN': campaignsZh },
    { en: customersEn, 'zh-CN': customersZh },
    { en: importEn, 'zh-CN': importZh },
    { en: changesEn, 'zh-CN': changesZh },
    { en: publishEn, 'zh-CN': publishZh },
    { en: reviewEn, 'zh-CN': reviewZh },
    { en: rulesEn, 'zh-CN': rulesZh },
    { en: reasonsEn, 'zh-CN': reasonsZh },
    { en: signInEn, 'zh-CN': signInZh },
    { en: teamEn, 'zh-CN': teamZh },
    { en: qualityEn, 'zh-CN': qualityZh },
    { en: workspaceEn, 'zh-CN': workspaceZh },
    { en: holidaysEn, 'zh-CN': holidaysZh },
    { en: versionsEn, 'zh-CN': versionsZh },
    { en: eraseEn, 'zh-CN': eraseZh },
    { en: mergeEn, 'zh-CN': mergeZh },
  ]);
  const clock = await openClock();
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <Workspace clock={clock} />
    </I18nextProvider>,
  );
}
