import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilter, SavedFilter } from '../../../lib/contract/filter.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { Chip } from '../filter-chip.tsx';
import { INPUT } from '../styles.ts';
import { useSavedFilters } from './use-filters.ts';

type SavedProps = { filter: CustomerFilter; onChoose: (filter: CustomerFilter) => void };

/** Filters under a name, for everybody who leads here: choose one, keep this one, let one go and take that back. */
export function SavedFilters({ filter, onChoose }: SavedProps) {
  const { t } = useTranslation();
  const { session, newId } = useWorkspace();
  const { isFor, filters, save, remove } = useSavedFilters();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [gone, setGone] = useState<SavedFilter | null>(null);
  if (!isFor) return null;
  const isSet = Object.keys(filter).length > 0;
  const failed = save.error ?? remove.error;
  const keep = () => {
    const known = filters.find((one) => one.name === name.trim() && one.placeId === session.place.id);
    const kept = { id: known?.id ?? newId(), placeId: session.place.id, name: name.trim(), filter };
    save.mutate(kept, { onSuccess: () => setName('') });
  };
  return (
    <Chip name={t('customers.filter.kept')} says={filters.length > 0 ? String(filters.length) : ''} isOpen={isOpen} onOpenChange={setIsOpen}>
      <ul aria-label={t('customers.filter.kept')} className="m-0 max-h-60 list-none overflow-y-auto p-0">
        {filters.map((one) => (
          <li key={one.id} className="flex items-center">
            <Button
              kind="quiet"
              className="min-w-0 flex-1 justify-start! text-fact"
              onPress={() => {
                onChoose(one.filter);
                setIsOpen(false);
              }}
            >
              <Bookmark size={14} aria-hidden="true" className="shrink-0" />
              <span className="truncate">{one.name}</span>
            </Button>
            <Button
              kind="quiet"
              aria-label={t('customers.filter.remove', { name: one.name })}
              className="min-w-8 px-1!"
              onPress={() => remove.mutate(one, { onSuccess: () => setGone(one) })}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {filters.length === 0 && !gone ? <p className="m-0 p-2 text-fact text-muted">{t('customers.filter.noneKept')}</p> : null}
      {gone ? (
        <div role="status" className="flex items-center gap-2 rounded-lg bg-fair-soft px-2 py-1 text-fact">
          <span className="min-w-0 flex-1 truncate">{t('customers.filter.removed', { name: gone.name })}</span>
          <Button
            tight
            onPress={() => save.mutate({ id: gone.id, placeId: gone.placeId, name: gone.name, filter: gone.filter }, { onSuccess: () => setGone(null) })}
          >
            {t('customers.undo')}
          </Button>
        </div>
      ) : null}
      {isSet ? (
        <form
          className="mt-1 flex items-end gap-1.5 border-t border-line p-1"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') keep();
          }}
        >
          <label className="min-w-0 flex-1 text-label text-muted">
            {t('customers.filter.keepAs')}
            <input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} className={`mt-1 ${INPUT}`} />
          </label>
          <Button type="submit" isDisabled={name.trim() === '' || save.isPending}>
            {t('customers.filter.keep')}
          </Button>
        </form>
      ) : null}
      {failed ? (
        <p role="alert" className="m-0 p-1 text-fact font-semibold text-bad">
          {t('customers.failed', { why: t(`error.${failureOf(failed).kind}`) })}
        </p>
      ) : null}
    </Chip>
  );
}
