import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Script } from '../../../lib/contract/script.ts';
import { correctRow } from '../../../lib/db/correct-row.ts';
import { type ListedRow, sendAgain } from '../../../lib/db/outbox.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { type Correctable, correct, correctables, type Edits } from '../../../lib/outbox/correct.ts';
import { partRefused } from '../../../lib/outbox/refusal.ts';
import type { MissingField } from '../../../lib/record/missing.ts';
import { Button } from '../../ui/button.tsx';
import { usePanel } from '../context.ts';
import { CorrectionField } from './correction-field.tsx';

/** One row: why it is still here and what to do; what was refused is corrected and sent, under a number of its own. */
export function RowDetail({ listed, onBack }: { listed: ListedRow; onBack: () => void }) {
  const { t } = useTranslation();
  const { format, session } = usePanel();
  const { row, name } = listed;
  const isRefused = row.state === 'rejected';
  const part = partRefused(row.lastError?.field ?? null);
  return (
    <div className="grid gap-3 text-body">
      <div>
        <Button kind="quiet" tight onPress={onBack} autoFocus>
          <ArrowLeft size={16} aria-hidden="true" />
          {t('outbox.back')}
        </Button>
      </div>
      <div>
        <h3 className="m-0 text-body font-bold">
          {t(`mutation.${row.mutation.kind}`)}
          {name ? ` · ${name}` : ''}
        </h3>
        <p className="tabular m-0 text-fact text-muted">
          {t('outbox.savedAt', { at: formatMoment(row.createdAt, format()) })}
          {row.attempts > 0 ? ` · ${t('outbox.tries', { count: row.attempts })}` : ''}
        </p>
      </div>
      <div className={`rounded-lg p-2 ${isRefused ? 'bg-bad-soft' : 'bg-fair-soft'}`}>
        <p className={`m-0 font-semibold ${isRefused ? 'text-bad' : 'text-fair'}`}>{t(isRefused ? 'outbox.refusedTitle' : 'outbox.waitingTitle')}</p>
        {row.lastError ? (
          <p className="m-0 mt-0.5">{t(`outbox.do.${row.lastError.kind}`, { part: t(`outbox.part.${part ?? 'other'}`) })}</p>
        ) : session.mode === 'alone' ? (
          <p className="m-0 mt-0.5">{t('outbox.alone')}</p>
        ) : null}
      </div>
      {isRefused ? <Correction listed={listed} onDone={onBack} /> : null}
    </div>
  );
}

type Problem = { kind: 'part'; part: string } | { kind: 'incomplete'; missing: MissingField[] } | { kind: 'gone' | 'failed' };

function Correction({ listed, onDone }: { listed: ListedRow; onDone: () => void }) {
  const { t } = useTranslation();
  const { db, clock, sync } = usePanel();
  const { row } = listed;
  const [edits, setEdits] = useState<Edits>({});
  const { problem, send } = useSend(listed, onDone);
  const fields = correctables(row.mutation, row.lastError);
  const part = partRefused(row.lastError?.field ?? null);
  const first = fields.filter((field) => field.part === part || (field.kind === 'leave-out' && field.path === 'asNew'));
  const rest = fields.filter((field) => !first.includes(field));
  const change = (field: Correctable, value: string | true | null) =>
    setEdits(({ [field.path]: _, ...others }) => (value === null ? others : { ...others, [field.path]: value }));
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
            <CorrectionField key={field.path} field={field} value={edits[field.path]} onChange={(value) => change(field, value)} />
          ))}
        </fieldset>
      ) : null}
      {rest.length > 0 ? (
        <details open={first.length === 0} className="rounded-lg border border-line px-2.5 py-1.5">
          <summary className="min-h-8 cursor-pointer content-center text-fact text-muted">{t(first.length === 0 ? 'outbox.correct' : 'outbox.rest')}</summary>
          <div className="grid gap-2 py-1">
            {rest.map((field) => (
              <CorrectionField key={field.path} field={field} value={edits[field.path]} onChange={(value) => change(field, value)} />
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

function useSend({ row, name }: ListedRow, onDone: () => void): { problem: Problem | null; send: (edits: Edits) => Promise<void> } {
  const { t } = useTranslation();
  const { db, clock, newId, place, phoneHash, sync } = usePanel();
  const [problem, setProblem] = useState<Problem | null>(null);
  const write = async (edits: Edits): Promise<Problem | null> => {
    const made = correct(row.mutation, edits, { newId, region: place.region, who: name });
    if (!made.ok) return { kind: 'part', part: t(`outbox.part.${made.part}`) };
    const { mutation } = made;
    const phone = mutation.kind === 'customer.set' && mutation.change.field === 'phone' ? mutation.change.value.e164 : null;
    const hash = phone === null ? null : await phoneHash(phone);
    const record = mutation.kind === 'record.save' ? mutation.record : mutation.kind === 'record.revise' ? await db.records.get(mutation.recordId) : undefined;
    const script: Script | null = record ? ((await db.scripts.get([record.walk.scriptId, record.walk.version])) ?? null) : null;
    const done = await correctRow(db, { row, mutation, script, now: clock.now(), phoneHash: hash });
    return done.ok ? null : done;
  };
  return {
    problem,
    send: async (edits) => {
      const found = await write(edits).catch((): Problem => ({ kind: 'failed' }));
      setProblem(found);
      if (found) return;
      onDone();
      await sync();
    },
  };
}
