import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { outcomeSchema, satisfactionSchema } from '../../../lib/contract/record.ts';
import { partRefused } from '../../../lib/outbox/refusal.ts';
import { Button } from '../../ui/button.tsx';

/** What stood there before it was corrected: nothing that was refused is gone before the row has been sent. */
export function ReplacedWords({ replaced }: { replaced: NonNullable<OutboxRow['replaced']> }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null);
  if (replaced.length === 0) return null;
  const worded = replaced.map(({ path, text }) => {
    const part = partRefused(path) ?? 'other';
    return { path, part: t(`outbox.part.${part}`), text: wordOf(part, text) };
  });
  function wordOf(part: string, text: string): string {
    if (part === 'outcome' && outcomeSchema.safeParse(text).success) return t(`outcome.${text}`);
    return part === 'satisfaction' && satisfactionSchema.safeParse(text).success ? t(`satisfaction.${text}`) : text;
  }
  const copy = () =>
    navigator.clipboard.writeText(worded.map(({ part, text }) => `${part}: ${text}`).join('\n')).then(
      () => setCopied('copied'),
      () => setCopied('notCopied'),
    );
  return (
    <section aria-labelledby="replaced" className="rounded-lg border border-line p-2">
      <div className="flex items-center justify-between gap-2">
        <h4 id="replaced" className="m-0 text-label font-semibold text-muted">
          {t('outbox.replaced')}
        </h4>
        <span className="flex items-center gap-2">
          <span aria-live="polite" className="text-label text-muted">
            {copied === null ? '' : t(copied === 'copied' ? 'outbox.copied' : 'outbox.notCopied')}
          </span>
          <Button kind="quiet" tight onPress={() => void copy()}>
            <Copy size={15} aria-hidden="true" />
            {t('outbox.copyWords')}
          </Button>
        </span>
      </div>
      <dl className="m-0 grid gap-1.5">
        {worded.map(({ path, part, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same field can have been corrected twice; the list only grows
          <div key={`${path}${index}`}>
            <dt className="text-label text-muted first-letter:uppercase">{part}</dt>
            <dd className="m-0 text-fact whitespace-pre-wrap select-text">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
