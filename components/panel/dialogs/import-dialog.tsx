import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { openShapes } from '../../../lib/browser/import-shapes.ts';
import { importEn } from '../../../lib/i18n/import.en.ts';
import { importZh } from '../../../lib/i18n/import.zh-CN.ts';
import { ImportFlow } from '../../import/import-flow.tsx';
import { localTarget } from '../../import/target.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { usePanel } from '../context.ts';

/** The customer file of an agent alone. Its words come with it: the panel starts without them. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { db, place, clock, newId, phoneHash, format } = usePanel();
  useMemo(() => {
    i18n.addResourceBundle('en', 'translation', importEn, true, true);
    i18n.addResourceBundle('zh-CN', 'translation', importZh, true, true);
  }, [i18n]);
  const target = useMemo(
    () => localTarget({ db, place, now: clock.now, newId, hash: async (e164) => (await phoneHash(e164)) ?? '' }),
    [db, place, clock, newId, phoneHash],
  );
  const shapes = useMemo(() => openShapes(db, clock.now), [db, clock]);
  return (
    <Dialog title={t('menu.import')} onClose={onClose}>
      <ImportFlow target={target} shapes={shapes} region={place.region} format={format} newId={newId} onDone={onClose} />
    </Dialog>
  );
}
