import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../../../lib/contract/script.ts';
import type { Position } from '../../../lib/script/walk.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { ToneIcon } from '../../ui/tone.tsx';
import { useKeys } from '../../ui/use-keys.ts';

/** The answers, on 1-9, always in the same place. On a closing: hang up. */
export function Choices({ at, onChoose, onEnd }: { at: Position; onChoose: (id: string) => void; onEnd: () => void }) {
  const { t, i18n } = useTranslation();
  const words = (choice: Choice) => choice.label[i18n.language] ?? Object.values(choice.label)[0] ?? '';
  // A word that half of a narrow panel cannot hold must not break: then one answer a row.
  const long = at.choices.some((choice) =>
    words(choice)
      .split(/\s/)
      .some((word) => word.length > 10),
  );
  useKeys(Object.fromEntries(at.choices.map((choice, index) => [`Digit${index + 1}`, () => onChoose(choice.id)])));
  if (at.step.ending) {
    return (
      <Button kind="primary" className="mt-3 min-h-11 w-full" shortcut="E" keyLabel="E" onPress={onEnd}>
        <PhoneOff size={16} aria-hidden="true" />
        {t('call.hangUp')}
      </Button>
    );
  }
  return (
    <div role="group" aria-label={t('call.answers')} className={`mt-3 grid gap-2 ${long ? 'grid-cols-1 min-[350px]:grid-cols-2' : 'grid-cols-2'}`}>
      {at.choices.map((choice, index) => (
        <button
          key={choice.id}
          type="button"
          data-tone={choice.tone}
          onClick={() => onChoose(choice.id)}
          aria-keyshortcuts={String(index + 1)}
          className="flex min-h-11 cursor-pointer items-center gap-1.5 rounded-lg border border-line bg-raised px-2 py-1.5 text-left text-body font-semibold text-ink [overflow-wrap:normal] hover:bg-accent-soft"
        >
          <ToneIcon tone={choice.tone} />
          <span className="min-w-0 flex-1">{words(choice)}</span>
          <Key>{index + 1}</Key>
        </button>
      ))}
    </div>
  );
}
