import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilter } from '../../../lib/contract/filter.ts';
import { useSavedFilters } from '../customers/use-filters.ts';
import { SelectField } from '../plan/form-fields.tsx';
import { type CampaignDraft, NAMED } from './campaign-draft.ts';

/** What a list can be narrowed by at one moment, and a rule cannot ask while it runs. */
const NOT_TAKEN = ['query', 'placeIds', 'ownerIds', 'planned', 'reach'] as const satisfies readonly (keyof CustomerFilter)[];

type Customers = Pick<CampaignDraft, 'covers' | 'lastFrom' | 'lastTo'>;

/** Begins with the customers of a filter that was kept in the list of customers. */
export function KeptFilter({ onChoose }: { onChoose: (customers: Customers) => void }) {
  const { t } = useTranslation();
  const { filters } = useSavedFilters();
  const [chosen, setChosen] = useState('');
  const kept = filters.find(({ id }) => id === chosen);
  if (filters.length === 0) return null;
  // Whoever cannot be called is called by no campaign anyway.
  const left = kept ? NOT_TAKEN.filter((part) => kept.filter[part] !== undefined && !(part === 'reach' && kept.filter.reach === 'callable')) : [];
  const choose = (id: string) => {
    setChosen(id);
    const filter = filters.find((one) => one.id === id)?.filter;
    if (!filter) return;
    const covers = Object.fromEntries(NAMED.map((what) => [what, (filter[what] ?? []).join(', ')])) as CampaignDraft['covers'];
    onChoose({ covers, lastFrom: filter.lastFrom ?? '', lastTo: filter.lastTo ?? '' });
  };
  return (
    <SelectField
      label={t('campaigns.editor.kept')}
      value={chosen}
      onChange={choose}
      options={[{ value: '', label: t('campaigns.editor.keptNone') }, ...filters.map(({ id, name }) => ({ value: id, label: name }))]}
      {...(left.length > 0
        ? { hint: t('campaigns.editor.notTaken', { what: left.map((part) => t(`campaigns.editor.part.${part}`)).join(t('list.comma')) }) }
        : {})}
    />
  );
}
