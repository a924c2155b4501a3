import { Merge, Undo2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../../lib/contract/basics.ts';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../context.ts';
import { ExportButton } from './export-button.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { Section } from './section.tsx';
import { SplitDialog } from './split-dialog.tsx';

/** What leads do with the file as a whole. */
export function WholeFile({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const [open, setOpen] = useState<'merge' | 'split' | null>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const { role } = session.agent;
  if (role !== 'lead' && role !== 'admin') return null;
  const mergeId = lastMerge(page.history);
  const close = () => setOpen(null);
  // The button that opened it is gone once the merge was taken back.
  const closeSplit = () => {
    close();
    setTimeout(() => document.activeElement === document.body && buttons.current?.querySelector('button')?.focus(), 50);
  };
  return (
    <Section title={t('merge.title')}>
      <div ref={buttons} className="mt-1.5 flex flex-wrap items-start gap-2">
        <ExportButton customerId={page.customer.id} />
        <Button isDisabled={page.heldBy !== null} onPress={() => setOpen('merge')}>
          <Merge size={15} aria-hidden="true" className="shrink-0" />
          {t('merge.open')}
        </Button>
        {mergeId === null ? null : (
          <Button isDisabled={page.heldBy !== null} onPress={() => setOpen('split')}>
            <Undo2 size={15} aria-hidden="true" className="shrink-0" />
            {t('merge.back.open')}
          </Button>
        )}
      </div>
      <p className="m-0 mt-1 text-fact text-muted">{page.heldBy ? t('merge.held', { name: page.heldBy.name }) : t('merge.export.hint')}</p>
      {open === 'merge' ? <MergeDialog customer={page.customer} onClose={close} /> : null}
      {open === 'split' && mergeId !== null ? <SplitDialog changeId={mergeId} onClose={closeSplit} /> : null}
    </Section>
  );
}

/** The newest that was not taken back. */
function lastMerge(history: CustomerPage['history']): Id | null {
  let back = 0;
  for (const entry of history) {
    if (entry.kind !== 'hand') continue;
    if (entry.changed.kind === 'split') back += 1;
    else if (entry.changed.kind === 'merge' && back === 0) return entry.id;
    else if (entry.changed.kind === 'merge') back -= 1;
  }
  return null;
}
