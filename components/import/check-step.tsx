import { useEffect, useState } from 'react';
import type { ImportRow } from '../../lib/contract/import.ts';
import { type FormatContext, formatLocalDate } from '../../lib/i18n/format.ts';
import type { Checked } from '../../lib/import/import.worker.ts';
import { formatPhone } from '../../lib/phone/phone.ts';
import { Button } from '../ui/button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { DownloadRefused } from './download-refused.tsx';
import { FaultTable, Fold, More, NotDataTable, Table } from './row-lists.tsx';
import type { useImport } from './use-import.ts';
import { useImportWords } from './words.ts';

type CheckStepProps = {
  checked: Checked;
  fileName: string;
  flow: Pick<ReturnType<typeof useImport>, 'confirm' | 'toColumns' | 'preview' | 'refusedCsv'>;
  where: 'endpoint' | 'here';
  format: () => FormatContext;
};

/** What will become of every row, before anything is written. */
export function CheckStep({ checked, fileName, flow, where, format }: CheckStepProps) {
  const { t } = useImportWords();
  const confirm = () => {
    if (checked.ready > 0) flow.confirm();
  };
  useKeys({ 'Ctrl+Enter': confirm }, { inDialog: true });
  return (
    <>
      <Fold title={t('import.check.ready')} count={checked.ready} tone="good">
        {checked.ready === 0 ? (
          <p className="m-0 text-fact font-semibold text-bad">{t('import.check.readyNone')}</p>
        ) : (
          <ReadyTable total={checked.ready} preview={flow.preview} format={format} />
        )}
      </Fold>
      {checked.warnings > 0 ? (
        <Fold title={t('import.check.notes')} count={checked.warnings} tone="fair">
          <p className="m-0 mb-2 text-fact text-muted">{t('import.check.notesExplain')}</p>
          <FaultTable faults={checked.warningRows} total={checked.warnings} label={t('import.check.notes')} />
        </Fold>
      ) : null}
      <Fold title={t('import.check.refused')} count={checked.refused} tone="bad" open={checked.refused > 0}>
        {checked.refused === 0 ? (
          <p className="m-0 text-fact text-muted">{t('import.check.refusedNone')}</p>
        ) : (
          <>
            <p className="m-0 mb-2 text-fact text-muted">{t('import.check.refusedExplain')}</p>
            <FaultTable faults={checked.refusedRows} total={checked.refused} label={t('import.check.refused')} />
            <div className="mt-2">
              <DownloadRefused fileName={fileName} refusedCsv={flow.refusedCsv} />
            </div>
          </>
        )}
      </Fold>
      <Fold title={t('import.check.notData')} count={checked.notData.length} tone="plain">
        <p className="m-0 mb-2 text-fact text-muted">{t('import.check.notDataExplain')}</p>
        <NotDataTable rows={checked.notData} label={t('import.check.notData')} />
      </Fold>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <Button kind="primary" isDisabled={checked.ready === 0} onPress={confirm} shortcut="Control+Enter" keyLabel="Ctrl ↵">
          {t('import.check.import', { count: checked.ready })}
        </Button>
        <Button onPress={flow.toColumns}>{t('import.check.back')}</Button>
        <span className="text-fact text-muted">{t(where === 'here' ? 'import.check.toHere' : 'import.check.toEndpoint')}</span>
      </div>
    </>
  );
}

const PREVIEW = 10;

/** The first rows as they were understood: phones and dates in our reading, not the file's. */
function ReadyTable({ total, preview, format }: { total: number; preview: (count: number) => Promise<ImportRow[]>; format: () => FormatContext }) {
  const { t } = useImportWords();
  const [rows, setRows] = useState<ImportRow[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for this check
  useEffect(() => {
    let shown = true;
    void preview(PREVIEW)
      .then((found) => shown && setRows(found))
      .catch(() => undefined);
    return () => {
      shown = false;
    };
  }, []);
  const context = format();
  const service = ({ service: one }: ImportRow) =>
    one ? [[one.kind, one.item].filter(Boolean).join(' '), formatLocalDate(one.endedOn, context)].filter(Boolean).join(' · ') : '–';
  return (
    <>
      <Table label={t('import.check.ready')} head={[t('import.check.row'), t('import.check.name'), t('import.check.phone'), t('import.check.service')]}>
        {rows.map((row) => (
          <tr key={row.row}>
            <td className="tabular">{row.row}</td>
            <td>{row.customer.person.name}</td>
            <td className="tabular">{row.customer.person.phones.map((phone) => formatPhone(phone)).join(', ')}</td>
            <td>{service(row)}</td>
          </tr>
        ))}
      </Table>
      <More shown={rows.length} total={total} />
    </>
  );
}
