import { useLiveQuery } from 'dexie-react-hooks';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerReview, dismissNoted, type OwnRecord } from '../../../lib/db/reviews.ts';
import { scriptOf } from '../../../lib/db/scripts.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { asItWent } from '../../review/as-it-went.ts';
import { CallPath } from '../../review/call-path.tsx';
import { Notes, notesOfWhole } from '../../review/notes.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import { AnswerForm } from './answer-form.tsx';
import { CorrectForm } from './correct-form.tsx';

type OwnRecordViewProps = { entry: OwnRecord; onBack: () => void; onClose: () => void };

/** One of the agent's own records as it went, with what QA wrote at its moment; answered or corrected here. */
export function OwnRecordView({ entry, onBack, onClose }: OwnRecordViewProps) {
  const { t } = useTranslation();
  const { db, clock, newId, sync, format } = usePanel();
  const [doing, setDoing] = useState<'answer' | 'correct' | null>(null);
  const { record, review, name } = entry;
  // Undefined until it was looked for, null when it is not here.
  const script = useLiveQuery(async () => (await scriptOf(db, record.walk)) ?? null, [db, record.walk]);
  const notes = review?.entries ?? [];
  const mayAnswer = review !== null && review.state !== 'closed';
  const done = () => {
    setDoing(null);
    onBack();
    void sync();
  };
  const answer = async (text: string) => {
    await answerReview(db, { recordId: record.id, text, now: clock.now(), newId });
    done();
  };
  const read = async () => {
    await dismissNoted(db, record.id);
    onBack();
  };
  useKeys(
    { KeyA: mayAnswer ? () => setDoing('answer') : undefined, KeyC: script ? () => setDoing('correct') : undefined, Backspace: onBack },
    { inDialog: true, enabled: doing === null },
  );
  const title = `${name || t(record.customerId === null ? 'own.unknown' : 'own.nameless')} · ${formatMoment(record.startedAt, format())}`;
  if (doing === 'correct' && script)
    return <CorrectForm record={record} script={script} title={title} onCancel={() => setDoing(null)} onDone={done} onClose={onClose} />;
  const footer =
    doing === 'answer' ? null : (
      <>
        <Button kind="quiet" shortcut="Backspace" keyLabel="⌫" onPress={onBack}>
          <ArrowLeft size={15} aria-hidden="true" />
          {t('own.back')}
        </Button>
        {review?.state === 'noted' ? <Button onPress={() => void read()}>{t('own.read')}</Button> : null}
        {mayAnswer ? (
          <Button shortcut="A" keyLabel="A" onPress={() => setDoing('answer')}>
            {t('own.answer')}
          </Button>
        ) : null}
        <Button kind={review?.state === 'open' ? 'primary' : 'plain'} shortcut="C" keyLabel="C" isDisabled={!script} onPress={() => setDoing('correct')}>
          {t('own.correct')}
        </Button>
      </>
    );
  const steps = asItWent(record, script ?? null).steps;
  return (
    <Dialog title={title} onClose={onClose} text keep={doing === 'answer'} footer={footer}>
      {entry.onItsWay ? <p className="m-0 mb-2 rounded-lg bg-accent-soft p-2 text-fact">{t('own.onItsWayLong')}</p> : null}
      {script === null ? <p className="m-0 mb-2 text-fact text-fair">{t('own.noScript')}</p> : null}
      <Notes entries={notesOfWhole(notes, steps.length)} context={format()} label={t('review.notes', { what: t('review.whole') })} />
      <h3 className="m-0 mt-3 mb-2 text-label font-semibold text-muted">{t('went.title')}</h3>
      <CallPath record={record} script={script} entries={notes} context={format()} />
      {doing === 'answer' ? <AnswerForm onSend={answer} onCancel={() => setDoing(null)} /> : null}
    </Dialog>
  );
}
