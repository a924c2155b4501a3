import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedRow, sendAgain } from '../../../lib/db/outbox.ts';
import { type Correctable, correctables, type Edits } from '../../../lib/outbox/correct.ts';
import { partRefused } from '../../../lib/outbox/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { usePanel } from '../context.ts';
import { CorrectionField } from './correction-field.tsx';
import { type Problem, useCorrection } from './use-correction.ts';

/** What was refused first, then the rest of it; our own words are checked as in the record’s own form. */
export function Correction({ listed, onDone, onBegun }: { listed: ListedRow; onDone: () => void; onBegun: (begun: boolean) => void }) {
  const { t } = useTranslation();
  const { db, clock, sync } = usePanel();
  const { row } = listed;
  const [edits, setEdits] = useState<Edits>({});
  const { guard, onHeeded, problem, send } = useCorrection(listed, onDone);
  const fields = correctables(row.mutation, row.lastError);
  const part = partRefused(row.lastError?.field ?? null);
  const first = fields.filter((field) => field.part === part || (field.kind === 'leave-out' && field.path === 'asNew'));
  const rest = fields.filter((field) => !first.includes(field));
  const change = (field: Correctable, value: string | true | null) => {
    const { [field.path]: _, ...others } = edits;
    const next = value === null ? others : { ...others, [field.path]: value };
    setEdits(next);
    onBegun(Object.keys(next).length > 0);
  };
  const shared = (field: Correctable) => ({
    field,
    guard,
    onHeeded,
    value: edits[field.path],
    onChange: (value: string | true | null) => change(field, value),
  });
  const asIs = () => void sendAgain(db, clock.now(), row.n).then(sync).then(onDone);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send(edits);
      }}
    >
      {fields.length === 0 ? <p className="m-0 text-muted">{t('outbox.nothing')}</p> : null}
      {first.length > 0 ? (
        <fieldset className="m-0 grid gap-2 border-0 p-0">
          <legend className="mb-1 p-0 text-label text-muted">{t('outbox.first')}</legend>
          {first.map((field) => (
            <CorrectionField key={field.path} {...shared(field)} />
          ))}
        </fieldset>
      ) : null}
      {rest.length > 0 ? (
        <details open={first.length === 0} className="rounded-lg border border-line px-2.5 py-1.5">
          <summary className="min-h-8 cursor-pointer content-center text-fact text-muted">{t(first.length === 0 ? 'outbox.correct' : 'outbox.rest')}</summary>
          <div className="grid gap-2 py-1">
            {rest.map((field) => (
              <CorrectionField key={field.path} {...shared(field)} />
            ))}
          </div>
        </details>
      ) : null}
      <Problems problem={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={asIs}>{t('outbox.sendAsIs')}</Button>
        {fields.length > 0 ? (
          <Button kind="primary" type="submit">
            {t('outbox.sendCorrected')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function Problems({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation();
  const words = !problem
    ? ''
    : problem.kind === 'part'
      ? t('outbox.notCorrected', { part: problem.part })
      : problem.kind === 'incomplete'
        ? t('outbox.incomplete', { fields: problem.missing.map(({ field }) => t(`field.${field}`, { defaultValue: field })).join(', ') })
        : problem.kind === 'gone'
          ? t('outbox.gone')
          : t('outbox.failed');
  return (
    <p aria-live="polite" className="m-0 font-semibold text-bad empty:hidden">
      {words}
    </p>
  );
}
