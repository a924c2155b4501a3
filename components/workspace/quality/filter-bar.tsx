import { ListFilter, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DialogTrigger } from 'react-aria-components/Dialog';
import { useTranslation } from 'react-i18next';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { type Chosen, NOTHING_CHOSEN } from '../../../lib/quality/address.ts';
import type { Period } from '../../../lib/quality/period.ts';
import { useText } from '../../review/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWorkspace } from '../context.ts';
import { CHIP, Chip, Sheet } from '../filter-chip.tsx';
import { FieldEditor, PeriodEditor } from './field-editor.tsx';
import { cleared, type FilterField, filterFields, isSet, saysOf } from './filter-fields.ts';
import { useOptions } from './use-options.ts';

/** These are always there: what a reviewer begins with. */
const FIRST = ['satisfactions', 'reviews'];

/** What the list is narrowed to, a chip each, and everything else it could be narrowed to. */
export function FilterBar({ chosen, onChange }: { chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const [open, setOpen] = useState<string | null>(null);
  const options = useOptions();
  const fields = filterFields({ filter: chosen.filter, options, t, text });
  // A chip stays while it is open, even when everything in it has just been taken off.
  const shown = fields.filter((field) => isSet(field) || field.key === open || FIRST.includes(field.key));
  const rest = fields.filter((field) => !shown.includes(field));
  const any = chosen.period !== null || chosen.filter.customerId !== undefined || fields.some(isSet);
  const change = (filter: Chosen['filter']) => onChange({ ...chosen, filter });
  const toggle = (key: string) => (isOpen: boolean) => setOpen((now) => (isOpen ? key : now === key ? null : now));
  useKeys({ KeyF: () => setOpen('more') });
  return (
    <search aria-label={t('quality.filter.title')} className="flex flex-wrap items-center gap-1.5 px-3 pb-2">
      <Chip
        name={t('quality.field.period')}
        says={usePeriodWords()(chosen.period)}
        isOpen={open === 'period'}
        onOpenChange={toggle('period')}
        {...(chosen.period === null ? {} : { onRemove: () => onChange({ ...chosen, period: null }) })}
      >
        <PeriodEditor period={chosen.period} onChange={(period) => onChange({ ...chosen, period })} />
      </Chip>
      {shown.map((field) => (
        <Chip
          key={field.key}
          name={t(`quality.field.${field.key}`)}
          says={saysOf(field, t)}
          isOpen={open === field.key}
          onOpenChange={toggle(field.key)}
          {...(isSet(field) ? { onRemove: () => change(cleared(field)) } : {})}
        >
          <FieldEditor field={field} onChange={change} />
        </Chip>
      ))}
      {chosen.filter.customerId === undefined ? null : <OneCustomer onRemove={() => change(withoutCustomer(chosen.filter))} />}
      <MoreFields fields={rest} isOpen={open === 'more'} onOpenChange={toggle('more')} onPick={setOpen} />
      {any ? (
        <Button kind="quiet" tight onPress={() => onChange(NOTHING_CHOSEN)} className="min-h-8 text-fact">
          {t('quality.filter.clear')}
        </Button>
      ) : null}
    </search>
  );
}

function withoutCustomer({ customerId: _customerId, ...rest }: Chosen['filter']): Chosen['filter'] {
  return rest;
}

function OneCustomer({ onRemove }: { onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={`${CHIP} border-accent`}>
      <span className="font-bold">{t('quality.filter.oneCustomer')}</span>
      <AriaButton
        aria-label={t('quality.filter.remove', { name: t('quality.filter.oneCustomer') })}
        onPress={onRemove}
        className="cursor-pointer border-0 bg-transparent p-0 text-muted"
      >
        <X size={14} aria-hidden="true" />
      </AriaButton>
    </span>
  );
}

type MoreProps = { fields: readonly FilterField[]; isOpen: boolean; onOpenChange: (open: boolean) => void; onPick: (key: string) => void };

function MoreFields({ fields, isOpen, onOpenChange, onPick }: MoreProps) {
  const { t } = useTranslation();
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <AriaButton className={`${CHIP} border-dashed border-line text-muted`}>
        <ListFilter size={14} aria-hidden="true" />
        {t('quality.filter.more')}
        <Key>F</Key>
      </AriaButton>
      <Sheet label={t('quality.filter.more')}>
        <ul className="m-0 grid max-h-96 list-none grid-cols-2 overflow-y-auto p-0">
          {fields.map(({ key }) => (
            <li key={key}>
              <AriaButton
                onPress={() => onPick(key)}
                className="min-h-8 w-full cursor-pointer rounded-lg border-0 bg-transparent px-2 text-left text-fact text-ink hover:bg-accent-soft"
              >
                {t(`quality.field.${key}`)}
              </AriaButton>
            </li>
          ))}
        </ul>
      </Sheet>
    </DialogTrigger>
  );
}

function usePeriodWords(): (period: Period | null) => string {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const day = (date: string | null) => (date === null ? '…' : formatLocalDate(date, format()));
  return (period) => (period === null ? '' : typeof period === 'string' ? t(`quality.period.${period}`) : `${day(period.from)} – ${day(period.to)}`);
}
