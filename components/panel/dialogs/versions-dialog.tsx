import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openDivergences, settleField, settleRecord } from '../../../lib/db/divergences.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { SideBySide } from '../../versions/side-by-side.tsx';
import { titleOf } from '../../versions/version-title.ts';
import { usePanel } from '../context.ts';

/** What stands side by side, one after the other; of one customer, or all that is here. The dialog stays while the matters in it change. */
export function VersionsDialog({ customerId, onClose }: { customerId: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { db, format, clock, newId, agent, sync } = usePanel();
  const [settled, setSettled] = useState<readonly string[]>([]);
  const [choice, setChoice] = useState<{ of: string; version: string } | null>(null);
  const [failed, setFailed] = useState(false);
  const open = useLiveQuery(async () => {
    const all = await openDivergences(db, customerId);
    const first = all[0];
    const customer = first?.customerId ? await db.customers.get(first.customerId) : undefined;
    return { all, name: customer?.person.name };
  }, [db, customerId]);
  const divergence = open?.all.find(({ id }) => !settled.includes(id));
  const chosen = divergence && choice?.of === divergence.id ? choice.version : null;
  const left = open?.all.filter(({ id }) => !settled.includes(id)).length ?? 0;
  const keep = async () => {
    if (!divergence || chosen === null) return;
    const who = { agent, now: clock.now(), newId, choose: chosen };
    const done =
      divergence.kind === 'record'
        ? (await settleRecord(db, { ...who, divergence, why: t('versions.chosenWhy') })).ok
        : await settleField(db, { ...who, divergence });
    setFailed(!done);
    if (!done) return;
    setSettled([...settled, divergence.id]);
    void sync();
    if (left < 2) onClose();
  };
  useKeys({ Enter: () => void keep() }, { inDialog: true });
  if (!open) return null;
  const footer = (
    <Button kind="primary" shortcut="Enter" keyLabel="↵" isDisabled={chosen === null} onPress={() => void keep()}>
      {t('versions.keep')}
    </Button>
  );
  return (
    <Dialog title={divergence ? titleOf(t, divergence, open.name, format()) : t('versions.title')} onClose={onClose} {...(divergence ? { footer } : {})}>
      {divergence ? (
        <>
          <p className="m-0 mb-3 text-fact text-muted">
            {t(divergence.kind === 'record' ? 'versions.recordExplain' : 'versions.explain')}
            {settled.length + left > 1 ? <span className="tabular"> {t('versions.more', { n: settled.length + 1, count: settled.length + left })}</span> : null}
          </p>
          <SideBySide divergence={divergence} context={format()} chosen={chosen} onChoose={(version) => setChoice({ of: divergence.id, version })} inDialog />
        </>
      ) : (
        <p className="m-0 text-body text-muted">{t('versions.empty')}</p>
      )}
      {failed ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-fair">
          {t('versions.gone')}
        </p>
      ) : null}
    </Dialog>
  );
}
