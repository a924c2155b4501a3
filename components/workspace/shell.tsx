import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CampaignsPage } from './campaigns/campaigns-page.tsx';
import { mayOpen, useWorkspace } from './context.ts';
import { CustomersPage } from './customers/customers-page.tsx';
import { ImportPage } from './customers/import-page.tsx';
import { EmptyNote } from './failure-note.tsx';
import { Nav } from './nav.tsx';
import { PlanPage } from './plan/plan-page.tsx';
import { ContentPage } from './publish/content-page.tsx';
import { RecordsPage } from './records/records-page.tsx';
import { TeamPage } from './team/team-page.tsx';
import { type Route, useRoute } from './use-route.ts';
import { VersionsPage } from './versions/versions-page.tsx';

/** Left the pages, right the one that is open. */
export function Shell() {
  const route = useRoute();
  return (
    <div className="flex h-dvh bg-bg text-ink print:h-auto">
      <Nav route={route} />
      <main className="min-w-0 flex-1">
        <Page route={route} />
      </main>
    </div>
  );
}

function Page({ route }: { route: Route }): ReactNode {
  const { t } = useTranslation();
  const may = mayOpen(useWorkspace().session);
  const closed = <EmptyNote title={t('workspace.closed')}>{t('workspace.closedAdvice')}</EmptyNote>;
  switch (route.page) {
    case 'records':
      return <RecordsPage id={route.id} />;
    case 'customers':
      return may.customers ? <CustomersPage id={route.id} /> : closed;
    case 'import':
      return may.importing ? <ImportPage /> : closed;
    case 'plan':
      return may.plan ? <PlanPage part={route.part} /> : closed;
    case 'campaigns':
      return may.plan ? <CampaignsPage id={route.id} /> : closed;
    case 'versions':
      return may.versions ? <VersionsPage /> : closed;
    case 'scripts':
      return may.publishing ? <ContentPage kind="script" id={route.id} /> : closed;
    case 'phrases':
      return may.publishing ? <ContentPage kind="phrase-list" id={route.id} /> : closed;
    case 'team':
      return may.team ? <TeamPage part={route.part} /> : closed;
  }
}
