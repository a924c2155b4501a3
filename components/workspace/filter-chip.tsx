import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';

export const CHIP = 'inline-flex min-h-8 max-w-64 cursor-pointer items-center gap-1.5 rounded-lg border bg-raised px-2.5 text-fact hover:bg-accent-soft';

type ChipProps = { name: string; says: string; isOpen: boolean; onOpenChange: (open: boolean) => void; onRemove?: () => void; children: ReactNode };

/** What a list is narrowed to: opens its editor, and has a cross once it is set. */
export function Chip({ name, says, isOpen, onOpenChange, onRemove, children }: ChipProps) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex max-w-full">
      <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
        <AriaButton
          aria-label={says ? `${name} ${says}` : name}
          className={`${CHIP} ${says ? 'border-accent' : 'border-line'} ${onRemove ? 'rounded-r-none border-r-0 pr-1' : ''}`}
        >
          <span className="shrink-0 text-muted">{name}</span>
          {says ? <span className="truncate font-bold text-ink">{says}</span> : null}
        </AriaButton>
        <Sheet label={name}>{children}</Sheet>
      </DialogTrigger>
      {onRemove ? (
        <AriaButton
          aria-label={t('quality.filter.remove', { name })}
          onPress={onRemove}
          className="min-h-8 cursor-pointer rounded-r-lg border border-l-0 border-accent bg-raised px-1.5 text-muted hover:bg-accent-soft hover:text-ink"
        >
          <X size={14} aria-hidden="true" />
        </AriaButton>
      ) : null}
    </span>
  );
}

export function Sheet({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover placement="bottom start" className="w-72 rounded-[10px] border border-line bg-surface p-1.5 text-ink">
      <Dialog aria-label={label} className="outline-none">
        {children}
      </Dialog>
    </Popover>
  );
}
