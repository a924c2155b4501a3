import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Publication } from '../../../lib/contract/publishing.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { instantOf, localDateAt, localTimeAt } from '../../../lib/plan/zone.ts';
import { differenceOf } from '../../../lib/script/difference.ts';
import type { Problem } from '../../../lib/script/parse.ts';
import { sameWords } from '../../../lib/script/tidy.ts';
import { DifferenceView } from '../../changes/difference-view.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, ReplyError, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { AREA } from './fields.tsx';
import { tidy } from './tidy.ts';
import { useContentApi, useForget } from './use-content.ts';
import type { DraftForm } from './use-draft.ts';

const HOUR = 3_600_000;

/** As `datetime-local` has it, on the wall clock of the place. */
const inputAt = (instant: number, zone: string) => `${localDateAt(instant, zone)}T${localTimeAt(instant, zone)}`;

function momentOf(input: string, zone: string): number | null {
  const [day, time] = input.split('T');
  return day && time ? instantOf(day, time.slice(0, 5), zone) : null;
}

type Props = { draft: DraftForm; problems: readonly Problem[] | undefined; onClose: () => void; onDone: () => void };

/** What will change, why, and when. With problems it says so instead: nothing that strands an agent is published. */
export function PublishDialog({ draft, problems, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { session, format } = useWorkspace();
  const api = useContentApi();
  const forget = useForget();
  const [why, setWhy] = useState('');
  const [later, setLater] = useState(false);
  const zone = session.place.timeZone;
  const [at, setAt] = useState(() => inputAt(format().now + HOUR, zone));
  const why_ = useId();
  const { kind } = draft.content;
  const content = tidy(draft.content);
  const things = differenceOf(draft.inUse, content);
  const dueAt = later ? momentOf(at, zone) : null;
  const past = later && (dueAt === null || dueAt <= format().now);
  const publish = useMutation({
    mutationFn: async (): Promise<Publication> => {
      const rev = await draft.flush();
      if (rev === null) throw new ReplyError({ kind: 'offline', message: 'not saved', field: null, retry: true, retryAfterMs: null });
      const { publication } = await unwrap(api.publish({ kind, id: draft.content.body.id, rev, why: why.trim(), at: dueAt }));
      return publication;
    },
    onSuccess: forget,
  });
  const close = () => {
    onClose();
    if (publish.data) onDone();
  };
  if (publish.data) {
    const { version, dueAt: due } = publish.data;
    return (
      <Dialog
        title={t('publish.dialog.title')}
        onClose={close}
        footer={
          <Button kind="primary" onPress={close}>
            {t('common.close')}
          </Button>
        }
      >
        <p role="status" className="m-0 text-body font-semibold text-good">
          {version === null ? t('publish.dialog.isPlanned', { at: formatMoment(due ?? 0, format()) }) : t('publish.dialog.isPublished', { version })}
        </p>
        <p className="m-0 mt-1 text-fact text-muted">{t(version === null ? 'publish.dialog.plannedNext' : 'publish.dialog.publishedNext')}</p>
      </Dialog>
    );
  }
  const same = sameWords(draft.inUse, content);
  const blocked = problems === undefined || problems.length > 0 || same;
  return (
    <Dialog
      title={t('publish.dialog.title')}
      onClose={close}
      wide
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button kind="primary" isDisabled={blocked || why.trim() === '' || past || publish.isPending} onPress={() => publish.mutate()}>
            {t(publish.isPending ? 'publish.dialog.busy' : later ? 'publish.dialog.plan' : 'publish.dialog.now')}
          </Button>
        </>
      }
    >
      {problems && problems.length > 0 ? (
        <p role="alert" className="m-0 mb-3 rounded-lg bg-bad-soft p-3 text-body font-semibold text-bad">
          {t('publish.dialog.problems', { count: problems.length })}
        </p>
      ) : null}
      <h3 className="m-0 mb-2 text-body font-bold">{t('publish.dialog.changes')}</h3>
      <div className="max-h-[40dvh] overflow-y-auto rounded-lg border border-line p-3">
        {same ? <p className="m-0 text-body text-muted">{t('publish.dialog.same')}</p> : <DifferenceView things={things} />}
      </div>
      <label htmlFor={why_} className="mt-3 block text-label text-muted">
        {t('publish.dialog.why')}
      </label>
      <textarea
        id={why_}
        rows={2}
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
        placeholder={t('publish.dialog.whyHint')}
        className={`mt-1 ${AREA}`}
      />
      <fieldset className="m-0 mt-3 border-0 p-0">
        <legend className="p-0 text-label text-muted">{t('publish.dialog.when')}</legend>
        <label className="mr-5 inline-flex min-h-9 items-center gap-2 text-body">
          <input type="radio" name="when" checked={!later} onChange={() => setLater(false)} className="size-4" />
          {t('publish.dialog.atOnce')}
        </label>
        <label className="inline-flex min-h-9 items-center gap-2 text-body">
          <input type="radio" name="when" checked={later} onChange={() => setLater(true)} className="size-4" />
          {t('publish.dialog.later')}
        </label>
        {later ? (
          <input
            type="datetime-local"
            aria-label={t('publish.dialog.laterAt')}
            value={at}
            onChange={(event) => setAt(event.target.value)}
            className="ml-3 min-h-9 rounded-lg border border-line bg-raised px-2 text-body text-ink"
          />
        ) : null}
        {later ? <p className="m-0 mt-1 text-label text-muted">{t('publish.dialog.clock', { zone })}</p> : null}
        {past ? <p className="m-0 text-fact font-semibold text-bad">{t('publish.dialog.past')}</p> : null}
      </fieldset>
      <p className="m-0 mt-2 text-label text-muted">{t('publish.dialog.reach', { place: session.place.name })}</p>
      {publish.error ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
          {t('publish.dialog.failed', { why: t(`error.${failureOf(publish.error).kind}`) })}
        </p>
      ) : null}
    </Dialog>
  );
}
