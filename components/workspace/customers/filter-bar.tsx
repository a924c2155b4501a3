import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilter, FilterWords } from '../../../lib/contract/filter.ts';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { Chip } from '../filter-chip.tsx';
import { Days, Many, One, Parts } from './filter-fields.tsx';

type Field = 'classes' | 'tags' | 'products' | 'kinds' | 'cities' | 'languages' | 'placeIds' | 'last' | 'planned' | 'reach';
const FIELDS: readonly Field[] = ['classes', 'tags', 'products', 'kinds', 'cities', 'languages', 'placeIds', 'last', 'planned', 'reach'];

type FilterBarProps = {
  filter: CustomerFilter;
  onChange: (filter: CustomerFilter) => void;
  words: FilterWords | undefined;
  places: readonly { id: string; name: string }[];
  children?: ReactNode;
};

/** What customers are narrowed to, a chip each; every change counts at once. */
export function CustomerFilterBar({ filter, onChange, words, places, children }: FilterBarProps) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const [open, setOpen] = useState<Field | null>(null);
  const day = (date: string | undefined) => (date === undefined ? '…' : formatLocalDate(date, format()));
  const nameOf = (id: string) => places.find((place) => place.id === id)?.name ?? id;
  const says = (field: Field): string => {
    switch (field) {
      case 'last':
        return filter.lastFrom === undefined && filter.lastTo === undefined ? '' : `${day(filter.lastFrom)} – ${day(filter.lastTo)}`;
      case 'planned':
        return filter.planned === undefined ? '' : t(`customers.filter.is.${filter.planned ? 'planned' : 'unplanned'}`);
      case 'reach':
        return filter.reach === undefined ? '' : t(`customers.filter.reach.${filter.reach}`);
      case 'placeIds':
        return (filter.placeIds ?? []).map(nameOf).join(t('list.comma'));
      case 'languages':
        return (filter.languages ?? []).map((tag) => languageOf(t, tag)).join(t('list.comma'));
      default:
        return (filter[field] ?? []).join(t('list.comma'));
    }
  };
  // Who works at one place has no place to choose.
  const shown = FIELDS.filter((field) => field !== 'placeIds' || places.length > 1 || filter.placeIds !== undefined);
  const isAny = shown.some((field) => says(field) !== '');
  return (
    <search aria-label={t('customers.filter.title')} className="flex flex-wrap items-center gap-1.5 px-3 py-2">
      {shown.map((field) => (
        <Chip
          key={field}
          name={t(`customers.filter.field.${field}`)}
          says={says(field)}
          isOpen={open === field}
          onOpenChange={(isOpen) => setOpen((now) => (isOpen ? field : now === field ? null : now))}
          {...(says(field) === '' ? {} : { onRemove: () => onChange(without(filter, field)) })}
        >
          <Editor field={field} filter={filter} onChange={onChange} words={words} places={places} />
        </Chip>
      ))}
      {isAny ? (
        <Button kind="quiet" tight onPress={() => onChange({})} className="min-h-8 text-fact">
          {t('customers.filter.clear')}
        </Button>
      ) : null}
      {children}
    </search>
  );
}

function Editor({ field, filter, onChange, words, places }: FilterBarProps & { field: Field }) {
  const { t } = useTranslation();
  const label = t(`customers.filter.field.${field}`);
  switch (field) {
    case 'last': {
      const put = (name: 'lastFrom' | 'lastTo', value: string) => {
        const { [name]: _, ...rest } = filter;
        onChange(value === '' ? rest : { ...rest, [name]: value });
      };
      return <Days from={filter.lastFrom ?? ''} to={filter.lastTo ?? ''} onFrom={(value) => put('lastFrom', value)} onTo={(value) => put('lastTo', value)} />;
    }
    case 'planned':
      return (
        <One
          label={label}
          options={[
            { value: 'yes', label: t('customers.filter.is.planned') },
            { value: 'no', label: t('customers.filter.is.unplanned') },
          ]}
          chosen={filter.planned === undefined ? null : filter.planned ? 'yes' : 'no'}
          onChange={(value) => onChange(value === null ? without(filter, field) : { ...filter, planned: value === 'yes' })}
        />
      );
    case 'reach':
      return (
        <One
          label={label}
          options={REACH.map((value) => ({ value, label: t(`customers.filter.reach.${value}`) }))}
          chosen={filter.reach ?? null}
          onChange={(value) => onChange(value === null ? without(filter, field) : { ...filter, reach: value })}
        />
      );
    case 'products':
      return (
        <Parts
          label={label}
          hint={t('customers.filter.productsHint')}
          parts={filter.products ?? []}
          onChange={(parts) => onChange(withMany(filter, field, parts))}
        />
      );
    default:
      return (
        <Many
          label={label}
          options={optionsOf(field, words, places, t)}
          chosen={filter[field] ?? []}
          onChange={(chosen) => onChange(withMany(filter, field, chosen))}
        />
      );
  }
}

const REACH = ['callable', 'no-phone', 'opted-out'] as const;
type ManyField = 'classes' | 'tags' | 'products' | 'kinds' | 'cities' | 'languages' | 'placeIds';

function optionsOf(field: Exclude<ManyField, 'products'>, words: FilterWords | undefined, places: FilterBarProps['places'], t: TFunction) {
  if (field === 'placeIds') return places.map(({ id, name }) => ({ value: id, label: name }));
  return (words?.[field] ?? []).map((word) => ({ value: word, label: field === 'languages' ? languageOf(t, word) : word }));
}

function languageOf(t: TFunction, tag: string): string {
  return t(`language.${tag}`, { defaultValue: tag });
}

function withMany(filter: CustomerFilter, field: ManyField, chosen: readonly string[]): CustomerFilter {
  return chosen.length === 0 ? without(filter, field) : { ...filter, [field]: [...chosen] };
}

function without(filter: CustomerFilter, field: Field): CustomerFilter {
  const gone: readonly string[] = field === 'last' ? ['lastFrom', 'lastTo'] : [field];
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !gone.includes(name)));
}
