import { Button } from '../ui/button.tsx';
import { useImportWords } from './words.ts';

export function Progress({ label, done, total, onStop }: { label: string; done: number; total: number; onStop: () => void }) {
  const { t } = useImportWords();
  const share = total === 0 ? 0 : Math.round((100 * done) / total);
  return (
    <div className="panel-card rounded-[10px] border border-line bg-surface p-4">
      <p className="tabular m-0 mb-2 text-body">{label}</p>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-full border border-line bg-bg"
      >
        <div className="h-full bg-accent" style={{ width: `${share}%` }} />
      </div>
      <Button className="mt-3" onPress={onStop}>
        {t('import.stop')}
      </Button>
    </div>
  );
}
