import { Download } from 'lucide-react';
import type { Reason } from '../../lib/contract/reason.ts';
import { Button } from '../ui/button.tsx';
import { download } from '../ui/download.ts';
import { useImportWords } from './words.ts';

/** The refused rows as a file to mend: `members.csv` → `members-refused.csv`. */
export function DownloadRefused({ fileName, refusedCsv }: { fileName: string; refusedCsv: (word: (reason: Reason) => string) => Promise<string> }) {
  const { t, reason } = useImportWords();
  const save = async () => {
    const csv = await refusedCsv(reason).catch(() => null);
    if (csv === null) return;
    download(`${fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '')}-refused.csv`, csv, 'text/csv');
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button onPress={() => void save()}>
        <Download size={16} aria-hidden="true" />
        {t('import.result.download')}
      </Button>
      <span className="text-fact text-muted">{t('import.result.mend')}</span>
    </div>
  );
}
