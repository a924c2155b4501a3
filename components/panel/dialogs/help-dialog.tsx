import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { Key } from '../../ui/key.tsx';
import { branchKeys } from '../call/branch-keys.ts';

/** Every key, by where it works. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const parts: { title: string; keys: [string, string][] }[] = [
    {
      title: t('help.anywhere'),
      keys: [
        ['?', t('help.help')],
        ['/', t('help.find')],
        ['D', t('directory.title')],
        ['Ctrl+Shift+Y', t('help.focus')],
        ['Esc', t('help.leave')],
        ['Ctrl ↵', t('help.save')],
      ],
    },
    {
      title: t('help.ready'),
      keys: [
        ['↵', t('ready.dial')],
        ['A', t('ready.appointment')],
        ['S', t('ready.skip')],
        ['1–5', t('help.inDialog')],
        ['R', t('nothing.look')],
        ['M', t('own.title')],
        ['I', t('menu.import')],
      ],
    },
    {
      title: t('find.title'),
      keys: [
        ['↑', t('help.move')],
        ['↓', t('help.move')],
        ['↵', t('find.call')],
        ['Ctrl ↵', t('find.incoming')],
        ['Alt U', t('find.unknown')],
      ],
    },
    {
      title: t('help.ringing'),
      keys: [
        ['↵', t('ringing.answered')],
        ['1–5', t('ringing.notReached')],
        ['Esc', t('ringing.cancel')],
        ['⌫', t('ringing.cancel')],
      ],
    },
    {
      title: t('help.talking'),
      keys: [
        ['1–9', t('help.answer')],
        ['⌫', t('help.back')],
        ['←', t('help.back')],
        ['↵', `${t('field.said')} → ${t('field.answered')}`],
        ['E', t('call.hangUp')],
        ['Z', t('never.slipped')],
        ['Alt ↵', t('help.better')],
        ['F', t('record.all')],
        ['M', t('branch.more')],
        ...branchKeys.map(({ id, key }): [string, string] => [key, t(`branch.${id}`)]),
      ],
    },
    {
      title: t('help.wrapUp'),
      keys: [
        ['1–9', t('help.choose')],
        ['↵', t('help.nextField')],
        ['0', t('record.restNone')],
        ['⌫', t('record.stillTalking')],
      ],
    },
  ];
  return (
    <Dialog title={t('help.title')} onClose={onClose} text>
      {parts.map(({ title, keys }) => (
        <section key={title} className="mb-3">
          <h3 className="m-0 text-label font-semibold text-muted">{title}</h3>
          <dl className="m-0 mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-fact">
            {keys.map(([key, words]) => (
              <div key={key + words} className="contents">
                <dt>
                  <Key spoken>{key}</Key>
                </dt>
                <dd className="m-0">{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="m-0 text-label text-muted">{t('help.inText')}</p>
    </Dialog>
  );
}
