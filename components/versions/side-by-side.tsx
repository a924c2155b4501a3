import { useTranslation } from 'react-i18next';
import type { Divergence, FieldVersion, RecordVersion } from '../../lib/contract/divergence.ts';
import { type FormatContext, formatMoment } from '../../lib/i18n/format.ts';
import { differencesOf } from '../../lib/record/differences.ts';
import { Key } from '../ui/key.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { namePart, wordPart, wordValue } from './version-words.ts';

type SideBySideProps = {
  divergence: Divergence;
  context: FormatContext;
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Where the keys 1-9 are heard: in a dialog, or on a page of its own. */
  inDialog: boolean;
};

/** The versions beside each other, or below each other where there is no room: what they say, who said it and when. One is chosen, by 1-9 too. */
export function SideBySide({ divergence, context, chosen, onChoose, inDialog }: SideBySideProps) {
  const { t } = useTranslation();
  const { versions } = divergence;
  useKeys(Object.fromEntries(versions.slice(0, 9).map(({ id }, index) => [`Digit${index + 1}`, () => onChoose(id)])), { inDialog });
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-2 p-0 text-fact font-semibold">{t('versions.choose')}</legend>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))] gap-2">
        {versions.map((version, index) => (
          <label
            key={version.id}
            className={`block cursor-pointer rounded-[10px] border-2 bg-raised p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${chosen === version.id ? 'border-accent' : 'border-line'}`}
          >
            <span className="flex items-start gap-2">
              <input
                type="radio"
                name={divergence.id}
                checked={chosen === version.id}
                onChange={() => onChoose(version.id)}
                className="mt-0.5 size-4 shrink-0 accent-(--accent) outline-none"
              />
              <span className="min-w-0 flex-1">
                {'record' in version ? <Revision version={version} divergence={divergence} context={context} /> : <Value version={version} />}
                <Who version={version} context={context} />
                {divergence.kind === 'customer-field' && index === 0 ? <span className="block text-label text-muted">{t('versions.holds')}</span> : null}
              </span>
              {index < 9 ? <Key>{index + 1}</Key> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Value({ version }: { version: FieldVersion }) {
  const { t } = useTranslation();
  return <span className="tabular block text-[16px] font-semibold">{wordValue(t, version.value)}</span>;
}

/** Only what differs: the rest is the same in all of them. */
function Revision({ version, divergence, context }: { version: RecordVersion; divergence: Divergence; context: FormatContext }) {
  const { t } = useTranslation();
  if (divergence.kind !== 'record') return null;
  const parts = differencesOf(divergence.versions.map(({ record }) => record));
  return (
    <span className="block">
      {parts.map((part) => (
        <span key={part.kind === 'field' ? part.field : part.kind === 'answer' ? part.id : part.kind} className="mb-1.5 block">
          <span className="block text-label text-muted">{namePart(t, part)}</span>
          <span className="block text-body font-semibold whitespace-pre-wrap">{wordPart(t, version.record, part, context)}</span>
        </span>
      ))}
      {version.record.revised ? <span className="block text-fact">{t('versions.why', { why: version.record.revised.why })}</span> : null}
    </span>
  );
}

function Who({ version, context }: { version: FieldVersion | RecordVersion; context: FormatContext }) {
  const { t } = useTranslation();
  const parts = [version.by ? version.by.name : t('versions.fromFile'), version.at === null ? null : formatMoment(version.at, context)];
  return <span className="tabular mt-0.5 block text-label text-muted">{parts.filter(Boolean).join(' · ')}</span>;
}
