import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '../../../lib/contract/review.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWorkspace } from '../context.ts';
import { INPUT } from '../styles.ts';
import type { ReviewActions } from './use-review.ts';

export type Writing = { kind: 'comment' | 'return'; moment: Moment };
/** What a comment can be about, in words. */
export type MomentOption = { value: string; label: string; moment: Moment };

type ReviewBarProps = {
  recordId: string;
  revision: number;
  actions: ReviewActions;
  moments: readonly MomentOption[];
  writing: Writing | null;
  onWriting: (writing: Writing | null) => void;
  /** Checked: the next record, please. */
  onNext: () => void;
};

/** What a reviewer does with a record: checked and on, back to the agent, or a comment on a moment. */
export function ReviewBar({ recordId, revision, actions, moments, writing, onWriting, onNext }: ReviewBarProps) {
  const { t } = useTranslation();
  const { newId } = useWorkspace();
  const whole: Moment = { kind: 'whole' };
  const check = async () => {
    const done = await actions.add({ recordId, id: newId(), kind: 'check', revision, moment: whole, text: '' });
    if (done) onNext();
  };
  useKeys({
    KeyC: () => onWriting({ kind: 'comment', moment: whole }),
    KeyR: () => onWriting({ kind: 'return', moment: whole }),
    'Ctrl+Enter': writing || actions.busy ? undefined : () => void check(),
  });
  const { failure } = actions;
  return (
    <section aria-label={t('review.title')} className="border-t border-line bg-surface px-5 py-3">
      {failure ? (
        <p role="alert" className="m-0 mb-2 text-fact font-semibold text-bad">
          {t('quality.notStored', { why: t(`error.${failure.kind}`) })}
        </p>
      ) : null}
      {writing ? (
        <Composer key={writing.kind} {...{ recordId, revision, actions, moments, writing, onWriting }} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" shortcut="Control+Enter" keyLabel="Ctrl ↵" tight isDisabled={actions.busy} onPress={() => void check()}>
            {t('quality.checkNext')}
          </Button>
          <Button shortcut="R" keyLabel="R" tight onPress={() => onWriting({ kind: 'return', moment: whole })}>
            {t('quality.return')}
          </Button>
          <Button shortcut="C" keyLabel="C" tight onPress={() => onWriting({ kind: 'comment', moment: whole })}>
            {t('quality.comment')}
          </Button>
        </div>
      )}
    </section>
  );
}

type ComposerProps = Omit<ReviewBarProps, 'writing' | 'onNext'> & { writing: Writing };

/** The words stay until they are stored. The same id goes with every try, so that a lost answer doubles nothing. */
function Composer({ recordId, revision, actions, moments, writing, onWriting }: ComposerProps) {
  const { t } = useTranslation();
  const { newId } = useWorkspace();
  const [text, setText] = useState('');
  const [id] = useState(newId);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const value = moments.find(({ moment }) => JSON.stringify(moment) === JSON.stringify(writing.moment))?.value ?? '';
  const send = async () => {
    if (text.trim() === '' || actions.busy) return;
    if (await actions.add({ recordId, id, kind: writing.kind, revision, moment: writing.moment, text: text.trim() })) onWriting(null);
  };
  useKeys({ 'Ctrl+Enter': () => void send() });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      className="grid gap-2"
    >
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-fact font-bold">{t(writing.kind === 'return' ? 'quality.return' : 'quality.comment')}</span>
        <label className="flex min-w-0 flex-1 items-center gap-2 text-label text-muted">
          <span className="shrink-0">{t('quality.about')}</span>
          <select
            value={value}
            onChange={(event) => onWriting({ ...writing, moment: moments.find((one) => one.value === event.target.value)?.moment ?? { kind: 'whole' } })}
            className={INPUT}
          >
            {moments.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <textarea
        ref={area}
        rows={3}
        maxLength={2000}
        aria-label={t(writing.kind === 'return' ? 'quality.whyReturn' : 'quality.whatComment')}
        placeholder={t(writing.kind === 'return' ? 'quality.whyReturn' : 'quality.whatComment')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            // Words that were written are not lost to a key: once to leave the field, and Cancel to throw them away.
            if (text === '') onWriting(null);
            else event.currentTarget.blur();
          }
        }}
        className={`resize-y py-1.5 ${INPUT}`}
      />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" shortcut="Control+Enter" keyLabel="Ctrl ↵" isDisabled={text.trim() === '' || actions.busy}>
          {t(writing.kind === 'return' ? 'quality.return' : 'quality.sendComment')}
        </Button>
        <Button kind="quiet" onPress={() => onWriting(null)}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
