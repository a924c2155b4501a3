import { useLiveQuery } from 'dexie-react-hooks';
import { useTranslation } from 'react-i18next';
import { lastSignInItem } from '../../../lib/browser/session.ts';
import { signIn } from '../../../lib/browser/sign-in.ts';
import { countToTake } from '../../../lib/db/take-along.ts';
import { SignInForm } from '../../sign-in/sign-in-form.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useStored } from '../../ui/use-stored.ts';
import { usePanel } from '../context.ts';

/** From working alone to a team: says what goes along, and signs in. What follows is the way of every change: the outbox, the header, the next rounds. */
export function JoinDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { db, agent, place, clock, newId } = usePanel();
  const known = useStored(lastSignInItem);
  const state = useLiveQuery(async () => ({ counts: await countToTake(db), call: (await db.calls.count()) > 0 }), [db]);
  if (!state || known === undefined) return null;
  const take = { from: { agentId: agent.id, placeId: place.id }, now: clock.now, newId };
  return (
    <Dialog title={t('join.title')} onClose={onClose}>
      <p className="m-0 text-body">{t('join.explain')}</p>
      <ul className="tabular m-0 mt-1 list-disc pl-5 text-body">
        <li>{t('join.customers', { count: state.counts.customers })}</li>
        <li>{t('join.services', { count: state.counts.services })}</li>
        <li>{t('join.tasks', { count: state.counts.tasks })}</li>
        <li>{t('join.records', { count: state.counts.records })}</li>
      </ul>
      <p className="m-0 mt-2 text-fact text-muted">{t('join.goesOn')}</p>
      {state.call ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-fair">
          {t('join.call')}
        </p>
      ) : (
        <SignInForm known={known} onSignIn={(endpoint, credentials) => signIn(db, { endpoint, with: credentials, take })} />
      )}
    </Dialog>
  );
}
