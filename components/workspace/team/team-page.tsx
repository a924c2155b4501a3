import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../lib/contract/agent.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { INPUT } from '../styles.ts';
import { CodeDialog } from './code-dialog.tsx';

const LANGUAGES = ['zh-CN', 'yue', 'en'];

/** A new person in the team: name, role, languages, and the code they sign in with once. */
export function TeamPage() {
  const { t } = useTranslation();
  const { api, session } = useWorkspace();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [languages, setLanguages] = useState<string[]>(['zh-CN']);
  const made = useMutation({
    mutationFn: () => {
      if (!api) throw new TypeError('there is no team without an endpoint');
      return unwrap(api.code({ name: name.trim(), role, placeId: session.place.id, languages }));
    },
    onSuccess: () => setName(''),
  });
  const roles: Role[] = session.agent.role === 'admin' ? ['agent', 'lead', 'qa', 'admin'] : ['agent', 'lead', 'qa'];
  const toggle = (language: string) => setLanguages((now) => (now.includes(language) ? now.filter((one) => one !== language) : [...now, language]));
  return (
    <div className="h-full overflow-y-auto px-5 py-4">
      <h1 className="m-0 text-name font-semibold">{t('workspace.nav.team')}</h1>
      <p className="m-0 mt-1 max-w-prose text-fact text-muted">{t('workspace.team.explain')}</p>
      <form
        aria-label={t('workspace.team.new')}
        onSubmit={(event) => {
          event.preventDefault();
          made.mutate();
        }}
        className="panel-card mt-4 max-w-md rounded-[10px] border border-line bg-surface p-4"
      >
        <label className="block text-label text-muted">
          {t('workspace.team.name')}
          <input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} className={`mt-1 ${INPUT}`} />
        </label>
        <label className="mt-3 block text-label text-muted">
          {t('workspace.team.role')}
          <select value={role} onChange={(event) => setRole(event.target.value as Role)} aria-describedby="role-may" className={`mt-1 ${INPUT}`}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`workspace.role.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <p id="role-may" className="m-0 mt-1 text-label text-muted">
          {t(`workspace.may.${role}`)}
        </p>
        <fieldset className="m-0 mt-3 border-0 p-0">
          <legend className="p-0 text-label text-muted">{t('workspace.team.languages')}</legend>
          <div className="flex flex-wrap gap-x-4">
            {LANGUAGES.map((language) => (
              <label key={language} className="inline-flex min-h-8 items-center gap-2 text-body">
                <input type="checkbox" checked={languages.includes(language)} onChange={() => toggle(language)} className="size-4" />
                {t(`language.${language}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <p className="m-0 mt-2 text-label text-muted">{t('workspace.team.place', { place: session.place.name })}</p>
        {made.error ? (
          <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
            {t('workspace.team.failed', { why: t(`error.${failureOf(made.error).kind}`) })}
          </p>
        ) : null}
        <Button kind="primary" type="submit" className="mt-3" isDisabled={name.trim() === '' || made.isPending}>
          {t('workspace.team.make')}
        </Button>
      </form>
      {made.data ? <CodeDialog made={made.data} endpoint={session.mode === 'team' ? session.endpoint : ''} onClose={made.reset} /> : null}
    </div>
  );
}
