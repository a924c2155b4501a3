import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { openShapes } from '../../../lib/browser/import-shapes.ts';
import { openPhoneHash } from '../../../lib/browser/phone-hash.ts';
import { ImportFlow } from '../../import/import-flow.tsx';
import { endpointTarget, localTarget } from '../../import/target.ts';
import { useWorkspace } from '../context.ts';
import { pathTo } from '../use-route.ts';

/** A customer file to the endpoint, or for an agent alone to this computer. */
export function ImportPage() {
  const { t } = useTranslation();
  const { api, db, clock, newId, session, format } = useWorkspace();
  const queries = useQueryClient();
  const { place } = session;
  const target = useMemo(() => {
    if (api) return endpointTarget(api);
    const opened = openPhoneHash(db);
    return localTarget({ db, place, now: clock.now, newId, hash: async (e164) => (await opened)(e164) });
  }, [api, db, place, clock, newId]);
  const shapes = useMemo(() => openShapes(db, clock.now), [db, clock]);
  // However the person leaves, what was fetched before is no longer all.
  useEffect(() => () => void queries.invalidateQueries({ queryKey: ['customers'] }), [queries]);
  const done = () => {
    location.hash = pathTo.customers;
  };
  return (
    <div className="h-full overflow-y-auto px-5 py-4">
      <a href={pathTo.customers} className="mb-3 inline-flex min-h-8 items-center gap-1.5 text-fact text-muted no-underline hover:text-ink">
        <ArrowLeft size={15} aria-hidden="true" />
        {t('workspace.nav.customers')}
      </a>
      <h1 className="sr-only">{t('import.title')}</h1>
      <ImportFlow target={target} shapes={shapes} region={place.region} format={format} onDone={done} newId={newId} />
    </div>
  );
}
