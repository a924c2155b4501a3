import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demoOffsetItem, languageItem, sessionItem, type Theme, themeItem } from '../../lib/browser/session.ts';
import { forgetTeam } from '../../lib/db/forget.ts';
import { formatMoment } from '../../lib/i18n/format.ts';
import { type UiLanguage, uiLanguages } from '../../lib/i18n/language.ts';
import { createAccountApi } from '../../lib/sync/account.ts';
import { AccountDialog } from '../account/account-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { useStored } from '../ui/use-stored.ts';
import { mayOpen, useWorkspace } from './context.ts';
import { pathTo, type Route } from './use-route.ts';

const themes: Theme[] = ['system', 'light', 'dark'];

export function Nav({ route }: { route: Route }) {
  const { t } = useTranslation();
  const may = mayOpen(useWorkspace().session);
  return (
    <header className="flex w-46 shrink-0 print:hidden flex-col border-r border-line bg-surface">
      <p className="m-0 px-4.5 pt-4 pb-3 text-body font-bold">Callside</p>
      <nav aria-label={t('workspace.nav.title')} className="grid gap-0.5 px-2">
        <Item href={pathTo.records} open={route.page === 'records'}>
          {t('workspace.nav.records')}
        </Item>
        {may.customers ? (
          <Item href={pathTo.customers} open={route.page === 'customers' || route.page === 'import'}>
            {t('workspace.nav.customers')}
          </Item>
        ) : null}
        {may.plan ? (
          <Item href={pathTo.plan(may.publishing ? 'rules' : 'coverage')} open={route.page === 'plan'}>
            {t('rules.title')}
          </Item>
        ) : null}
        {may.plan ? (
          <Item href={pathTo.campaigns} open={route.page === 'campaigns'}>
            {t('campaigns.title')}
          </Item>
        ) : null}
        {may.versions ? (
          <Item href={pathTo.versions} open={route.page === 'versions'}>
            {t('versions.title')}
          </Item>
        ) : null}
        {may.publishing ? (
          <>
            <Item href={pathTo.contents('script')} open={route.page === 'scripts'}>
              {t('workspace.nav.scripts')}
            </Item>
            <Item href={pathTo.contents('phrase-list')} open={route.page === 'phrases'}>
              {t('workspace.nav.phrases')}
            </Item>
          </>
        ) : null}
        {may.team ? (
          <Item href={pathTo.team('people')} open={route.page === 'team'}>
            {t('workspace.nav.team')}
          </Item>
        ) : null}
      </nav>
      <div className="mt-auto grid gap-3 border-t border-line p-3">
        <DemoClock />
        <Who />
        <Look />
      </div>
    </header>
  );
}

function Item({ href, open, children }: { href: string; open: boolean; children: string }) {
  return (
    <a
      href={href}
      {...(open ? { 'aria-current': 'page' as const } : {})}
      className={`flex min-h-8 items-center rounded-lg px-2.5 text-fact no-underline ${open ? 'bg-accent-soft font-bold text-accent' : 'text-muted hover:bg-accent-soft hover:text-ink'}`}
    >
      {children}
    </a>
  );
}

function DemoClock() {
  const { t } = useTranslation();
  const { clock, format } = useWorkspace();
  useStored(demoOffsetItem);
  if (clock.demoOffset() === null) return null;
  const context = format();
  return (
    <p role="note" className="tabular m-0 rounded-lg bg-fair-soft px-2 py-1 text-label text-fair">
      {t('workspace.demoClock', { at: formatMoment(context.now, { ...context, now: context.now + 3 * 86_400_000 }) })}
    </p>
  );
}

function Who() {
  const { t } = useTranslation();
  const { db, session, api, format } = useWorkspace();
  const busy = useLiveQuery(async () => (await db.calls.count()) + (await db.outbox.count()) > 0, [db]);
  const [account, setAccount] = useState(false);
  const own = useMemo(() => (api ? createAccountApi(api.request) : null), [api]);
  const signOut = async () => {
    if (!(await forgetTeam(db))) return;
    await sessionItem.setValue(null);
    await api?.signOut();
  };
  return (
    <div className="text-label">
      <p className="m-0 font-semibold text-ink">{session.agent.name}</p>
      <p className="m-0 text-muted">
        {session.mode === 'alone' ? t('workspace.alone') : t(`workspace.role.${session.agent.role}`)} · {session.place.name}
      </p>
      {session.mode === 'team' ? (
        <>
          <Button kind="quiet" tight onPress={() => setAccount(true)} className="-ml-2 text-label">
            {t('account.title')}
          </Button>
          <Button kind="quiet" isDisabled={busy !== false} tight onPress={() => void signOut()} className="-ml-2 text-label">
            {t('workspace.signOut')}
          </Button>
          {busy ? <p className="m-0 text-fair">{t('workspace.signOutBlocked')}</p> : null}
          {account && own ? <AccountDialog api={own} login={session.login} format={format} onClose={() => setAccount(false)} /> : null}
        </>
      ) : null}
    </div>
  );
}

function Look() {
  const { t, i18n } = useTranslation();
  const theme = useStored(themeItem);
  const choose = (language: UiLanguage) => void languageItem.setValue(language).then(() => i18n.changeLanguage(language));
  const select = 'min-h-8 w-full rounded-lg border border-line bg-raised px-1.5 text-label text-ink';
  return (
    <div className="grid gap-2">
      <select aria-label={t('workspace.look.language')} value={i18n.language} onChange={(event) => choose(event.target.value as UiLanguage)} className={select}>
        {uiLanguages.map((language) => (
          <option key={language} value={language} lang={language}>
            {t(`language.${language}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('workspace.look.theme')}
        value={theme ?? 'system'}
        onChange={(event) => void themeItem.setValue(event.target.value as Theme)}
        className={select}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {t(`workspace.look.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
