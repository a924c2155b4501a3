import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { WorkspaceApp } from '../../../components/workspace/app.tsx';
import type { Session } from '../../../lib/browser/session.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { campaignsEn } from '../../../lib/i18n/campaigns.en.ts';
import { campaignsZh } from '../../../lib/i18n/campaigns.zh-CN.ts';
import { customersEn } from '../../../lib/i18n/customers.en.ts';
import { customersZh } from '../../../lib/i18n/customers.zh-CN.ts';
import { directoryEn } from '../../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../../lib/i18n/directory.zh-CN.ts';
import { eraseEn } from '../../../lib/i18n/erase.en.ts';
import { eraseZh } from '../../../lib/i18n/erase.zh-CN.ts';
import { holidaysEn } from '../../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../../lib/i18n/holidays.zh-CN.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { importEn } from '../../../lib/i18n/import.en.ts';
import { importZh } from '../../../lib/i18n/import.zh-CN.ts';
import type { UiLanguage } from '../../../lib/i18n/language.ts';
import { mergeEn } from '../../../lib/i18n/merge.en.ts';
import { mergeZh } from '../../../lib/i18n/merge.zh-CN.ts';
import { qualityEn } from '../../../lib/i18n/quality.en.ts';
import { qualityZh } from '../../../lib/i18n/quality.zh-CN.ts';
import { reasonsEn } from '../../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../../lib/i18n/reasons.zh-CN.ts';
import { reviewEn } from '../../../lib/i18n/review.en.ts';
import { reviewZh } from '../../../lib/i18n/review.zh-CN.ts';
import { rulesEn } from '../../../lib/i18n/rules.en.ts';
import { rulesZh } from '../../../lib/i18n/rules.zh-CN.ts';
import { signInEn } from '../../../lib/i18n/sign-in.en.ts';
import { signInZh } from '../../../lib/i18n/sign-in.zh-CN.ts';
import { teamEn } from '../../../lib/i18n/team.en.ts';
import { teamZh } from '../../../lib/i18n/team.zh-CN.ts';
import { versionsEn } from '../../../lib/i18n/versions.en.ts';
import { versionsZh } from '../../../lib/i18n/versions.zh-CN.ts';
import { workspaceEn } from '../../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../../lib/i18n/workspace.zh-CN.ts';
import { agent, NOW, place } from './build.ts';

export class Refusal {
  readonly status: number;
  readonly kind: string;
  readonly field: string | null;
  constructor(status: number, kind: string, field: string | null = null) {
    this.status = status;
    this.kind = kind;
    this.field = field;
  }
}

type Routes = { [path: string]: (body: unknown, url: URL) => unknown };

/** An endpoint of a few routes; no route answers 404, `Refusal` its error. */
export function endpointOf(routes: Routes) {
  const asked: { path: string; body: unknown }[] = [];
  const fetcher = async (address: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(address));
    const body = init?.body ? JSON.parse(String(init.body)) : null;
    asked.push({ path: url.pathname + url.search, body });
    const answer = routes[url.pathname]?.(body, url) ?? new Refusal(404, 'not-found');
    if (answer instanceof Refusal)
      return Response.json({ error: { kind: answer.kind, message: '', field: answer.field, retry: false } }, { status: answer.status });
    return Response.json(answer);
  };
  return { fetcher: fetcher as typeof fetch, asked };
}

export const team = (role: 'agent' | 'lead' | 'qa' = 'qa'): Session => ({
  mode: 'team',
  endpoint: 'http://127.0.0.1:8787',
  tokens: { access: `token-of-the-${role}-here`, refresh: null },
  since: 1,
  login: null,
  agent: agent({ role }),
  place: place(),
});

export async function showWorkspace(db: CallsideDb, session: Session, fetcher?: typeof fetch, language: UiLanguage = 'en') {
  const i18n = await startI18n(language, [
    { en: callEn, 'zh-CN': callZh },
    { en: directoryEn, 'zh-CN': directoryZh },
    { en: campaignsEn, 'zh-CN': campaignsZh },
    { en: customersEn, 'zh-CN': customersZh },
    { en: importEn, 'zh-CN': importZh },
    { en: eraseEn, 'zh-CN': eraseZh },
    { en: mergeEn, 'zh-CN': mergeZh },
    { en: qualityEn, 'zh-CN': qualityZh },
    { en: reviewEn, 'zh-CN': reviewZh },
    { en: rulesEn, 'zh-CN': rulesZh },
    { en: reasonsEn, 'zh-CN': reasonsZh },
    { en: signInEn, 'zh-CN': signInZh },
    { en: teamEn, 'zh-CN': teamZh },
    { en: workspaceEn, 'zh-CN': workspaceZh },
    { en: holidaysEn, 'zh-CN': holidaysZh },
    { en: versionsEn, 'zh-CN': versionsZh },
  ]);
  render(
    <I18nextProvider i18n={i18n}>
      <WorkspaceApp
        db={db}
        clock={{ now: () => NOW, demoOffset: () => null }}
        newId={() => crypto.randomUUID()}
        session={session}
        {...(fetcher ? { fetcher } : {})}
      />
    </I18nextProvider>,
  );
  return userEvent.setup();
}
