import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { PlainText } from '../record/plain-text.tsx';

/** The agent's word to QA. It is among ourselves, so nothing in it is marked. */
export function AnswerForm({ onSend, onCancel }: { onSend: (text: string) => Promise<void>; onCancel: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'end' });
  }, []);
  const send = () => {
    if (text.trim() === '') return;
    onSend(text.trim().slice(0, 2000)).catch(() => setFailed(true));
  };
  // Words that were written are not lost to a key: only Cancel throws them away.
  useKeys({ 'Ctrl+Enter': send, Escape: text === '' ? onCancel : undefined }, { inDialog: true });
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="mt-3 grid scroll-mb-3 gap-2 border-t border-line pt-3"
    >
      <PlainText
        id="own-answer"
        label={t('own.yourAnswer')}
        placeholder={t('own.yourAnswer')}
        text={text}
        onChange={setText}
        onEnter={undefined}
        autoFocus
        lang={undefined}
      />
      {failed ? (
        <p role="alert" className="m-0 text-fact font-semibold text-bad">
          {t('save.failed')}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" shortcut="Control+Enter" keyLabel="Ctrl ↵" isDisabled={text.trim() === ''}>
          {t('own.send')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
