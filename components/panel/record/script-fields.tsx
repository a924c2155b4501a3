import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../lib/contract/script.ts';
import type { MissingField } from '../../../lib/record/missing.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { Options } from './options.tsx';
import { usePendingText } from './pending-text.ts';
import { PlainText } from './plain-text.tsx';

type Props = { view: CallView; actions: CallActions; missing: readonly MissingField[]; first: string | null };

/** The questions that the lead added for this purpose (R3). */
export function ScriptFields({ view, actions, missing, first }: Props) {
  const { t, i18n } = useTranslation();
  const words = (text: { [language: string]: string }) => text[i18n.language] ?? Object.values(text)[0] ?? '';
  return view.script.fields.map((field) => {
    const isMissing = missing.some((one) => one.field === field.id);
    if (field.kind !== 'choice')
      return <TypedField key={field.id} field={field} label={words(field.label)} view={view} actions={actions} missing={isMissing} />;
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

function TypedField({ field, label, view, actions, missing }: { field: FormField; label: string; view: CallView; actions: CallActions; missing: boolean }) {
  const id = useId();
  const { text, setText } = usePendingText(view.call.draft.answers[field.id] ?? '', (value) =>
    actions.edit((draft) => ({ ...draft, answers: { ...draft.answers, [field.id]: value.slice(0, 2000) } })),
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
          onChange={(event) => setText(event.target.value)}
          className="min-h-9 w-28 rounded-lg border border-line bg-raised px-2 text-body text-ink"
        />
      ) : (
        <PlainText id={id} label={label} text={text} onChange={setText} />
      )}
    </div>
  );
}
