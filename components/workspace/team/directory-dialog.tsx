import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryEntry } from '../../../lib/contract/place.ts';
import { directoryEntrySchema } from '../../../lib/contract/place.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { INPUT } from '../styles.ts';
import { Refused } from './person-fields.tsx';

type DirectoryDialogProps = {
  entry: DirectoryEntry | null;
  id: string;
  departments: readonly string[];
  isBusy: boolean;
  failure: Failure | null;
  onSave: (entry: DirectoryEntry) => void;
  onClose: () => void;
};

const ROWS = [['name'], ['department', 'role'], ['phone', 'extension'], ['hours'], ['note']] as const;
const MOST: { [field in (typeof ROWS)[number][number]]: number } = { name: 120, department: 80, role: 80, phone: 40, extension: 20, hours: 120, note: 500 };

/** One entry, or a new one. */
export function DirectoryDialog({ entry, id, departments, isBusy, failure, onSave, onClose }: DirectoryDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const [draft, setDraft] = useState<DirectoryEntry>(entry ?? { id, name: '', department: '', role: '', phone: '', extension: '', hours: '', note: '' });
  const parsed = directoryEntrySchema.safeParse(draft);
  return (
    <Dialog
      title={entry ? t('directory.edit', { name: entry.name }) : t('directory.new')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form={form} isDisabled={!parsed.success || isBusy} keyLabel="↵">
            {t('team.save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success) onSave(parsed.data);
        }}
      >
        {ROWS.map((fields) => (
          <div key={fields.join(' ')} className={`grid gap-3 ${fields.length > 1 ? 'grid-cols-2' : ''}`}>
            {fields.map((field) => (
              <label key={field} className="mt-2 block text-label text-muted">
                {t(`directory.field.${field}`)}
                <input
                  value={draft[field]}
                  maxLength={MOST[field]}
                  required={field === 'name'}
                  {...(field === 'department' ? { list: `${form}-departments` } : {})}
                  {...(field === 'phone' ? { inputMode: 'tel' as const } : {})}
                  onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
                  className={`mt-1 ${INPUT}`}
                />
              </label>
            ))}
          </div>
        ))}
        <datalist id={`${form}-departments`}>
          {departments.map((department) => (
            <option key={department} value={department} />
          ))}
        </datalist>
        <Refused failure={failure} />
      </form>
    </Dialog>
  );
}
