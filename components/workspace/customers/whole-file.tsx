import { useTranslation } from 'react-i18next';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { useWorkspace } from '../context.ts';
import { ExportButton } from './export-button.tsx';
import { Section } from './section.tsx';

/** What leads do with the file as a whole. */
export function WholeFile({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const { role } = session.agent;
  if (role !== 'lead' && role !== 'admin') return null;
  return (
    <Section title={t('merge.title')}>
      <div className="mt-1 flex flex-wrap items-start gap-2">
        <ExportButton customerId={page.customer.id} />
      </div>
      <p className="m-0 mt-1 text-fact text-muted">{t('merge.export.hint')}</p>
    </Section>
  );
}
