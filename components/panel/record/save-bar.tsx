import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guard } from '../../../lib/guard/guard.ts';
import { missingOfCall } from '../../../lib/record/missing.ts';
import { Button } from '../../ui/button.tsx';
import { satisfactionTone, ToneIcon } from '../../ui/tone.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { type Saved, useSave } from '../hooks/use-save.ts';
import { fieldName } from './field-name.ts';

type SaveBarProps = { view: CallView; actions: CallActions; guard: Guard | null; formOpen: boolean; onForm: (open: boolean) => void };

/** What is still missing, by name, and the one key that saves and brings the next customer. */
export function SaveBar({ view, actions, guard, formOpen, onForm }: SaveBarProps) {
  const { t, i18n } = useTranslation();
  const [failed, setFailed] = useState<Exclude<Saved, { ok: true }>['kind'] | null>(null);
  const { saving, save } = useSave(view, guard);
  const { call, script } = view;
  const missing = missingOfCall(call, script);
  const wrapUp = call.phase === 'wrap-up';

  const saveNow = async () => {
    const result = await save(actions);
    if (result.ok || result.kind === 'running') return;
    setFailed(result.kind);
    if (result.kind === 'incomplete' && !wrapUp) onForm(true);
  };
  useKeys({ 'Ctrl+Enter': () => void saveNow() });
  const names = missing.map((one) => fieldName(t, i18n.language, script, one));
  // Named as they are now: what has been filled in since is not called missing.
  const refused =
    failed === 'incomplete' ? (names.length > 0 ? t('save.incomplete', { fields: names.join(t('list.comma')) }) : null) : failed && t(`save.${failed}`);
  return (
    <div className="grid gap-2">
      <div className={wrapUp || formOpen ? 'grid' : 'flex items-center gap-1.5 overflow-hidden'}>
        {wrapUp || formOpen ? null : <Known view={view} />}
        {failed === 'incomplete' ? null : <Missing names={names} oneLine={!wrapUp && !formOpen} onPress={() => onForm(true)} />}
      </div>
      {refused ? (
        <p role="alert" className="m-0 text-fact font-semibold text-bad">
          {refused}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button
          kind="primary"
          tight
          className="min-h-11 flex-1 short:min-h-9"
          shortcut="Control+Enter"
          keyLabel="Ctrl ↵"
          isDisabled={saving}
          onPress={() => void saveNow()}
        >
          {saving ? t('save.saving') : t('save.andNext')}
        </Button>
        {wrapUp ? null : (
          <Button tight shortcut="F" keyLabel="F" aria-expanded={formOpen} onPress={() => onForm(!formOpen)}>
            {t(formOpen ? 'record.toScript' : 'record.all')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What is missing, by name: during the call in one line that leaves the script its room, afterwards each on its own. */
function Missing({ names, oneLine, onPress }: { names: string[]; oneLine: boolean; onPress: () => void }) {
  const { t } = useTranslation();
  const chip = 'chip cursor-pointer rounded-[4px] border border-dashed border-bad bg-transparent px-1.5 py-0.5 text-left text-label text-bad';
  if (names.length === 0) return null;
  if (oneLine) {
    return (
      <button type="button" onClick={onPress} className={`${chip} min-w-0 justify-self-start max-w-full truncate`}>
        {t('save.missing', { field: names.join(t('list.comma')) })}
      </button>
    );
  }
  return (
    <p aria-live="polite" className="m-0 flex flex-wrap items-center gap-1.5 text-label">
      {names.map((name) => (
        <button key={name} type="button" onClick={onPress} className={chip}>
          {t('save.missing', { field: name })}
        </button>
      ))}
    </p>
  );
}

/** What the answers have filled in so far. */
function Known({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { outcome, satisfaction } = view.call.draft;
  const chip = 'chip inline-flex shrink-0 items-center gap-1 rounded-[4px] border border-line bg-raised px-1.5 py-0.5 text-label font-semibold';
  return (
    <>
      {outcome ? <span className={chip}>{t(`outcome.${outcome}`)}</span> : null}
      {satisfaction ? (
        <span className={`${chip} ${satisfactionTone[satisfaction].text}`}>
          <ToneIcon tone={satisfactionTone[satisfaction].tone} size={13} />
          {t(`satisfaction.${satisfaction}`)}
        </span>
      ) : null}
    </>
  );
}
