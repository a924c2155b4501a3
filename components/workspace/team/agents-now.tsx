import { MonitorCheck, MonitorOff, PhoneCall, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentNow } from '../../../lib/contract/presence.ts';
import { formatDuration, formatMoment, formatTime } from '../../../lib/i18n/format.ts';
import { deskState } from '../../../lib/people/desk-state.ts';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { type Column, VirtualTable } from '../virtual-table.tsx';
import { useAgentsNow, usePlaces } from './team-api.ts';

const order = { call: 0, here: 1, away: 2, never: 3 } as const;

/** Who is at work: in a call since, what has not been sent, which versions a desk lacks. Looks again every ten seconds. */
export function AgentsNow() {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const now = useSeconds();
  const list = useAgentsNow();
  const places = usePlaces();
  if (list.error && !list.data) return <FailureNote failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (!list.data) return <p className="m-4 text-muted">{t('common.loading')}</p>;
  const { compare } = new Intl.Collator(format().language);
  // The endpoint's clock and this machine's differ: what counts is how long ago it was when the list came.
  const at = list.data.now + Math.max(0, now - list.dataUpdatedAt);
  const agents = list.data.agents.toSorted((a, b) => order[deskState(a.desk, at)] - order[deskState(b.desk, at)] || compare(a.agent.name, b.agent.name));
  const count = (state: keyof typeof order) => agents.filter(({ desk }) => deskState(desk, at) === state).length;
  if (agents.length === 0) return <EmptyNote title={t('team.nobody')}>{t('team.nobodyAdvice')}</EmptyNote>;
  const columns: Column[] = [
    { key: 'name', title: t('team.name'), width: 'w-[22%]' },
    { key: 'place', title: t('team.place'), width: 'w-[18%]' },
    { key: 'state', title: t('team.now.desk'), width: 'w-[26%]' },
    { key: 'unsent', title: t('team.now.unsent'), width: 'w-[16%]' },
    { key: 'versions', title: t('team.now.versions'), width: 'w-[18%]' },
  ];
  return (
    <>
      <p className="tabular m-0 border-b border-line px-4 py-2 text-fact text-muted">
        {t('team.now.summary', { call: count('call'), here: count('here'), away: count('away') + count('never') })}
        {list.error ? <span className="text-fair"> · {t('team.now.stale', { at: formatTime(list.data.now, format()) })}</span> : null}
      </p>
      <VirtualTable
        label={t('team.part.now')}
        columns={columns}
        count={agents.length}
        paged={{ total: agents.length, more: false, loadingMore: false, failure: null, loadMore: () => {} }}
        row={(index) => {
          const one = agents[index];
          if (!one) return null;
          return {
            key: one.agent.id,
            cells: [
              <span key="name" title={one.agent.name} className="font-semibold">
                {one.agent.name}
              </span>,
              places.data?.find(({ place }) => place.id === one.agent.placeId)?.place.name ?? '',
              <Desk key="desk" desk={one.desk} at={at} />,
              <Unsent key="unsent" desk={one.desk} />,
              <Versions key="versions" desk={one.desk} />,
            ],
          };
        }}
      />
    </>
  );
}

/** This machine's time, every second: lengths grow while one looks. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Note({ tone, icon, children, title }: { tone: string; icon?: ReactNode; children: ReactNode; title?: string }) {
  return (
    <span title={title} className={`tabular flex max-w-full items-center gap-1.5 ${tone}`}>
      {icon ? <span className="shrink-0">{icon}</span> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}

function Desk({ desk, at }: { desk: AgentNow['desk']; at: number }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const state = deskState(desk, at);
  if (!desk || state === 'never')
    return (
      <Note tone="text-muted" icon={<MonitorOff size={15} aria-hidden="true" />}>
        {t('team.now.never')}
      </Note>
    );
  if (state === 'call' && desk.inCallSince !== null)
    return (
      <Note tone="font-semibold text-accent" icon={<PhoneCall size={15} aria-hidden="true" />}>
        {t('team.now.call', { since: formatTime(desk.inCallSince, format()), length: formatDuration(Math.max(0, at - desk.inCallSince)) })}
      </Note>
    );
  return state === 'here' ? (
    <Note tone="text-good" icon={<MonitorCheck size={15} aria-hidden="true" />}>
      {t('team.now.here')}
    </Note>
  ) : (
    <Note tone="text-muted" icon={<MonitorOff size={15} aria-hidden="true" />}>
      {t('team.now.away', { at: formatMoment(desk.at, format()) })}
    </Note>
  );
}

function Unsent({ desk }: { desk: AgentNow['desk'] }) {
  const { t } = useTranslation();
  if (!desk) return null;
  if (desk.rejected > 0)
    return (
      <Note tone="font-semibold text-bad" icon={<TriangleAlert size={15} aria-hidden="true" />}>
        {t('team.now.rejected', { unsent: desk.unsent, rejected: desk.rejected })}
      </Note>
    );
  return (
    <Note tone={desk.unsent > 0 ? 'text-fair' : 'text-muted'}>{desk.unsent > 0 ? t('team.now.waiting', { count: desk.unsent }) : t('team.now.allSent')}</Note>
  );
}

function Versions({ desk }: { desk: AgentNow['desk'] }) {
  const { t } = useTranslation();
  if (!desk) return null;
  const behind = desk.behind.map(({ id, has, newest }) => `${id} ${has ?? '–'} → ${newest}`);
  const refused = desk.refused.map(({ id, version, why }) => `${id} ${version ?? '?'}: ${why}`);
  if (refused.length > 0)
    return (
      <Note tone="font-semibold text-bad" icon={<TriangleAlert size={15} aria-hidden="true" />} title={refused.join('\n')}>
        {t('team.now.refused', { count: refused.length })}
      </Note>
    );
  if (behind.length > 0)
    return (
      <Note tone="text-fair" title={behind.join('\n')}>
        {t('team.now.behind', { count: behind.length, which: behind[0] })}
      </Note>
    );
  return <Note tone="text-muted">{t('team.now.newest')}</Note>;
}
