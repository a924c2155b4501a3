import { Trash2 } from 'lucide-react';
import { Button } from '../../ui/button.tsx';

export function Remove({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <Button kind="quiet" aria-label={label} onPress={onPress} className="min-w-9 shrink-0 px-1">
      <Trash2 size={15} aria-hidden="true" />
    </Button>
  );
}
