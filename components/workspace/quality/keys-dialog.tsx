import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { Key } from '../../ui/key.tsx';

const KEYS: readonly [keys: string[], words: string][] = [
  [['J', 'K'], 'move'],
  [['↵'], 'openRecord'],
  [['Ctrl', '↵'], 'checkNext'],
  [['R'], 'return'],
  [['C'], 'comment'],
  [['/'], 'search'],
  [['F'], 'filter'],
  [['E'], 'export'],
  [['Esc'], 'back'],
  [['?'], 'help'],
];

/** Every key of the page, for whoever works without the mouse. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('quality.key.title')} onClose={onClose} text>
      <dl className="m-0 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 text-fact">
        {KEYS.map(([keys, words]) => (
          <div key={words} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Key key={key} spoken>
                  {key}
                </Key>
              ))}
            </dt>
            <dd className="m-0">{t(`quality.key.${words}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
