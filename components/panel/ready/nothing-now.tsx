import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { QueueState } from '../../../lib/db/meta.ts';
import type { Queue } from '../../../lib/db/queue.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import { useSync } from '../hooks/use-sync.ts';

/** Nobody may be called now: why, and the next good moment. Closed hours are told like everything else, by the reasons of the plan. */
export function NothingNow({ queue, state, onImport }: { queue: Queue; state: QueueState | null; onImport: () => void }) {
  const { t } = useTranslation();
  const { format, session } = usePanel();
  const { syncing, sync } = useSync();
  const context = format();
  const soonest = queue.later.find(({ nextAt }) => nextAt !== null);
  const nextAt = soonest?.nextAt ?? state?.nextAt ?? null;
  const why = soonest ? soonest.entry.why : (state?.why ?? []);
  // Just signed in: the first answer is on its way, and "nobody" would not be true yet.
  const asking = session.mode === 'team' && state === null && !soonest;
  useKeys(session.mode === 'team' ? { KeyR: () => void sync() } : { KeyI: onImport });
  return (
    <section aria-labelledby="nothing-now" className="panel-card rounded-[10px] border border-line bg-surface p-3.5">
      <h2 id="nothing-now" className="m-0 flex items-center gap-2 text-name font-semibold">
        <Clock size={20} aria-hidden="true" className="shrink-0 text-muted" />
        {asking ? t('nothing.looking') : nextAt === null ? t('nothing.title') : t('nothing.until', { at: formatMoment(nextAt, context) })}
      </h2>
      <ul className="m-0 mt-2 list-none p-0 text-body text-muted">
        {why.map((reason) => (
          <li key={reason.code}>{wordReason(t, reason, context)}</li>
        ))}
        {why.length === 0 && !asking ? <li>{t(session.mode === 'team' ? 'nothing.team' : 'nothing.alone')}</li> : null}
      </ul>
      {soonest ? <p className="m-0 mt-2 text-body">{t('nothing.next', { name: soonest.entry.customer.person.name })}</p> : null}
      {session.mode === 'alone' ? (
        <Button className="mt-3" kind="primary" shortcut="I" keyLabel="I" onPress={onImport}>
          {t('menu.import')}
        </Button>
      ) : null}
      {session.mode === 'team' ? (
        <Button className="mt-3" shortcut="R" keyLabel="R" isDisabled={syncing} onPress={() => void sync()}>
          {syncing ? t('nothing.looking') : t('nothing.look')}
        </Button>
      ) : null}
    </section>
  );
}
