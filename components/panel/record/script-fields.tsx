import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../lib/contract/script.ts';
import type { MissingField } from '../../../lib/record/missing.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { Options } from './options.tsx';
import { usePendingText } from './pending-text.ts';
import { PlainText } from './plain-text.tsx';

type Props = { view: CallView; actions: CallActions; missing: readonly MissingField[]; first: string | null; onEnter: () => void };

/** The questions that the lead added for this purpose (R3). */
export function ScriptFields({ view, actions, missing, first, onEnter }: Props) {
  const { t, i18n } = useTranslation();
  const words = (text: { [language: string]: string }) => text[i18n.language] ?? Object.values(text)[0] ?? '';
  return view.script.fields.map((field) => {
    const isMissing = missing.some((one) => one.field === field.id);
    if (field.kind !== 'choice')
      return <TypedField key={field.id} field={field} label={words(field.label)} view={view} actions={actions} missing={isMissing} onEnter={onEnter} />;
    return (
      <Options
        key={field.id}
        fieldName={field.id}
        missingText={t('record.missing')}
        label={words(field.label)}
        options={(field.options ?? []).map((option) => ({ value: option.id, label: words(option.label), text: words(option.label) }))}
        value={view.call.draft.answers[field.id] ?? null}
        onChange={(value) => void actions.edit((draft) => ({ ...draft, answers: { ...draft.answers, [field.id]: value } }))}
        active={first === field.id}
        missing={isMissing}
      />
    );
  });
}

type TypedFieldProps = { field: FormField; label: string; view: CallView; actions: CallActions; missing: boolean; onEnter: () => void };

function TypedField({ field, label, view, actions, missing, onEnter }: TypedFieldProps) {
  const id = useId();
  const { text, setText } = usePendingText(view.call.draft.answers[field.id] ?? '', (value) =>
    actions.edit((draft) => ({ ...draft, answers: { ...draft.answers, [field.id]: value } })),
  );
  return (
    <div className="grid gap-1" data-field={field.id}>
      <label htmlFor={id} className={`text-fact ${missing ? 'font-semibold text-bad' : 'text-muted'}`}>
        {label}
      </label>
      {field.kind === 'number' ? (
        <input
          id={id}
          inputMode="decimal"
          value={text}
          maxLength={40}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.code !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onEnter();
          }}
          className="min-h-9 w-28 rounded-lg border border-line bg-raised px-2 text-body text-ink"
        />
      ) : (
        <PlainText id={id} label={label} text={text} onChange={setText} onEnter={onEnter} maxLength={2000} />
      )}
    </div>
  );
}
