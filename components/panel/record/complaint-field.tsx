import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../lib/contract/call.ts';
import type { MissingField } from '../../../lib/record/missing.ts';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { textOf } from './answers.ts';
import { Options } from './options.tsx';
import { usePendingText } from './pending-text.ts';
import { PlainText } from './plain-text.tsx';

type Props = { view: CallView; actions: CallActions; missing: readonly MissingField[]; active: boolean; onEnter: () => void };

/** Whether there is a complaint; if so, about what, and which department answers for it (F1, F3). */
export function ComplaintField({ view, actions, missing, active, onEnter }: Props) {
  const { t } = useTranslation();
  const { place } = usePanel();
  const { complaint } = view.call.draft;
  const why = missing.filter(({ field }) => field === 'complaint').map((one) => one.why);
  const choose = (kind: 'none' | 'complaint') =>
    void actions.edit((draft) => ({
      ...draft,
      complaint: kind === 'none' ? { kind } : draft.complaint?.kind === 'complaint' ? draft.complaint : { kind, about: textOf(draft.said), department: '' },
    }));
  return (
    <div className="grid gap-2">
      <Options
        fieldName="complaint"
        missingText={t('record.missing')}
        label={t('field.complaint')}
        options={(['none', 'complaint'] as const).map((value) => ({ value, label: t(`complaint.${value}`), text: t(`complaint.${value}`) }))}
        value={complaint?.kind ?? null}
        onChange={choose}
        active={active && why[0] === 'empty'}
        missing={why.includes('empty')}
      />
      {complaint?.kind === 'complaint' ? (
        <>
          <About view={view} actions={actions} missing={why.includes('no-about')} onEnter={onEnter} />
          <Options
            fieldName="department"
            missingText={t('record.missing')}
            label={t('complaint.department')}
            options={place.departments.map((value) => ({ value, label: value, text: value }))}
            value={complaint.department || null}
            onChange={(department) => void actions.edit((draft) => withComplaint(draft, { department }))}
            active={active && why[0] === 'no-department'}
            missing={why.includes('no-department')}
          />
        </>
      ) : null}
    </div>
  );
}

function About({ view, actions, missing, onEnter }: { view: CallView; actions: CallActions; missing: boolean; onEnter: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { complaint, said } = view.call.draft;
  const stored = complaint?.kind === 'complaint' ? complaint.about : '';
  const { text, setText } = usePendingText(stored, (about) => actions.edit((draft) => withComplaint(draft, { about })));
  const heard = textOf(said);
  return (
    <div className="grid gap-1" data-field="about">
      <label htmlFor={id} className={`text-fact ${missing ? 'font-semibold text-bad' : 'text-muted'}`}>
        {t('complaint.about')}
      </label>
      <PlainText id={id} label={t('complaint.about')} text={text} onChange={setText} onEnter={onEnter} />
      {missing && heard !== '' && text === '' ? (
        <button
          type="button"
          onClick={() => setText(heard)}
          className="cursor-pointer justify-self-start border-0 bg-transparent p-0 text-label text-accent underline"
        >
          {t('complaint.asSaid')}
        </button>
      ) : null}
    </div>
  );
}

function withComplaint(draft: Draft, patch: { about?: string; department?: string }): Draft {
  return draft.complaint?.kind === 'complaint' ? { ...draft, complaint: { ...draft.complaint, ...patch } } : draft;
}
