import { useMutation } from '@tanstack/react-query';
import { Clock, Plus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../../lib/contract/place.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { FailureNote } from '../failure-note.tsx';
import { HoursDialog } from './hours-dialog.tsx';
import { Refused } from './person-fields.tsx';
import { PlaceDialog } from './place-dialog.tsx';
import { usePeople, usePlaces, useRefreshTeam, useTeamApi } from './team-api.ts';

/** The places as a tree: whoever belongs to one reaches it and all below it. */
export function PlaceTree() {
  const { t } = useTranslation();
  const places = usePlaces();
  const people = usePeople();
  const { format } = useWorkspace();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const reopened = useMutation({ mutationFn: (id: string) => unwrap(api.savePlace(id, { closed: false })), onSuccess: refresh });
  const [open, setOpen] = useState<{ place: Place | null; parentId: string | null } | null>(null);
  const [hours, setHours] = useState<Place | null>(null);
  if (places.error) return <FailureNote failure={failureOf(places.error)} onRetry={() => void places.refetch()} />;
  if (!places.data) return <p className="m-4 text-muted">{t('common.loading')}</p>;
  const working = (placeId: string) => people.data?.filter(({ agent, deactivatedAt }) => agent.placeId === placeId && deactivatedAt === null).length;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <p className="m-0 mb-3 max-w-prose text-fact text-muted">{t('team.places.explain')}</p>
      <ul className="panel-card m-0 max-w-3xl list-none rounded-[10px] border border-line p-0">
        {places.data.map(({ place, depth }) => (
          <li key={place.id} className="flex min-h-11 items-center gap-3 border-b border-line pr-2 last:border-b-0" style={{ paddingLeft: 14 + depth * 22 }}>
            <button
              type="button"
              title={place.name}
              onClick={() => setOpen({ place, parentId: place.parentId })}
              className={`flex min-h-8 min-w-0 flex-1 cursor-pointer items-center border-0 bg-transparent p-0 text-left text-body font-semibold hover:text-accent hover:underline ${place.closedAt === undefined ? 'text-ink' : 'text-muted'}`}
            >
              <span className="min-w-0 truncate">{place.name}</span>
              <span className="shrink-0 text-fact font-normal whitespace-pre text-muted"> · {t(`team.places.kind.${place.kind}`)}</span>
            </button>
            {place.closedAt === undefined ? (
              <>
                <span className="tabular shrink-0 text-label text-muted">
                  {people.data ? t('team.places.people', { count: working(place.id) ?? 0 }) : ''} · {place.timeZone}
                </span>
                <Button kind="quiet" aria-label={t('team.hours.open', { place: place.name })} onPress={() => setHours(place)}>
                  <Clock size={16} aria-hidden="true" />
                  {t('team.hours.openShort')}
                </Button>
                <Button kind="quiet" aria-label={t('team.places.addBelow', { place: place.name })} onPress={() => setOpen({ place: null, parentId: place.id })}>
                  <Plus size={16} aria-hidden="true" />
                  {t('team.places.add')}
                </Button>
              </>
            ) : (
              <>
                <span className="tabular shrink-0 text-label text-fair">{t('team.places.closed', { at: formatMoment(place.closedAt, format()) })}</span>
                <Button
                  kind="quiet"
                  isDisabled={reopened.isPending}
                  aria-label={t('team.places.reopenPlace', { place: place.name })}
                  onPress={() => reopened.mutate(place.id)}
                >
                  <Undo2 size={16} aria-hidden="true" />
                  {t('team.places.reopen')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <Refused failure={reopened.error ? failureOf(reopened.error) : null} />
      {hours ? <HoursDialog key={hours.id} place={hours} onClose={() => setHours(null)} /> : null}
      {open ? (
        <PlaceDialog key={open.place?.id ?? 'new'} place={open.place} parentId={open.parentId} places={places.data} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
