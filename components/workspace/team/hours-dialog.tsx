import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallingHours, Place } from '../../../lib/contract/place.ts';
import { formatTime } from '../../../lib/i18n/format.ts';
import { holidayOn } from '../../../lib/plan/holidays.ts';
import { windowsOn } from '../../../lib/plan/windows.ts';
import { addDays, localDateAt } from '../../../lib/plan/zone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { ClosedDays, HolidaysField } from './closed-days.tsx';
import { canSave, draftOf, type HoursDraft, hoursOf, newSeason, setOf } from './hours-draft.ts';
import { LimitFields } from './limit-fields.tsx';
import { Refused } from './person-fields.tsx';
import { PurposeHoursFields } from './purpose-hours.tsx';
import { SeasonFields } from './season-fields.tsx';
import { useRefreshTeam, useTeamApi } from './team-api.ts';

/** When customers of a place may be called, and how often: what the lead sets, and every panel obeys from the next customer on. */
export function HoursDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useTranslation();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const form = useId();
  const [draft, setDraft] = useState(() => draftOf(place));
  const [isLeaving, setLeaving] = useState(false);
  const set = setOf(place, draft);
  const isChanged = Object.keys(set).length > 0 || !canSave(draft);
  const patch = (next: Partial<HoursDraft>) => setDraft({ ...draft, ...next });
  const saved = useMutation({
    mutationFn: () => unwrap(api.savePlace(place.id, set)),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  const leave = () => (isChanged ? setLeaving(true) : onClose());
  const footer = isLeaving ? (
    <>
      <span role="alert" className="mr-auto self-center text-fact font-semibold">
        {t('team.hours.discard')}
      </span>
      <Button key="go-on" autoFocus onPress={() => setLeaving(false)}>
        {t('team.hours.goOn')}
      </Button>
      <Button key="discard" kind="danger" onPress={onClose}>
        {t('team.hours.discardIt')}
      </Button>
    </>
  ) : (
    <>
      <Button onPress={leave}>{t('common.cancel')}</Button>
      <Button kind="primary" type="submit" form={form} isDisabled={!canSave(draft) || Object.keys(set).length === 0 || saved.isPending} keyLabel="↵">
        {t('team.save')}
      </Button>
    </>
  );
  return (
    <Dialog wide title={t('team.hours.title', { place: place.name })} onClose={leave} footer={footer}>
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave(draft) && Object.keys(set).length > 0) saved.mutate();
        }}
      >
        <Soon hours={hoursOf(draft)} zone={place.timeZone} />
        {draft.seasons.map((season, index) => (
          <SeasonFields
            key={season.key}
            season={season}
            n={index + 1}
            onChange={(next) => patch({ seasons: draft.seasons.map((one) => (one.key === season.key ? next : one)) })}
            onRemove={() => patch({ seasons: draft.seasons.filter((one) => one.key !== season.key) })}
          />
        ))}
        {draft.seasons.length === 0 ? (
          <p role="alert" className="m-0 mt-2 text-fact font-semibold text-fair">
            {t('team.hours.never')}
          </p>
        ) : null}
        <Button kind="quiet" className="mt-2" isDisabled={draft.seasons.length >= 20} onPress={() => patch({ seasons: [...draft.seasons, newSeason()] })}>
          <Plus size={16} aria-hidden="true" />
          {t('team.hours.addSeason')}
        </Button>
        <HolidaysField value={draft.holidays} onChange={(holidays) => patch({ holidays })} />
        <ClosedDays value={draft.closed} onChange={(closed) => patch({ closed })} />
        <PurposeHoursFields value={draft.purposeHours} onChange={(purposeHours) => patch({ purposeHours })} />
        <LimitFields draft={draft} onChange={patch} />
        <Refused failure={saved.error ? failureOf(saved.error) : null} />
      </form>
    </Dialog>
  );
}

/** What the hours come to, today and tomorrow: the quickest way to see that they are meant so. */
function Soon({ hours, zone }: { hours: CallingHours; zone: string }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = { ...format(), zone };
  const today = localDateAt(context.now, zone);
  const said = (day: string) => {
    const holiday = hours.holidays ? holidayOn(hours.holidays, day) : null;
    if (holiday) return t('team.hours.holiday', { holiday: t(`holiday.${holiday}`) });
    const windows = windowsOn({ hours, zone, preferred: null, day });
    return windows.map(({ from, to }) => `${formatTime(from, context)}–${formatTime(to, context)}`).join(', ') || t('team.hours.nobody');
  };
  return (
    <p aria-live="polite" className="m-0 text-fact text-muted">
      {t('team.hours.soon', { today: said(today), tomorrow: said(addDays(today, 1)) })}
    </p>
  );
}
