import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceSet } from '../../../lib/contract/people.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { possibleParents } from '../../../lib/people/tree.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { INPUT } from '../styles.ts';
import { Refused, type Tree } from './person-fields.tsx';
import { useRefreshTeam, useTeamApi } from './team-api.ts';

const KINDS: Place['kind'][] = ['centre', 'store', 'department'];
const LOCK_DEFAULT = 10;

type PlaceDialogProps = { place: Place | null; parentId: string | null; places: Tree; onClose: () => void };

/** A place, or a new one below another: its name, where it stands, how it is called on the telephone, its clock, and when its screens lock. */
export function PlaceDialog({ place, parentId, places, onClose }: PlaceDialogProps) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const form = useId();
  const parent = places.find((one) => one.place.id === parentId)?.place ?? null;
  const from = place ?? parent;
  const [fields, setFields] = useState(() => ({
    name: place?.name ?? '',
    parentId,
    kind: place?.kind ?? (from?.kind === 'department' ? ('department' as const) : ('store' as const)),
    company: from?.company.name ?? '',
    phone: from?.company.phone ?? '',
    timeZone: from?.timeZone ?? '',
    lockMinutes: String(from?.limits.lockMinutes ?? LOCK_DEFAULT),
  }));
  const patch = (next: Partial<typeof fields>) => setFields({ ...fields, ...next });
  const saved = useMutation({
    mutationFn: () => unwrap(api.savePlace(place?.id ?? null, setOf(place, fields))),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  const closing = useMutation({
    mutationFn: (id: string) => unwrap(api.savePlace(id, { closed: true })),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  const open = places.map((one) => one.place).filter((one) => one.closedAt === undefined || one.id === place?.parentId);
  const others = place ? possibleParents(open, place.id) : open;
  const failure = saved.error ?? closing.error;
  const mayMove = place === null || (place.parentId !== null && place.id !== session.place.id);
  const ready = fields.name.trim() !== '' && fields.company.trim() !== '' && /^\d{1,3}$/.test(fields.lockMinutes);
  const field = (label: string, value: string, change: (value: string) => void, props: object = {}) => (
    <label className="mt-3 block text-label text-muted">
      {label}
      <input value={value} onChange={(event) => change(event.target.value)} className={`mt-1 ${INPUT}`} {...props} />
    </label>
  );
  return (
    <Dialog
      title={place ? place.name : t('team.places.new')}
      onClose={onClose}
      footer={
        <>
          {place && mayMove && place.closedAt === undefined ? (
            <Button kind="danger" className="mr-auto" isDisabled={saved.isPending || closing.isPending} onPress={() => closing.mutate(place.id)}>
              {t('team.places.close')}
            </Button>
          ) : null}
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form={form} isDisabled={!ready || saved.isPending} keyLabel="↵">
            {t('team.save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) saved.mutate();
        }}
      >
        {place ? null : <p className="m-0 text-fact text-muted">{t('team.places.copied', { place: parent?.name ?? '' })}</p>}
        {field(t('team.places.name'), fields.name, (name) => patch({ name }), { required: true, maxLength: 200 })}
        <div className="mt-3 grid grid-cols-2 gap-3">
          <label className="block text-label text-muted">
            {t('team.places.what')}
            <select value={fields.kind} onChange={(event) => patch({ kind: event.target.value as Place['kind'] })} className={`mt-1 ${INPUT}`}>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`team.places.kind.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          {mayMove ? (
            <label className="block min-w-0 text-label text-muted">
              {t('team.places.below')}
              <select value={fields.parentId ?? ''} onChange={(event) => patch({ parentId: event.target.value })} className={`mt-1 ${INPUT}`}>
                {others.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
        </div>
        {field(t('team.places.company'), fields.company, (company) => patch({ company }), { required: true, maxLength: 200 })}
        {field(t('team.places.phone'), fields.phone, (phone) => patch({ phone }), { inputMode: 'tel', maxLength: 40 })}
        <div className="grid grid-cols-2 gap-3">
          {field(t('team.places.zone'), fields.timeZone, (timeZone) => patch({ timeZone }), { required: true, list: `${form}-zones`, spellCheck: false })}
          {field(t('team.places.lock'), fields.lockMinutes, (lockMinutes) => patch({ lockMinutes }), { type: 'number', min: 0, max: 480, required: true })}
        </div>
        <datalist id={`${form}-zones`}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <p className="m-0 mt-1 text-label text-muted">{t('team.places.lockAdvice')}</p>
        <Refused failure={failure ? failureOf(failure) : null} />
      </form>
    </Dialog>
  );
}

type PlaceFields = { name: string; parentId: string | null; kind: Place['kind']; company: string; phone: string; timeZone: string; lockMinutes: string };

/** Only what differs, so that two people who change two things both do. */
function setOf(place: Place | null, fields: PlaceFields): PlaceSet {
  const { kind, parentId, timeZone } = fields;
  const name = fields.name.trim();
  const company = { name: fields.company.trim(), phone: fields.phone.trim() };
  const lockMinutes = Number(fields.lockMinutes);
  const zone = timeZone.trim();
  return {
    ...(name !== place?.name ? { name } : {}),
    ...(parentId !== null && parentId !== place?.parentId ? { parentId } : {}),
    ...(kind !== place?.kind ? { kind } : {}),
    ...(company.name !== place?.company.name || company.phone !== place.company.phone ? { company } : {}),
    ...(zone !== place?.timeZone ? { timeZone: zone } : {}),
    ...(lockMinutes !== (place?.limits.lockMinutes ?? LOCK_DEFAULT) ? { lockMinutes } : {}),
  };
}
