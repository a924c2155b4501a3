import { Button } from '../ui/button.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useImportWords } from './words.ts';

export function Progress({ label, done, total, onStop }: { label: string; done: number; total: number; onStop: () => void }) {
  const { t } = useImportWords();
  return (
    <div className="panel-card rounded-[10px] border border-line bg-surface p-4">
      <ProgressBar label={label} done={done} total={total} />
      <Button className="mt-3" onPress={onStop}>
        {t('import.stop')}
      </Button>
    </div>
  );
}
