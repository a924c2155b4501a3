import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CustomerField, CustomerFields } from '../../../lib/contract/customer-edit.ts';
import type { CustomerPage, History as Entry } from '../../../lib/contract/customer-page.ts';
import { type FormatContext, formatMoment } from '../../../lib/i18n/format.ts';
import { useWorkspace } from '../context.ts';
import { wordField } from './field-words.ts';
import { Line, Lines, Nothing, Section } from './section.tsx';

/** Who changed what and when: by hand, in a call, by a file. */
export function Changes({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  return (
    <Section title={t('customers.changes.title')}>
      {page.history.length === 0 ? <Nothing>{t('customers.changes.none')}</Nothing> : null}
      <Lines>
        {page.history.map((entry) => (
          <Line key={`${entry.kind} ${entry.id}`} when={formatMoment(entry.at, context)}>
            <span className="font-semibold">{titleOf(entry, t)}</span>
            <span className="text-muted"> · {entry.by?.name || t('customers.changes.somebody')}</span>
            {entry.kind === 'hand' && entry.changed.why ? <div>{entry.changed.why}</div> : null}
            <Differences {...differencesOf(entry)} t={t} context={context} />
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

function titleOf(entry: Entry, t: TFunction): string {
  if (entry.kind === 'import') return t('customers.changes.import', { name: entry.fileName });
  return entry.kind === 'call' ? t('customers.changes.call') : t(`customers.changes.${entry.changed.kind}`);
}

type Sides = { before: CustomerFields | null; after: CustomerFields };

function differencesOf(entry: Entry): Sides {
  if (entry.kind === 'hand') return { before: entry.changed.kind === 'add' ? null : entry.changed.before, after: entry.changed.after };
  if (entry.kind === 'import') return { before: null, after: {} };
  const { phone, preferredHours, language, optOut } = entry.learnt;
  const learnt: CustomerFields = {
    ...(phone ? { phones: [phone] } : {}),
    ...(preferredHours ? { preferredHours } : {}),
    ...(language ? { language } : {}),
    ...(optOut === null ? {} : { optOut: { at: entry.at, reason: optOut } }),
  };
  return { before: null, after: learnt };
}

function Differences({ before, after, t, context }: Sides & { t: TFunction; context: FormatContext }) {
  const fields = (Object.keys(after) as CustomerField[]).filter((field) => before !== null || wordField(t, after, field, context) !== '');
  return (
    <>
      {fields.map((field) => {
        const now = wordField(t, after, field, context) || t('customers.changes.nothing');
        const was = before === null ? null : wordField(t, before, field, context) || t('customers.changes.nothing');
        return (
          <div key={field}>
            <span className="text-muted">{t(`customers.fact.${field}`)}: </span>
            {was === null ? null : (
              <>
                <del className="text-muted">{was}</del> →{' '}
              </>
            )}
            <ins className="no-underline">{now}</ins>
          </div>
        );
      })}
    </>
  );
}
