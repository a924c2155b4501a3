import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { TakenField } from '../../../lib/contract/customer-merge.ts';
import { same } from '../../../lib/import/same.ts';
import { fieldsOf } from '../../../lib/record/customer-fields.ts';
import { useWorkspace } from '../context.ts';
import { wordField } from './field-words.ts';

type Props = { keep: Customer; drop: Customer; take: readonly TakenField[]; onTake: (take: readonly TakenField[]) => void };

/** Both files side by side where they differ, one value of each field chosen. Phones and tags are not chosen: both stay. */
export function MergeFields({ keep, drop, take, onTake }: Props) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  const [kept, dropped] = [fieldsOf(keep), fieldsOf(drop)];
  const fields = (Object.keys(kept) as (keyof typeof kept)[]).flatMap((field): TakenField[] =>
    field === 'optOut' || same(kept[field], dropped[field]) ? [] : [field],
  );
  if (fields.length === 0) return <p className="m-0 text-fact text-muted">{t('merge.same')}</p>;
  const choice = (field: TakenField, isOther: boolean) => {
    const words = wordField(t, isOther ? dropped : kept, field, context) || t('customers.changes.nothing');
    if (field === 'phones' || field === 'tags') return words;
    const set = () => onTake(isOther ? [...take, field] : take.filter((one) => one !== field));
    return (
      <label className="flex items-start gap-1.5">
        <input
          type="radio"
          aria-label={`${t(`customers.fact.${field}`)}: ${words}`}
          name={`merge-${field}`}
          checked={take.includes(field) === isOther}
          onChange={set}
          className="mt-1"
        />
        <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{words}</span>
      </label>
    );
  };
  return (
    <table className="w-full border-collapse text-left text-fact">
      <thead>
        <tr className="text-label text-muted">
          {(['field', 'stays', 'goes'] as const).map((column) => (
            <th key={column} scope="col" className="border-b border-line py-1 pr-3 font-normal">
              {t(`merge.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field} className="align-top">
            <th scope="row" className="border-b border-line py-1.5 pr-3 font-normal text-muted">
              {t(`customers.fact.${field}`)}
            </th>
            <td className="border-b border-line py-1.5 pr-3">{choice(field, false)}</td>
            <td className="border-b border-line py-1.5">{choice(field, true)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
