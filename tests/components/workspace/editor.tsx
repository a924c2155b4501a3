import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { WorkspaceApp } from '../../../components/workspace/app.tsx';
import type { Session } from '../../../lib/browser/session.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { changesEn } from '../../../lib/i18n/changes.en.ts';
import { changesZh } from '../../../lib/i18n/changes.zh-CN.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { publishEn } from '../../../lib/i18n/publish.en.ts';
import { publishZh } from '../../../lib/i18n/publish.zh-CN.ts';
import { workspaceEn } from '../../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../../lib/i18n/workspace.zh-CN.ts';
import type { Bench } from '../../server/support.ts';
import { fetchInto } from '../../support/endpoint.ts';
import { agent, place } from './build.ts';

/** The real workspace of a lead over the real endpoint, at this address. */
export async function openEditor(hash: string, { db, endpoint }: { db: CallsideDb; endpoint: Bench }) {
  location.hash = hash;
  const i18n = await startI18n('en', [
    { en: callEn, 'zh-CN': callZh },
    { en: changesEn, 'zh-CN': changesZh },
    { en: publishEn, 'zh-CN': publishZh },
    { en: workspaceEn, 'zh-CN': workspaceZh },
  ]);
  const session: Session = {
    mode: 'team',
    endpoint: 'http://endpoint.test',
    tokens: { access: endpoint.tokens.lee ?? '', refresh: null },
    since: 1,
    login: null,
    agent: agent({ id: 'lee', role: 'lead' }),
    place: place(),
  };
  let ids = 0;
  render(
    <I18nextProvider i18n={i18n}>
      <WorkspaceApp
        db={db}
        clock={{ now: () => endpoint.clock.time, demoOffset: () => null }}
        newId={() => `new-${++ids}`}
        session={session}
        fetcher={fetchInto(() => endpoint.app)}
      />
    </I18nextProvider>,
  );
  return userEvent.setup();
}
