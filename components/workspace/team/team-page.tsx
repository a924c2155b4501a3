import { useTranslation } from 'react-i18next';
import { mayOpen, useWorkspace } from '../context.ts';
import { pathTo, type Route } from '../use-route.ts';
import { AgentsNow } from './agents-now.tsx';
import { AssignPage } from './assign-page.tsx';
import { Directory } from './directory.tsx';
import { PeopleList } from './people-list.tsx';
import { PlaceTree } from './place-tree.tsx';

type Part = Extract<Route, { page: 'team' }>['part'];

/** Who works here, who is at work now, the places they belong to, and whom they can ask. */
export function TeamPage({ part }: { part: Part }) {
  const { t } = useTranslation();
  const may = mayOpen(useWorkspace().session);
  const shown: Part = may.people ? part : 'now';
  const parts: Part[] = may.people ? ['people', 'customers', 'now', 'places', 'directory'] : ['now'];
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex min-h-13 items-center gap-4 border-b border-line px-4">
        <h1 className="m-0 text-body font-bold">{t('workspace.nav.team')}</h1>
        <nav aria-label={t('team.parts')} className="flex gap-1">
          {parts.map((one) => (
            <a
              key={one}
              href={pathTo.team(one)}
              {...(one === shown ? { 'aria-current': 'page' as const } : {})}
              className={`inline-flex min-h-8 items-center rounded-lg px-2.5 text-fact no-underline ${one === shown ? 'bg-accent-soft font-bold text-accent' : 'text-muted hover:bg-accent-soft hover:text-ink'}`}
            >
              {one === 'directory' ? t('directory.title') : t(`team.part.${one}`)}
            </a>
          ))}
        </nav>
      </header>
      {shown === 'people' ? <PeopleList /> : null}
      {shown === 'customers' ? <AssignPage /> : null}
      {shown === 'now' ? <AgentsNow /> : null}
      {shown === 'places' ? <PlaceTree /> : null}
      {shown === 'directory' ? <Directory /> : null}
    </div>
  );
}
