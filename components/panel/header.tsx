import { Check, CircleAlert, Ellipsis, Hourglass, LogIn, MonitorCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { talkTime } from '../../lib/call/machine.ts';
import type { Call } from '../../lib/contract/call.ts';
import { readMeta } from '../../lib/db/meta.ts';
import { outboxCounts } from '../../lib/db/outbox.ts';
import { formatDuration, formatMoment, formatSince } from '../../lib/i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { usePanel } from './context.ts';
import { MenuDialog } from './dialogs/menu-dialog.tsx';
import { useLive } from './hooks/use-live.ts';
import { useNow } from './hooks/use-now.ts';
import { OutboxDialog } from './outbox/outbox-dialog.tsx';
import { ReturnedBadge } from './own/returned-badge.tsx';

/** Where the call stands, one thing about the connection in words, and the menu. A demo clock is always shown as one. `isBetween`: it is known that there is no call. */
export function Header({ call, title, isBetween }: { call: Call | null; title: string; isBetween: boolean }) {
  const { t } = useTranslation();
  const { preview } = usePanel();
  const [menu, setMenu] = useState(false);
  return (
    <header className="border-b border-line bg-surface">
      {/* What is to be said about the connection is never cut: on a narrow panel it goes below the title. */}
      <div className="relative flex min-h-11 flex-wrap items-center justify-between gap-x-2 py-1 pr-12 pl-3">
        <h1 className="m-0 flex min-h-9 min-w-0 items-center text-body font-bold">{call ? <CallState call={call} /> : title}</h1>
        <div className="-my-1 flex min-w-0 flex-wrap items-center gap-0.5">
          {isBetween ? <ReturnedBadge /> : null}
          {preview ? null : <Connection />}
        </div>
        <Button kind="quiet" aria-label={t('menu.title')} className="absolute top-1 right-2 min-w-9 px-1" onPress={() => setMenu(true)}>
          <Ellipsis size={18} aria-hidden="true" />
        </Button>
      </div>
      <PreviewMark />
      <DemoClock />
      {menu ? <MenuDialog onClose={() => setMenu(false)} /> : null}
    </header>
  );
}

function CallState({ call }: { call: Call }) {
  const { t } = useTranslation();
  const { place } = usePanel();
  const now = useNow(1000);
  const time = talkTime(call, now);
  const over = call.phase === 'talking' && time > place.limits.callMinutes * 60_000;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span aria-hidden="true" className={`size-2 rounded-full ${call.phase === 'talking' ? 'bg-good' : call.phase === 'ringing' ? 'bg-accent' : 'bg-fair'}`} />
      {t(`phase.${call.phase}`)}
      {call.answeredAt === null ? null : <span className="tabular">{formatDuration(time)}</span>}
      {over ? <span className="text-label font-normal text-fair">{t('call.long', { minutes: place.limits.callMinutes })}</span> : null}
    </span>
  );
}

function PreviewMark() {
  const { t } = useTranslation();
  if (usePanel().preview !== true) return null;
  return (
    <p role="note" className="m-0 bg-accent-soft px-3 py-0.5 text-label font-semibold text-accent">
      {t('changes.preview')}
    </p>
  );
}

function DemoClock() {
  const { t } = useTranslation();
  const { clock, format } = usePanel();
  const now = useNow(1000);
  if (clock.demoOffset() === null) return null;
  return (
    <p role="note" className="tabular m-0 bg-fair-soft px-3 py-0.5 text-label text-fair">
      {t('header.demoClock', { at: formatMoment(now, { ...format(), now: now + 3 * 86_400_000 }) })}
    </p>
  );
}

type Status = { tone: string; icon: ReactNode; words: string };

/** One thing, in words; amber and red lead to the list behind them. */
function Connection() {
  const [open, setOpen] = useState(false);
  const status = useConnection();
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className={`inline-flex min-h-9 cursor-pointer items-center gap-1 rounded border-0 bg-transparent px-1.5 text-label first:-ml-1.5 hover:underline ${status.tone}`}
      >
        {status.icon}
        <span role="status">{status.words}</span>
      </button>
      {open ? <OutboxDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function useConnection(): Status {
  const { t } = useTranslation();
  const { db, session, format } = usePanel();
  const state = useLive([db.outbox, db.meta], async () => ({ ...(await outboxCounts(db)), link: await readMeta(db, 'link') }), [db]);
  const since = state?.since ? formatSince(state.since, format()) : '';
  if (state === undefined) return { tone: 'text-muted', icon: null, words: '' };
  if (session.mode === 'alone') return { tone: 'text-muted', icon: <MonitorCheck size={14} aria-hidden="true" />, words: t('header.alone') };
  if (state.rejected > 0)
    return { tone: 'font-semibold text-bad', icon: <CircleAlert size={14} aria-hidden="true" />, words: t('header.rejected', { count: state.rejected }) };
  if (state.link?.state === 'signed-out') return { tone: 'font-semibold text-bad', icon: <LogIn size={14} aria-hidden="true" />, words: t('header.signedOut') };
  if (state.waiting > 0)
    return { tone: 'text-fair', icon: <Hourglass size={14} aria-hidden="true" />, words: t('header.waiting', { count: state.waiting, since }) };
  if (state.link?.state === 'offline') return { tone: 'text-fair', icon: <Hourglass size={14} aria-hidden="true" />, words: t('header.offline') };
  return { tone: 'text-muted', icon: <Check size={14} aria-hidden="true" className="text-good" />, words: t('header.allSaved') };
}
