import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chosen } from '../../../lib/quality/address.ts';
import type { ExportFormat } from '../../../lib/quality/export-file.ts';
import { MOST_ROWS } from '../../../lib/quality/most-rows.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWorkspace } from '../context.ts';
import { adviceOf } from '../failure-note.tsx';
import type { RecordList } from '../records/use-records.ts';
import { useExport } from './use-export.ts';

type ExportDialogProps = { chosen: Chosen; words: string; list: Pick<RecordList, 'entries' | 'total' | 'about' | 'more'>; onClose: () => void };

/** Takes what the list shows away as a file: which kind, how far it is, and what became of it. */
export function ExportDialog({ chosen, words, list, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const { format: formats } = useWorkspace();
  const { state, start, again, stop } = useExport(chosen, words);
  const isEmpty = state.step === 'none' || (state.step === 'choose' && list.entries?.length === 0 && !list.more);
  useKeys({ Enter: () => void start(format) }, { enabled: state.step === 'choose' && !isEmpty, inDialog: true });
  const frame = (children: ReactNode, footer: ReactNode) => (
    <Dialog title={t('quality.export.title')} onClose={onClose} footer={footer}>
      {children}
    </Dialog>
  );
  const close = <First onPress={onClose}>{t('common.close')}</First>;
  const missing = state.step === 'none' || state.step === 'done' ? <Missing count={state.missing} /> : null;
  if (isEmpty)
    return frame(
      <>
        <Said title={t('quality.export.none')}>{t('quality.export.noneAdvice')}</Said>
        {missing}
      </>,
      close,
    );
  switch (state.step) {
    case 'running': {
      const { done, total } = state;
      const label = total === 0 ? t('quality.export.begun') : t('quality.export.running', { done, total });
      return frame(<ProgressBar label={label} done={done} total={total} />, <First onPress={stop}>{t('quality.export.stop')}</First>);
    }
    case 'failed':
      return frame(
        <Failed failure={state.failure} done={state.done} />,
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <First onPress={again}>{t('workspace.retry')}</First>
        </>,
      );
    case 'too-many':
      return frame(
        <p role="alert" className="m-0 text-body font-semibold text-bad">
          {t('quality.export.tooMany', { max: (MOST_ROWS - 1).toLocaleString(formats().language) })}
        </p>,
        close,
      );
    case 'done':
      return frame(
        <>
          <Said good title={t('quality.export.done', { count: state.count, name: state.name })}>
            {t('quality.export.doneAdvice')}
          </Said>
          {missing}
        </>,
        close,
      );
    default:
      return frame(
        <>
          <What list={list} />
          <Formats value={format} onChange={setFormat} />
          <Care />
        </>,
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" keyLabel="↵" onPress={() => void start(format)}>
            {t('quality.export.start')}
          </Button>
        </>,
      );
  }
}

/** The one thing to press at a step. It takes the focus, which was on a button of the step before. */
function First({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => button.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={button}>
      <Button kind="primary" onPress={onPress}>
        {children}
      </Button>
    </div>
  );
}

function What({ list: { entries, total, about } }: Pick<ExportDialogProps, 'list'>) {
  const { t } = useTranslation();
  if (entries === undefined) return null;
  return <p className="tabular m-0 text-body">{t(about ? 'quality.export.whatAbout' : 'quality.export.what', { count: total })}</p>;
}

function Formats({ value, onChange }: { value: ExportFormat; onChange: (format: ExportFormat) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset className="m-0 mt-3 grid gap-1.5 border-0 p-0">
      <legend className="mb-1 p-0 text-label text-muted">{t('quality.export.format')}</legend>
      {(['xlsx', 'csv'] as const).map((format, index) => (
        <label
          key={format}
          className={`flex cursor-pointer items-start gap-2.5 rounded-lg border px-3 py-2 ${value === format ? 'border-accent bg-accent-soft' : 'border-line'}`}
        >
          <input
            {...(index === 0 ? { ref: first } : {})}
            type="radio"
            name="format"
            checked={value === format}
            onChange={() => onChange(format)}
            aria-labelledby={`${id}-${format}`}
            aria-describedby={`${id}-about-${format}`}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            <span id={`${id}-${format}`} className="block text-body font-semibold">
              {t(`quality.export.${format}`)}
            </span>
            <span id={`${id}-about-${format}`} className="block text-fact text-muted">
              {t(`quality.export.${format}Advice`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Care() {
  const { t } = useTranslation();
  const { api } = useWorkspace();
  return (
    <div className="mt-3 text-fact text-muted">
      <p className="m-0">{t('quality.export.confidential')}</p>
      {api ? <p className="m-0 mt-1">{t('quality.export.writtenDown')}</p> : null}
    </div>
  );
}

function Failed({ failure, done }: { failure: Failure; done: number }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <p className="m-0 text-body font-semibold text-bad">{t('quality.export.failed', { why: t(`error.${failure.kind}`) })}</p>
      <p className="m-0 mt-1 text-fact">{t(`workspace.advice.${adviceOf(failure)}`)}</p>
      {done > 0 ? <p className="tabular m-0 mt-1 text-fact text-muted">{t('quality.export.goesOn', { count: done })}</p> : null}
    </div>
  );
}

/** What a search has not read yet is in no file: that is said, not left out in silence. */
function Missing({ count }: { count: number }) {
  const { t } = useTranslation();
  return count === 0 ? null : (
    <p role="alert" className="m-0 mt-2 text-fact font-semibold text-fair">
      {t('quality.export.missing', { count })}
    </p>
  );
}

function Said({ title, good = false, children }: { title: string; good?: boolean; children: ReactNode }) {
  return (
    <div role="status">
      <p className={`tabular m-0 text-body font-semibold [overflow-wrap:anywhere] ${good ? 'text-good' : ''}`}>{title}</p>
      <p className="m-0 mt-1 text-fact text-muted">{children}</p>
    </div>
  );
}
