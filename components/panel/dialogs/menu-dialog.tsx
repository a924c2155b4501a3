import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { browser } from 'wxt/browser';
import { connectionOf } from '../../../lib/browser/connection.ts';
import { type Dialling, diallingItem, languageItem, type TeamSession, type Theme, themeItem } from '../../../lib/browser/session.ts';
import { extensionUrl } from '../../../lib/browser/url.ts';
import { openDivergences } from '../../../lib/db/divergences.ts';
import { type UiLanguage, uiLanguages } from '../../../lib/i18n/language.ts';
import { createAccountApi } from '../../../lib/sync/account.ts';
import { createRequest } from '../../../lib/sync/request.ts';
import { AccountDialog } from '../../account/account-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useStored } from '../../ui/use-stored.ts';
import { usePanel } from '../context.ts';
import { useSignOut } from '../hooks/use-sign-out.ts';
import { BackupDialog } from '../outbox/backup-dialog.tsx';
import { OwnDialog } from '../own/own-dialog.tsx';
import { DirectoryDialog } from './directory-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { JoinDialog } from './join-dialog.tsx';
import { LazyImportDialog } from './lazy-import-dialog.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

const diallings: Dialling[] = ['link', 'copy'];
const themes: Theme[] = ['system', 'light', 'dark'];

/** Language, theme, who is signed in, the keys, and the way to the workspace. */
export function MenuDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { db, agent, place, session } = usePanel();
  const [help, setHelp] = useState(false);
  const [backup, setBackup] = useState(false);
  const [importing, setImporting] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [own, setOwn] = useState(false);
  const [joining, setJoining] = useState(false);
  const [account, setAccount] = useState(false);
  const [directory, setDirectory] = useState(false);
  const theme = useStored(themeItem);
  const dialling = useStored(diallingItem);
  const signOut = useSignOut();
  const chooseLanguage = (language: UiLanguage) => void languageItem.setValue(language).then(() => i18n.changeLanguage(language));
  const versions = useLiveQuery(async () => (await openDivergences(db, null)).length, [db]) ?? 0;
  if (choosing) return <VersionsDialog customerId={null} onClose={onClose} />;
  if (backup) return <BackupDialog onClose={onClose} />;
  if (own) return <OwnDialog onClose={onClose} />;
  if (account && session.mode === 'team') return <OwnAccount session={session} onClose={onClose} />;
  if (joining) return <JoinDialog onClose={onClose} />;
  if (importing) return <LazyImportDialog onClose={onClose} />;
  if (directory) return <DirectoryDialog onClose={onClose} />;
  if (help) return <HelpDialog onClose={onClose} />;
  return (
    <Dialog title={t('menu.title')} onClose={onClose}>
      <p className="m-0 text-fact text-muted">{t('menu.who', { name: agent.name, place: place.name })}</p>
      {session.mode === 'team' && session.login ? <p className="m-0 text-fact text-muted">{t('menu.login', { login: session.login })}</p> : null}
      <div className="mt-3 grid gap-3">
        <Row label={t('menu.language')}>
          {uiLanguages.map((language) => (
            <Button
              key={language}
              aria-pressed={i18n.language === language}
              kind={i18n.language === language ? 'primary' : 'plain'}
              onPress={() => chooseLanguage(language)}
            >
              <span lang={language}>{t(`language.${language}`, { lng: language })}</span>
            </Button>
          ))}
        </Row>
        <Row label={t('menu.theme')}>
          {themes.map((one) => (
            <Button key={one} kind={theme === one ? 'primary' : 'plain'} aria-pressed={theme === one} onPress={() => void themeItem.setValue(one)}>
              {t(`theme.${one}`)}
            </Button>
          ))}
        </Row>
        <Row label={t('menu.dialling')}>
          {diallings.map((one) => (
            <Button key={one} aria-pressed={dialling === one} kind={dialling === one ? 'primary' : 'plain'} onPress={() => void diallingItem.setValue(one)}>
              {t(`dialling.${one}`)}
            </Button>
          ))}
        </Row>
        <Button onPress={() => setHelp(true)} keyLabel="?">
          {t('menu.keys')}
        </Button>
        {versions > 0 ? (
          <Button onPress={() => setChoosing(true)}>
            {t('versions.title')} <span className="tabular">{versions}</span>
          </Button>
        ) : null}
        <Button onPress={() => setDirectory(true)} keyLabel="D">
          {t('directory.title')}
        </Button>
        <Button onPress={() => setOwn(true)} keyLabel="M">
          {t('own.title')}
        </Button>
        {session.mode === 'alone' ? <Button onPress={() => setImporting(true)}>{t('menu.import')}</Button> : null}
        {session.mode === 'team' ? <Button onPress={() => setAccount(true)}>{t('account.title')}</Button> : null}
        <Button onPress={() => setBackup(true)}>{t('backup.title')}</Button>
        {session.mode === 'alone' ? <Button onPress={() => setJoining(true)}>{t('join.open')}</Button> : null}
        <Button onPress={() => void browser.tabs.create({ url: extensionUrl('/workspace.html') })}>{t('menu.workspace')}</Button>
        <Button kind="danger" isDisabled={signOut.blockedBy !== null} onPress={() => void signOut.signOut()}>
          {t(session.mode === 'team' ? 'menu.signOut' : 'menu.leaveAlone')}
        </Button>
        {signOut.blockedBy ? <p className="m-0 text-fact text-fair">{t(`menu.blocked.${signOut.blockedBy}`)}</p> : null}
      </div>
    </Dialog>
  );
}

function OwnAccount({ session, onClose }: { session: TeamSession; onClose: () => void }) {
  const { format } = usePanel();
  const api = useMemo(() => createAccountApi(createRequest(connectionOf(session))), [session]);
  return <AccountDialog api={api} login={session.login} format={format} onClose={onClose} />;
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      <p className="m-0 mb-1 text-label text-muted">{label}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
